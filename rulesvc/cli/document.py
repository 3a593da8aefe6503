"""`rulesvc document`: the register of documents, with their signed files."""

from collections.abc import Callable, Mapping
from functools import reduce
from pathlib import Path as FilePath
from typing import Any, Final

import click

from rules.errors import Path
from rulesvc.cli.acting import acting_as
from rulesvc.cli.clock import now
from rulesvc.cli.files.whole import read_whole
from rulesvc.cli.formats.register import file_line, in_full, on_one_line
from rulesvc.cli.options import as_option, lang_option
from rulesvc.cli.saying import refusing, say, write
from rulesvc.cli.storage import open_database
from rulesvc.languages import language
from rulesvc.models.document import DocumentStatus, RelationKind
from rulesvc.schemas.documents import DocumentBody, revised
from rulesvc.schemas.mistakes import load
from rulesvc.usecases.document_files import LARGEST_FILE, NewFile, attach_file, read_file
from rulesvc.usecases.document_words import usual_kinds
from rulesvc.usecases.documents import (
    DocumentRef,
    Entry,
    Filters,
    Relation,
    add_document,
    change_document,
    find_document,
    list_documents,
    relate,
    unrelate,
)

_EXAMPLES = """\b
Examples:
  rulesvc document list --words "cai cach hanh chinh"
  rulesvc document add kh-12 --kind Plan --number 12/KH-UBND --dated 2023-02-01 --as lan
  rulesvc document relate qd-29 amends qd-13 --as lan
  rulesvc document attach kh-12 "KH 2023.pdf" --as lan
"""
_LIST_EXAMPLES = """\b
Examples:
  rulesvc document list --kind Decision --status issued
  rulesvc document list --period 2022 --words "uy ban"
"""
_ADD_EXAMPLES = """\b
Examples:
  rulesvc document add kh-12 --kind Plan --number 12/KH-UBND --dated 2023-02-01 --as lan
  rulesvc document add nq-btv --kind Resolution --dated 2021 --period 2021 --as lan
"""
_CHANGE_EXAMPLES = """\b
Examples:
  rulesvc document change kh-12 --signer "Nguyen Van A" --signer-title "Chu tich" --as lan
  rulesvc document change kh-12 --status expired --as lan
  rulesvc document change kh-12 --effective-from "" --as lan
"""

_PATHS: Final[Mapping[str, tuple[str, ...]]] = {
    "code": ("code",),
    "kind": ("kind", "vi"),
    "kind_en": ("kind", "en"),
    "number": ("number",),
    "dated": ("dated",),
    "issuer": ("issuer", "vi"),
    "issuer_en": ("issuer", "en"),
    "subject": ("subject", "vi"),
    "subject_en": ("subject", "en"),
    "signer": ("signer",),
    "signer_title": ("signer_title",),
    "effective_from": ("effective_from",),
    "period": ("periods",),
    "status": ("status",),
}
"""Where what an option says stands in the document as it is sent over HTTP."""

_STATUS = click.Choice([status.value for status in DocumentStatus])

_Command = Callable[..., Any]


def _described(*, is_new: bool) -> Callable[[_Command], _Command]:
    """Options for what the register says of a document."""
    blank = "" if is_new else ' "" takes it away.'
    usual = ", ".join(kind.en for kind in usual_kinds())
    options = (
        click.option("--kind", required=is_new, help=f"Its kind, in Vietnamese; usual ones in English too: {usual}."),
        click.option("--kind-en", help="Its kind in English, where it is no usual one."),
        click.option("--number", help=f"Number and symbol as written, such as 12/KH-UBND.{blank}"),
        click.option("--dated", metavar="DATE", help=f"The day it was issued; a year where no more is known.{blank}"),
        click.option("--issuer", help=f"Who issued it.{blank}"),
        click.option("--issuer-en", help="The same in English."),
        click.option("--subject", help=f"What it is about.{blank}"),
        click.option("--subject-en", help="The same in English."),
        click.option("--signer", help=f"Who signed it.{blank}"),
        click.option("--signer-title", help=f"As what they signed it.{blank}"),
        click.option("--effective-from", metavar="DATE", help=f"The first day on which it holds.{blank}"),
        click.option("--period", multiple=True, help=f"A period it is about. Repeatable.{blank}"),
        click.option("--status", type=_STATUS, help="How far it has come; a new one is issued unless it is said."),
    )
    return lambda command: reduce(lambda decorated, option: option(decorated), reversed(options), command)


@click.group(epilog=_EXAMPLES)
def document() -> None:
    """Keep the register of documents: list, show, add, change, relate, attach signed files."""


@document.command(name="list", epilog=_LIST_EXAMPLES)
@click.option("--kind", help="Those of this kind only, named in Vietnamese or English.")
@click.option("--status", type=_STATUS, help="Those with this status only.")
@click.option("--period", metavar="CODE", help="Those about this period only.")
@click.option("--words", help="Those in which all these words stand, whatever their accents and case.")
@lang_option
def list_(lang: str, **wanted: str | None) -> None:
    """List documents, the last registered first: code, what it is called, subject, status."""
    filters = Filters(**{name: value for name, value in wanted.items() if value})
    with refusing(language(lang)), open_database() as database, database.reading() as session:
        before: int | None = None
        while True:
            page = list_documents(session, filters, before=before)
            for entry in page.entries:
                say(on_one_line(entry, language(lang)))
            before = page.next
            if before is None:
                return


