"""Papers in Word: headings, paragraphs, tables with a repeated header, and a foot with page and control sum.

The only door to python-docx. The same paper has the same bytes, whenever and wherever it is written.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Final, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENTATION, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.font import CT_RPr
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_FONT: Final = "Times New Roman"
_BODY, _HEADING = Pt(13), Pt(14)
_STYLES: Final = {"Normal": _BODY, "Title": _HEADING, "Heading 1": _HEADING, "Heading 2": _BODY, "Heading 3": _BODY}
_LONG_SIDE, _SHORT_SIDE = Mm(297), Mm(210)
_TOP, _BOTTOM, _LEFT, _RIGHT = Mm(20), Mm(20), Mm(30), Mm(15)
_FACES: Final = ("ascii", "hAnsi", "eastAsia", "cs")
_OF_THE_THEME: Final = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
_LOCALES: Final = {"vi": "vi-VN", "en": "en-GB"}

_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FIRST_DAY_OF_ZIP: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class About:
    """What a paper says of itself: its *title*, its *language*, when it was *made*, and what stands at its *foot*.

    *page* is the word before the number of the page.
    """

    title: str
    language: str
    made: datetime
    foot: str
    page: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its *title*; *share* is its part of the width, beside those of the others."""

    title: str
    share: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A text by its *parts*, those in bold type that are marked."""

    parts: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table; *strong* where it holds the rows below it together, or adds them up."""

    cells: tuple[str | Marked, ...]
    strong: bool = False


class Paper:
    """A paper that is being written, from its first line to its last."""

    def __init__(self, about: About) -> None:
        self._document = Document()
        _describe(self._document, about)
        _style(self._document, _LOCALES[about.language])
        self._section = self._document.sections[0]
        _lay_out(self._section, wide=False)
        _write_foot(self._section, about)

    def turn(self, *, wide: bool) -> None:
        """Go on with a new page, across the paper where it is to be *wide*."""
        self._section = self._document.add_section(WD_SECTION.NEW_PAGE)
        _lay_out(self._section, wide=wide)

    def title(self, text: str) -> None:
        """The title of the paper, or a line of it."""
        paragraph = self._document.add_paragraph(style="Title")
        paragraph.add_run(_clean(text))

    def heading(self, text: str, level: int = 1) -> None:
        """A heading; level 1 is that of a part."""
        self._document.add_heading(_clean(text), level)

    def paragraph(self, text: str, *, label: str = "") -> None:
        """A paragraph, behind a *label* in bold type where there is one."""
        paragraph = self._document.add_paragraph()
        if label:
            paragraph.add_run(_clean(f"{label} ")).bold = True
        paragraph.add_run(_clean(text))

    def table(self, columns: Sequence[Column], lines: Iterable[Line]) -> None:
        """A table over the whole width; its header stands on every page, and no row is torn between two."""
        table = self._document.add_table(rows=1, cols=len(columns), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        widths = self._widths(columns)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        header = table.rows[0]
        for cell, width in zip(header.cells, widths, strict=True):
            cell.width = width
        _fill(header, [column.title for column in columns], strong=True, centred=True)
        _mark(header, "w:cantSplit", "w:tblHeader")
        for line in lines:
            row = table.add_row()
            _fill(row, line.cells, strong=line.strong)
            _mark(row, "w:cantSplit")
        self._document.add_paragraph()

    def content(self) -> bytes:
        """The bytes of the file."""
        written = BytesIO()
        self._document.save(written)
        return _undated(written)

    def _widths(self, columns: Sequence[Column]) -> list[Mm]:
        page, left, right = (
            cast("int", each) for each in (self._section.page_width, self._section.left_margin, _RIGHT)
        )
        whole = round((page - left - right) / Mm(1))
        every = sum(column.share for column in columns)
        return [Mm(whole * column.share / every) for column in columns]


# ---- the paper as a whole --------------------------------------------------------------------------------------------


def _describe(document: WordDocument, about: About) -> None:
    properties, package = document.core_properties, document.part.package
    made = about.made.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties.title, properties.language = _clean(about.title), _LOCALES[about.language]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = made
    properties.revision = 1
    for name, relation in [*package.rels.items()]:
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:  # a picture of another paper
            del package.rels[name]


def _style(document: WordDocument, locale: str) -> None:
    """One typeface in black for everything, and the language by which a word processor checks spelling."""
    for name, size in _STYLES.items():
        style = cast("ParagraphStyle", document.styles[name])
        style.font.name, style.font.size = _FONT, size
        style.font.bold, style.font.italic = name != "Normal", name == "Heading 3"
        style.paragraph_format.space_before = Pt(0 if name == "Normal" else 6)
        style.paragraph_format.space_after = Pt(6)
        _one_face(style.element.get_or_add_rPr(), locale)
    title = cast("ParagraphStyle", document.styles["Title"])
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for border in title.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _one_face(properties: CT_RPr, locale: str) -> None:
    fonts = properties.get_or_add_rFonts()
    for name in _OF_THE_THEME:
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in _FACES:
        fonts.set(qn(f"w:{name}"), _FONT)
    for name in ("w:color", "w:spacing", "w:kern"):
        for each in properties.findall(qn(name)):
            properties.remove(each)
    language = properties.find(qn("w:lang"))
    if language is None:
        language = cast("BaseOxmlElement", OxmlElement("w:lang"))
        properties.append(language)
    language.set(qn("w:val"), locale)


def _lay_out(section: Section, *, wide: bool) -> None:
    section.orientation = WD_ORIENTATION.LANDSCAPE if wide else WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = (_LONG_SIDE, _SHORT_SIDE) if wide else (_SHORT_SIDE, _LONG_SIDE)
    section.left_margin, section.right_margin = (_TOP, _RIGHT) if wide else (_LEFT, _RIGHT)
    section.top_margin, section.bottom_margin = (_LEFT, _BOTTOM) if wide else (_TOP, _BOTTOM)


def _write_foot(section: Section, about: About) -> None:
    """The page and the control sum; sections that follow take the foot of the first."""
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(f"{_clean(about.page)} ")
    _number_of_page(paragraph)
    paragraph.add_run(f" · {_clean(about.foot)}")


def _number_of_page(paragraph: Paragraph) -> None:
    """A field that the word processor fills on each page."""
    field = cast("BaseOxmlElement", OxmlElement("w:fldSimple"))
    field.set(qn("w:instr"), "PAGE")
    field.append(paragraph.add_run("1")._r)  # noqa: SLF001 -- python-docx has no fields
    paragraph._p.append(field)  # noqa: SLF001


def _undated(written: BytesIO) -> bytes:
    """The same file without the time at which it was written."""
    same = BytesIO()
    with ZipFile(written) as source, ZipFile(same, "w") as target:
        for name in source.namelist():
            entry = ZipInfo(name, _FIRST_DAY_OF_ZIP)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0  # as on every machine
            target.writestr(entry, source.read(name))
    return same.getvalue()


# ---- tables ----------------------------------------------------------------------------------------------------------


def _fill(row: _Row, texts: Sequence[str | Marked], *, strong: bool = False, centred: bool = False) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        _write(cell, text, strong=strong, centred=centred)


def _write(cell: _Cell, text: str | Marked, *, strong: bool, centred: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part, is_marked in text.parts if isinstance(text, Marked) else ((text, False),):
        paragraph.add_run(_clean(part)).bold = strong or is_marked or None


def _mark(row: _Row, *names: str) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 -- python-docx has no header rows
    for name in names:
        properties.append(cast("BaseOxmlElement", OxmlElement(name)))


def _clean(text: str) -> str:
    """*text* without what no XML document can hold."""
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)
