"""The decision by which a step is taken, as a form names it: one of the register, or a new one with its file."""

from typing import Any, Final

from flask import request
from sqlalchemy.orm import Session

from admin.accounts import actor, now
from admin.days import typed_day
from admin.new_codes import code_from
from admin.typed import typed
from rulesvc.schemas.documents import DocumentBody
from rulesvc.schemas.mistakes import load
from rulesvc.schemas.texts import Dated, Line
from rulesvc.store.documents import Entry
from rulesvc.usecases.document_files import NewFile, attach_file
from rulesvc.usecases.document_refusals import DocumentExists
from rulesvc.usecases.document_words import DECISION, kind_named
from rulesvc.usecases.documents import add_document

NEW: Final = "new"
"""What is chosen to enter a document that the register does not have."""

FIELDS: Final = ("number", "dated", "signer", "signer_title", "subject", "issuer")
"""What is typed of such a document."""


class SignedBody(DocumentBody):
    """A document that is to be registered as signed."""

    number = Line(required=True)
    dated = Dated(required=True)
    signer = Line(required=True)


def decided(writing: Session) -> str:
    """The code of the document that the form names; a new one is registered, with its file.

    Raises: `rules.errors.Refused`, and as `add_document` and `attach_file`; a code that is taken at the number
    that it is made of.
    """
    if request.form.get("decision") != NEW:
        return request.form.get("document", "")
    entry: Entry = load(SignedBody(), _typed())
    try:
        add_document(writing, entry, actor=actor(), now=now())
    except DocumentExists as refusal:
        refusal.at = ("number",)
        raise
    file = request.files.get("file")
    if file is not None and file.filename:
        attach_file(writing, entry.code, NewFile(file.filename, file.read()), actor=actor(), now=now())
    return entry.code


def code_of(number: str, dated: str) -> str:
    """A code for a document, made of its number and its year: `12-qd-ubnd-2023`."""
    return code_from(f"{number} {dated[:4]}")


def _typed() -> dict[str, Any]:
    found, kind = typed(*FIELDS), kind_named(DECISION)
    if "dated" in found:
        found["dated"] = typed_day(found["dated"], at=("dated",)).isoformat()
    code = code_of(found.get("number", ""), found.get("dated", "")) or NEW
    texts: dict[str, Any] = {name: {"vi": found.pop(name)} for name in ("subject", "issuer") if name in found}
    return {"code": code, "kind": {"vi": kind.vi, "en": kind.en}, **found, **texts}