@document.command(epilog="\b\nExample:\n  rulesvc document show 3396-qd-ubnd --lang en\n")
@click.argument("code")
@lang_option
def show(code: str, lang: str) -> None:
    """Show a document: relations, files, where it is cited, and what was issued by it."""
    with refusing(language(lang)), open_database() as database:
        with database.reading() as session:
            record = find_document(session, code)
        for line in in_full(record, language(lang)):
            say(line)


@document.command(epilog=_ADD_EXAMPLES)
@click.argument("code")
@_described(is_new=True)
@as_option
@lang_option
def add(by: str, lang: str, **given: Any) -> None:
    """Register a document under CODE, as it is written on paper."""
    with refusing(language(lang), _option), open_database() as database:
        entry: Entry = load(DocumentBody(), _content(given), naming=_option)
        with database.writing() as session:
            record = add_document(session, entry, actor=acting_as(session, by), now=now())
        say(on_one_line(record.entry, language(lang)))


@document.command(epilog=_CHANGE_EXAMPLES)
@click.argument("code")
@_described(is_new=False)
@click.option("--expected", metavar="SHA256", help="Refuse if this is no longer the hash that show prints.")
@as_option
@lang_option
def change(code: str, expected: str | None, by: str, lang: str, **given: Any) -> None:
    """Change what the register says of a document. What no option names stays as it is.

    A document by which an edition was issued does not change: add another one that corrects it.
    """
    patch = _content(given)
    patch.get("kind", {}).setdefault("en", None)  # another kind does not keep the English of the one before
    with refusing(language(lang), _option), open_database() as database:
        with database.writing() as session:
            record = change_document(
                session,
                DocumentRef(code, expected),
                lambda entry: revised(entry, patch, naming=_option),
                actor=acting_as(session, by),
                now=now(),
            )
        say(on_one_line(record.entry, language(lang)))


@document.command(
    name="relate",
    epilog="\b\nExamples:\n  rulesvc document relate qd-29 amends qd-13 --as lan\n"
    "  rulesvc document relate qd-29 amends qd-13 --undo --as lan\n",
)
@click.argument("code")
@click.argument("kind", type=click.Choice([kind.value for kind in RelationKind]))
@click.argument("other")
@click.option("--undo", is_flag=True, help="Take back what was registered by mistake.")
@as_option
@lang_option
def relate_(code: str, *, undo: bool, by: str, lang: str, **given: str) -> None:
    """Let the document CODE stand so to the document OTHER."""
    into, relation = language(lang), Relation(**given)
    with refusing(into, lambda _: ""), open_database() as database:
        with database.writing() as session:
            how = unrelate if undo else relate
            record = how(session, code, relation, actor=acting_as(session, by), now=now())
        for line in in_full(record, into):
            say(line)


@document.command(epilog='\b\nExample:\n  rulesvc document attach kh-12 "KH 2023.pdf" --as lan\n')
@click.argument("code")
@click.argument("file", type=click.Path(path_type=FilePath))
@as_option
@lang_option
def attach(code: str, file: FilePath, by: str, lang: str) -> None:
    """Keep the signed PDF in FILE with a document, at most 50 MB. It is never changed or removed."""
    with refusing(language(lang), lambda _: ""), open_database() as database:
        new = NewFile(file.name, read_whole(file, LARGEST_FILE))
        with database.writing() as session:
            kept = attach_file(session, code, new, actor=acting_as(session, by), now=now())
        say(file_line(kept, language(lang)))


@document.command(name="file", epilog="\b\nExample:\n  rulesvc document file kh-12 9f86d081... > kh-12.pdf\n")
@click.argument("code")
@click.argument("sha256")
@lang_option
def file_(code: str, sha256: str, lang: str) -> None:
    """Write a file of a document to stdout, byte for byte."""
    with refusing(language(lang)), open_database() as database:
        with database.reading() as session:
            found = read_file(session, code, sha256)
        write(found.content)


def _content(given: Mapping[str, Any]) -> dict[str, Any]:
    """What the options that were given say, as it is sent over HTTP."""
    content: dict[str, Any] = {}
    for name, value in given.items():
        if value is None or value == ():
            continue
        *above, last = _PATHS[name]
        within = reduce(lambda part, each: part.setdefault(each, {}), above, content)
        within[last] = [each for each in value if each] if isinstance(value, tuple) else value
    return content


def _option(at: Path) -> str:
    """The option that says what stands at *at*, or the argument."""
    found = next((name for name, path in _PATHS.items() if path == at[: len(path)]), "")
    return "CODE" if found == "code" else f"--{found.replace('_', '-')}" if found else ""
