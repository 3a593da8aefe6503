"""What can be wrong with a file. `at` is the line, and the column where one is to blame."""

from dataclasses import dataclass

from rules.errors import N_, InputRefusal
from rules.said import Said


class FileRefusal(InputRefusal):
    """Something about a file itself, before any rule of the rubric is asked."""


@dataclass(eq=False)
class FileMissing(FileRefusal):
    """No file of that name."""

    given: str
    words = N_("There is no file “{given}”.")


@dataclass(eq=False)
class NotAFile(FileRefusal):
    """A directory where a file is wanted."""

    given: str
    words = N_("“{given}” is a directory. Allowed: a file.")


@dataclass(eq=False)
class Unreadable(FileRefusal):
    """The operating system does not give the file out."""

    given: str
    reason: Said | str
    words = N_("“{given}” cannot be read: {reason}.")


@dataclass(eq=False)
class EmptyFile(FileRefusal):
    """Nothing in the file, not even a header."""

    words = N_("The file is empty. It needs a header line and at least one row.")


@dataclass(eq=False)
class HeaderOnly(FileRefusal):
    """A header and nothing under it."""

    words = N_("The file has a header line but no rows.")


@dataclass(eq=False)
class NothingForBlock(FileRefusal):
    """Rows, but all of other blocks."""

    block: str
    found: tuple[str, ...]
    words = N_("No row is of block “{block}”, for which the rubric is. Blocks in the file: {found}.")


@dataclass(eq=False)
class NotUtf8(FileRefusal):
    """Another encoding."""

    words = N_("The file is not UTF-8. Save it as “CSV UTF-8” and try again.")


@dataclass(eq=False)
class LooksLikeUtf16(FileRefusal):
    """The byte order mark of UTF-16."""

    words = N_("The file is UTF-16, not UTF-8. Save it as “CSV UTF-8” and try again.")


@dataclass(eq=False)
class Unprintable(FileRefusal):
    """A control character: a NUL byte, an escape sequence, a change of writing direction."""

    given: str
    words = N_("There is a character that cannot be printed ({given}). Allowed: text.")


@dataclass(eq=False)
class LineTooLong(FileRefusal):
    """A line longer than any row of figures."""

    limit: int
    words = N_("The line is too long. Allowed: at most {limit} characters.")


@dataclass(eq=False)
class CellTooLong(FileRefusal):
    """A cell longer than any code or reason."""

    given: int
    limit: int
    words = N_("The cell has {given} characters. Allowed: at most {limit}.")


@dataclass(eq=False)
class BadQuotes(FileRefusal):
    """A quotation mark that is never closed, or text behind a closing one."""

    words = N_("A quotation mark opens and does not close, or text follows a closing one. The rest cannot be read.")


@dataclass(eq=False)
class FieldCount(FileRefusal):
    """A row with more or fewer cells than the header."""

    given: int
    allowed: int
    words = N_(
        "The row has {given} cells, the header {allowed}. Where commas separate cells, a decimal comma needs quotes."
    )


@dataclass(eq=False)
class UnknownColumn(FileRefusal):
    """A column nobody asked for, a misspelt one perhaps."""

    given: str
    allowed: tuple[str, ...]
    words = N_("Column “{given}” is not known. Allowed: {allowed}.")


@dataclass(eq=False)
class MissingColumn(FileRefusal):
    """A column without which nothing can be read."""

    given: str
    found: tuple[str, ...]
    words = N_("Column “{given}” is missing. Columns in the file: {found}.")


@dataclass(eq=False)
class DuplicateColumn(FileRefusal):
    """Two columns that mean the same."""

    given: str
    other: str
    words = N_("Columns “{given}” and “{other}” mean the same. Allowed: one of them, once.")


@dataclass(eq=False)
class WrongYear(FileRefusal):
    """Facts of another year than the one before the period."""

    given: str
    allowed: str
    words = N_("Column “{given}” is of another year. Allowed: the year before the period, {allowed}.")


@dataclass(eq=False)
class BlockDiffers(FileRefusal):
    """An agency that has points in one block and stands here in another."""

    agency: str
    given: str
    allowed: str
    words = N_("Agency “{agency}” is of block “{given}” here, and has points in block “{allowed}”. Write one of them.")


@dataclass(eq=False)
class StoredElsewhere(FileRefusal):
    """An agency that is stored in another block than the one it stands in here."""

    agency: str
    given: str
    stored: str
    words = N_(
        "Agency “{agency}” is of block “{given}” here, and is stored in block “{stored}”. Correct the file, or the "
        "list of agencies."
    )


@dataclass(eq=False)
class MoreStoredElsewhere(FileRefusal):
    """A file, or a list of agencies, in which blocks are other ones."""

    count: int
    words = N_("{count} more agencies are stored in another block than the one they stand in here.")


@dataclass(eq=False)
class WithoutPoints(FileRefusal):
    """An agency that nobody knows, a mistyped one perhaps: what is said of it would be lost."""

    given: str
    closest: tuple[str, ...]
    nothing = N_("no code like it")
    words = N_("Agency “{given}” has no points and is not stored. Closest of those with points: {closest}.")


@dataclass(eq=False)
class MoreWithoutPoints(FileRefusal):
    """A file of other agencies."""

    count: int
    words = N_("{count} more agencies have no points and are not stored. Is it the right file?")


