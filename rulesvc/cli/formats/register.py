"""Documents of the register, on one line or in full."""

from collections.abc import Iterator

from rules.errors import N_
from rules.language import Language
from rules.number import Count
from rules.phrases import document_name
from rulesvc.store.document_citations import EditionCiting
from rulesvc.usecases.document_files import FileLine
from rulesvc.usecases.document_words import EDITION, IS_STOOD_TO, STANDS, STATUSES
from rulesvc.usecases.documents import DocumentRecord, Entry


def on_one_line(entry: Entry, into: Language) -> str:
    """Code, what the document is called, subject and status."""
    parts = (entry.code, document_name(into, entry.cited()), into.text(entry.subject))
    return "  ".join(filter(None, (*parts, into.words(STATUSES[entry.status]))))


def in_full(record: DocumentRecord, into: Language) -> Iterator[str]:
    """All that the register says of a document, and what follows from it."""
    entry = record.entry
    yield on_one_line(entry, into)
    signer = ", ".join(filter(None, (entry.signer, entry.signer_title)))
    if signer:
        yield _indented(into.words(N_("signed by {signer}"), signer=signer))
    if entry.effective_from:
        yield _indented(into.words(N_("in force from {day}"), day=entry.effective_from))
    if entry.periods:
        yield _indented(into.words(N_("periods {periods}"), periods=entry.periods))
    for relation in record.relations:
        yield _indented(f"{into.words(STANDS[relation.kind])} {relation.other}")
    for relation in record.related:
        yield _indented(f"{into.words(IS_STOOD_TO[relation.kind])} {relation.other}")
    for edition in record.issued:
        which = into.words(EDITION, rubric=edition.rubric, number=str(edition.edition))
        yield _indented(into.words(N_("by it was issued: {edition}"), edition=which))
    for citing in record.citing:
        yield _indented(_citing(citing, into))
    for file in record.files:
        yield _indented(file_line(file, into))
    yield _indented(f"sha256 {record.sha256}")


def file_line(file: FileLine, into: Language) -> str:
    """A file: name, size, when it was added and by whom, hash."""
    added = into.words(
        N_("{name}, {size} bytes, added by {person} at {when}"),
        name=file.name,
        size=Count(file.size),
        person=file.added_by,
        when=file.added_at,
    )
    return f"{added}  sha256 {file.sha256}"


def _citing(citing: EditionCiting, into: Language) -> str:
    which = into.words(EDITION, rubric=citing.rubric, number=str(citing.edition))
    rules = tuple(f"{table}.{rule}" for table, rule in citing.rules)
    if not rules:
        return into.words(N_("listed in {edition}"), edition=which)
    return into.words(N_("cited in {edition}: {rules}"), edition=which, rules=rules)


def _indented(line: str) -> str:
    return f"    {line}"
