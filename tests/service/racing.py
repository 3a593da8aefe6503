"""Many at once: threads that start together."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy.exc import IntegrityError

from rules.errors import Refusal, Refused

THREADS = 8


def at_once(work: Callable[[int], object], threads: int = THREADS) -> list[object]:
    """What *work* returns, or the refusals it raises, in *threads* that start together."""
    barrier = Barrier(threads)

    def started(place: int) -> object:
        barrier.wait()
        try:
            return work(place)
        except (IntegrityError, Refusal, Refused) as error:
            return error

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(started, range(threads)))
