"""Documents: the register, one document with all that belongs to it, and its signed files."""

from io import BytesIO
from typing import Any, Final

from flask import flash, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from admin.access import View, is_open, opened
from admin.accounts import actor, database, now
from admin.document_form import LABELS, Typed, label
from admin.language import spoken
from admin.mistakes import Mistakes, saying
from rules.errors import N_
from rules.phrases import document_name
from rulesvc.schemas.documents import DocumentBody, revised
from rulesvc.schemas.mistakes import load
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.document_files import NewFile, attach_file, read_file
from rulesvc.usecases.document_words import IS_STOOD_TO, STANDS, STATUSES, usual_kinds
from rulesvc.usecases.documents import (
    DocumentRef,
    Filters,
    Relation,
    add_document,
    change_document,
    find_document,
    list_documents,
    relate,
    unrelate,
)
from rulesvc.usecases.edition_words import STATUS_WORDS
from rulesvc.usecases.periods import list_periods
from rulesvc.usecases.rubrics import list_rubrics

NAME: Final = N_("Documents")

_ADDED: Final = N_("The document is entered.")
_CHANGED: Final = N_("The changes are saved.")
_ATTACHED: Final = N_("The signed file is kept.")
_RELATED: Final = N_("The relation is entered.")
_UNRELATED: Final = N_("The relation is taken back.")

_ASKED: Final = ("words", "kind", "status", "period")
_OFFERED: Final = 200


class Documents(View):
    """The register of documents."""

    @opened("/", Ability.READ)
    def index(self) -> ResponseReturnValue:
        """The documents entered last; those that are searched for."""
        asked = {name: request.args.get(name, "").strip() for name in _ASKED}
        before = request.args.get("before", type=int)
        with database().reading() as reading:
            found = list_documents(reading, Filters(**asked), before=before)
            periods = list_periods(reading)
        return self.page(
            "documents",
            found=found,
            asked=asked,
            before=before,
            periods=periods,
            may_add=is_open(Ability.REGISTER),
            **_words(),
        )

    @opened("/new", Ability.REGISTER)
    def form(self) -> ResponseReturnValue:
        """The form for a document, of a kind where the address names one."""
        return self._form(Typed(kind=request.args.get("kind", "")), Mistakes())

    @opened("/new", Ability.REGISTER, methods=["POST"])
    def add(self) -> ResponseReturnValue:
        """Enter a document."""
        typed, code = Typed.sent(request.form), ""
        with saying() as mistakes, database().writing() as writing:
            entry = load(DocumentBody(), typed.entered(), naming=label)
            code = add_document(writing, entry, actor=actor(), now=now()).entry.code
        if mistakes:
            return self._form(typed, mistakes), 422
        return _told(_ADDED, code)

    @opened("/<document>/", Ability.READ)
    def document(self, document: str) -> ResponseReturnValue:
        """One document with its relations and files, where it is cited, and what was issued by it."""
        return self._document(document, Mistakes())

    @opened("/<document>/change", Ability.REGISTER)
    def changing(self, document: str) -> ResponseReturnValue:
        """The form with what the register says."""
        return self._changing(document, Mistakes())

    @opened("/<document>/change", Ability.REGISTER, methods=["POST"])
    def change(self, document: str) -> ResponseReturnValue:
        """Let the register say something else."""
        typed, ref = Typed.sent(request.form), DocumentRef(document, request.form.get("expected", ""))
        with saying() as mistakes, database().writing() as writing:
            change_document(
                writing,
                ref,
                lambda entry: revised(entry, typed.patch(entry), naming=label),
                actor=actor(),
                now=now(),
            )
        if mistakes:
            return self._changing(document, mistakes, typed=typed), 422
        return _told(_CHANGED, document)

    @opened("/<document>/files", Ability.REGISTER, methods=["POST"])
    def attach(self, document: str) -> ResponseReturnValue:
        """Keep the signed file of a document for good."""
        sent = request.files.get("file")
        new = NewFile("", b"") if sent is None else NewFile(sent.filename or "", sent.read())
        with saying() as mistakes, database().writing() as writing:
            attach_file(writing, document, new, actor=actor(), now=now())
        if mistakes:
            return self._document(document, mistakes), 422
        return _told(_ATTACHED, document)

    @opened("/<document>/files/<sha256>", Ability.READ)
    def file(self, document: str, sha256: str) -> ResponseReturnValue:
        """A file as it was signed, byte for byte; no browser opens it here."""
        with database().reading() as reading:
            found = read_file(reading, document, sha256)
        return send_file(BytesIO(found.content), found.media_type, as_attachment=True, download_name=found.name)

    @opened("/<document>/relations", Ability.REGISTER, methods=["POST"])
    def relate(self, document: str) -> ResponseReturnValue:
        """Let a document stand to another one."""
        with saying() as mistakes, database().writing() as writing:
            relate(writing, document, _relation(), actor=actor(), now=now())
        if mistakes:
            return self._document(document, mistakes), 422
        return _told(_RELATED, document)

    @opened("/<document>/relations/end", Ability.REGISTER, methods=["POST"])
    def unrelate(self, document: str) -> ResponseReturnValue:
        """Take a relation back that was entered by mistake."""
        with saying() as mistakes, database().writing() as writing:
            unrelate(writing, document, _relation(), actor=actor(), now=now())
        if mistakes:
            return self._document(document, mistakes), 422
        return _told(_UNRELATED, document)

    def _document(self, code: str, mistakes: Mistakes) -> str:
        with database().reading() as reading:
            record = find_document(reading, code)
            facts = {"others": _others(reading, code), "rubrics": _rubrics(reading)}
        may_change = is_open(Ability.REGISTER)
        return self.page("document", record=record, mistakes=mistakes, may_change=may_change, **facts, **_words())

    def _form(self, typed: Typed, mistakes: Mistakes) -> str:
        with database().reading() as reading:
            periods = list_periods(reading)
        return self.page("document_form", typed=typed, mistakes=mistakes, periods=periods, stands=None, **_words())

    def _changing(self, code: str, mistakes: Mistakes, *, typed: Typed | None = None) -> str:
        """The form; where somebody else was quicker, what stands in the register now is told beside what was typed."""
        with database().reading() as reading:
            record, periods = find_document(reading, code), list_periods(reading)
        stored = Typed.of(record.entry, spoken())
        overtaken = typed is not None and request.form.get("expected") != record.sha256
        return self.page(
            "document_form",
            record=record,
            typed=typed or stored,
            stands=stored if overtaken else None,
            mistakes=mistakes,
            periods=periods,
            **_words(),
        )


def _words() -> dict[str, Any]:
    return {
        "document_text": lambda entry: document_name(spoken(), entry.cited()),
        "labels": LABELS,
        "kinds": usual_kinds(),
        "statuses": STATUSES,
        "stands_to": STANDS,
        "is_stood_to": IS_STOOD_TO,
        "edition_status": STATUS_WORDS,
    }


def _others(session: Session, code: str) -> dict[str, str]:
    """What the documents entered last are called, by code: those that one is likely to be related to."""
    entries = list_documents(session, Filters(), limit=_OFFERED).entries
    return {each.code: document_name(spoken(), each.cited()) for each in entries if each.code != code}


def _rubrics(session: Session) -> dict[str, str]:
    return {each.code: spoken().text(each.name) for each in list_rubrics(session)}


def _relation() -> Relation:
    return Relation(request.form.get("kind", ""), request.form.get("other", "").strip())


def _told(words: str, document: str) -> ResponseReturnValue:
    flash(spoken().words(words))
    return redirect(url_for("page-documents.document", document=document), 303)
