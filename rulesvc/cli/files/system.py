"""What the operating system says about a file, in words of ours where they are known."""

import errno
from typing import Final

from rules.errors import N_
from rules.said import Said, said

_REASONS: Final = {
    errno.ENOENT: N_("there is no such folder"),
    errno.ENOTDIR: N_("a part of the path is no folder"),
    errno.EACCES: N_("it is not permitted"),
    errno.EPERM: N_("it is not permitted"),
    errno.EROFS: N_("the disk can only be read"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("the disk is full"),
    errno.ENAMETOOLONG: N_("the name is too long"),
}


def reason_of(problem: OSError | ValueError) -> Said | str:
    """Why a file could not be opened; what is not known here as the system says it."""
    if isinstance(problem, OSError) and problem.errno in _REASONS:
        return said(_REASONS[problem.errno])
    return getattr(problem, "strerror", "") or str(problem)