@dataclass(eq=False)
class EmptyCell(FileRefusal):
    """Nothing where something is needed."""

    words = N_("The cell is empty. It needs a value.")


@dataclass(eq=False)
class PointsMissing(FileRefusal):
    """Neither points nor "not applicable"."""

    criterion: object
    words = N_(
        "{criterion}: the cell is empty. It needs points; where nothing arose, fill in the column not_applicable."
    )


@dataclass(eq=False)
class PointsNeeded(FileRefusal):
    """No points where “not applicable” is not possible."""

    criterion: object
    words = N_("{criterion}: the cell is empty. It needs points.")


@dataclass(eq=False)
class PointsWithoutUse(FileRefusal):
    """Points and "not applicable" in one row."""

    given: str
    words = N_("“{given}” points, and yet “not applicable”. Allowed: one of the two.")


@dataclass(eq=False)
class AnswerWithoutUse(FileRefusal):
    """Something that is reported, and "not applicable", in one row."""

    given: str
    words = N_("“{given}” is reported, and yet “not applicable”. Allowed: one of the two.")


@dataclass(eq=False)
class AnswerMissing(FileRefusal):
    """Neither what the component needs nor "not applicable"."""

    criterion: object
    needed: tuple[str, ...]
    words = N_(
        "{criterion}: nothing is reported. Needed, in one of these ways: {needed}; where nothing arose, fill in the "
        "column not_applicable."
    )


@dataclass(eq=False)
class AnswerNeeded(FileRefusal):
    """Nothing of what the component needs, where “not applicable” is not possible."""

    criterion: object
    needed: tuple[str, ...]
    words = N_("{criterion}: nothing is reported. Needed, in one of these ways: {needed}.")


@dataclass(eq=False)
class AbsentInPart(FileRefusal):
    """A component that is not applicable in one row and answered in another."""

    criterion: str
    other: str
    words = N_("“{criterion}” is “not applicable” here, and is answered in line {other}. Allowed: one of the two.")


@dataclass(eq=False)
class TwoColumns(FileRefusal):
    """Two answers of different forms in one row, or in the rows of one component."""

    columns: tuple[str, ...]
    words = N_("The columns {columns} hold different answers to one component. Allowed: one of them.")


@dataclass(eq=False)
class WithoutUse(FileRefusal):
    """A cell that belongs to nothing in its row."""

    given: str
    allowed: tuple[str, ...]
    words = N_("“{given}” is of no use in this row. It belongs beside what stands in one of: {allowed}.")


@dataclass(eq=False)
class NotACount(FileRefusal):
    """Something else where it is asked how many."""

    given: str
    words = N_("“{given}” is not a whole number of 0 or more with at most 9 digits.")


@dataclass(eq=False)
class GroupDiffers(FileRefusal):
    """A group of respondents of which two rows say different things."""

    given: int | str
    other: int | str
    line: str
    words = N_("“{given}” here and “{other}” in line {line}. Allowed: the same on each row of a group, or on one only.")


@dataclass(eq=False)
class ReasonWithoutUse(FileRefusal):
    """A reason where nothing asks for one, or two of them."""

    given: str
    words = N_("The reason “{given}” belongs to no “yes” in the column not_applicable or waived.")


@dataclass(eq=False)
class NotYesOrNo(FileRefusal):
    """Something else where yes or no is asked."""

    given: str
    allowed: tuple[str, ...]
    words = N_("“{given}” is neither yes nor no. Allowed: {allowed}, or nothing.")


@dataclass(eq=False)
class NeitherYesNorReason(FileRefusal):
    """Something where "not applicable" is asked that says neither yes nor no nor why: a criterion would be left out."""

    given: str
    allowed: tuple[str, ...]
    words = N_(
        "“{given}” is neither yes nor no, nor a reason. Allowed: {allowed}; or a reason of at least two words and "
        "eight letters."
    )


@dataclass(eq=False)
class NotAReason(FileRefusal):
    """A sign in place of a reason."""

    given: str
    words = N_("“{given}” is not a reason. Allowed: at least two words and eight letters.")


@dataclass(eq=False)
class NotARank(FileRefusal):
    """A rank that is no place in a ranking."""

    given: str
    words = N_("“{given}” is not a rank. Allowed: whole numbers from 1, or nothing.")


@dataclass(eq=False)
class CriterionTwice(FileRefusal):
    """Two rows for one criterion of one agency."""

    agency: str
    criterion: str
    first: str
    words = N_("Criterion “{criterion}” of “{agency}” stands twice, here and in line {first}. Allowed: once.")


@dataclass(eq=False)
class PartTwice(FileRefusal):
    """Two rows for one item, or for one question in a group, of a criterion of one agency."""

    part: str
    criterion: str
    agency: str
    first: str
    words = N_(
        "“{part}” of criterion “{criterion}” of “{agency}” stands twice, here and in line {first}. Allowed: once."
    )


@dataclass(eq=False)
class IndicatorTwice(FileRefusal):
    """Two values for one indicator of one agency."""

    agency: str
    indicator: str
    first: str
    words = N_("Indicator “{indicator}” of “{agency}” stands twice, here and in line {first}. Allowed: once.")


@dataclass(eq=False)
class AgencyTwice(FileRefusal):
    """Two rows for one agency in a file with one row an agency."""

    agency: str
    first: str
    words = N_("Agency “{agency}” stands twice, here and in line {first}. Allowed: once.")
