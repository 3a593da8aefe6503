"""The tab of what an edition says of itself: its periods, its name, and what its rules look at and cite."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from admin.access import opened
from admin.accounts import actor, database, now
from admin.cited_form import FIELDS, entered, fields_of, patch, taken
from admin.language import spoken
from admin.mistakes import Mistakes, saying
from admin.stepping import replaced
from admin.typed import seen, typed
from admin.views.edition import Shown, shown
from admin.views.general_scopes import ScopePages, scopes_of
from rules.addresses import Address, element
from rules.content import rubric_content
from rules.errors import N_
from rules.phrases import document_name
from rules.rubric import listing_codes
from rulesvc.models.document import DocumentStatus
from rulesvc.schemas.rubric_document import read_part
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.documents import MOST_LISTED, Filters, find_document, list_documents
from rulesvc.usecases.drafting import Added, Amendment, Changed, Removed, amend, set_periods, tag_of
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.periods import list_periods

PERIODS: Final = "periods"
OWN: Final = "own"
NEW: Final = "new"
"""The forms of the page; each other one is called after the document that it is about."""

_OWN_FIELDS: Final = ("name.vi", "name.en", "review_table")
_PERIODS_KEPT: Final = N_("The periods are saved.")
_KEPT: Final = N_("Saved.")
_ADDED: Final = N_("The document is added.")
_REMOVED: Final = N_("The document is removed.")

Store = Callable[[Session, EditionRef], Any]


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent from the *form* of that name, and what of it is refused."""

    form: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    mistakes: Mistakes = field(default_factory=Mistakes)


class General(ScopePages):
    """Periods, name, areas considered, documents cited."""

    @opened("/", Ability.READ)
    def index(self, rubric: str, number: int) -> ResponseReturnValue:
        """All of it."""
        return self._show(rubric, number, Sent())

    @opened("/periods", Ability.DRAFT, methods=["POST"])
    def set_periods(self, rubric: str, number: int) -> ResponseReturnValue:
        """Let the draft be for the periods that are ticked."""
        covered = tuple(request.form.getlist("period"))

        def store(writing: Session, ref: EditionRef) -> None:
            set_periods(writing, ref, covered, actor=actor(), now=now())

        return self._stored(Sent(PERIODS, dict.fromkeys(covered, "1")), seen(rubric, number), store, _PERIODS_KEPT)

    @opened("/own", Ability.DRAFT, methods=["POST"])
    def change_own(self, rubric: str, number: int) -> ResponseReturnValue:
        """Keep the name, and which table is about accountability."""
        said = typed(*_OWN_FIELDS)
        name = {"vi": said.get("name.vi"), "en": said.get("name.en")}
        change = Changed((), {"name": name, "review_table": said.get("review_table")})
        return self._amended(Sent(OWN, said), seen(rubric, number), lambda: change, _KEPT)

    @opened("/documents", Ability.DRAFT, methods=["POST"])
    def add_document(self, rubric: str, number: int) -> ResponseReturnValue:
        """Let rules cite a further document: one of the register, or one that is typed."""
        said, known = typed(*FIELDS, "document"), request.form.get("do") == "register"
        change = _taken if known else entered
        sent, ref = Sent(NEW, said), EditionRef(rubric, number)
        return self._amended(sent, ref, lambda: Added(("documents",), change(said)), _ADDED)

    @opened("/documents/<code>", Ability.DRAFT, methods=["POST"])
    def change_document(self, rubric: str, number: int, code: str) -> ResponseReturnValue:
        """Keep what was typed of a document."""
        said = typed(*FIELDS)
        return self._amended(
            Sent(code, said), seen(rubric, number), lambda: Changed(("documents", code), patch(said)), _KEPT
        )

    @opened("/documents/<code>/remove", Ability.DRAFT, methods=["POST"])
    def remove_document(self, rubric: str, number: int, code: str) -> ResponseReturnValue:
        """Take a document out that no rule cites."""
        change = Removed(("documents", code))
        return self._amended(Sent(code), seen(rubric, number), lambda: change, _REMOVED)

    def _amended(
        self, sent: Sent, ref: EditionRef, change: Callable[[], Changed | Added | Removed], said: str
    ) -> ResponseReturnValue:
        def store(writing: Session, ref: EditionRef) -> None:
            amend(writing, ref, Amendment(change(), read_part), actor=actor(), now=now())

        return self._stored(sent, ref, store, said)

    def _stored(self, sent: Sent, ref: EditionRef, store: Store, said: str) -> ResponseReturnValue:
        with saying() as mistakes, database().writing() as writing:
            store(writing, ref)
        if mistakes:
            return self._show(ref.rubric, ref.number, replace(sent, mistakes=mistakes)), 422
        return self.kept(ref.rubric, ref.number, said)

    def _show(self, rubric: str, number: int, sent: Sent) -> str:
        found = shown(rubric, number)
        content = rubric_content(found.rubric)
        with database().reading() as reading:
            periods = list_periods(reading)
            every = replace(found.line, periods=tuple(each.code for each in periods))
            applying = {period: by for by, covered in replaced(reading, every).items() for period in covered}
            register = list_documents(reading, Filters(status=DocumentStatus.ISSUED.value), limit=MOST_LISTED).entries
        own = element(content, ())
        return self.tab(
            found,
            "general",
            sent=sent,
            periods=periods,
            applying=applying,
            periods_tag=tag_of(found.line.periods),
            own={**own, "name.vi": own["name"].get("vi", ""), "name.en": own["name"].get("en", "")},
            own_tag=tag_of(own),
            tables=[found.rubric.table[code] for code in listing_codes(found.rubric.tables)],
            scopes=scopes_of(found.rubric),
            documents=_documents(found, content),
            register=[each for each in register if each.code not in found.rubric.document],
            with_fields=FIELDS,
        )


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that rules may cite: what it is *called*, its *fields* as they are stored, and the *tag* of it."""

    code: str
    called: str
    fields: Mapping[str, str]
    tag: str


def _documents(found: Shown, content: Mapping[str, Any]) -> list[Cited]:
    return [_cited(found, content, ("documents", code)) for code in found.rubric.document]


def _cited(found: Shown, content: Mapping[str, Any], address: Address) -> Cited:
    document = element(content, address)
    called = document_name(spoken(), found.rubric.document[address[1]])
    return Cited(address[1], called, fields_of(document, spoken()), tag_of(document))


def _taken(said: Mapping[str, str]) -> dict[str, Any]:
    """The document of the register that was chosen.

    Raises: `rulesvc.errors.UnknownDocument`.
    """
    with database().reading() as reading:
        return taken(find_document(reading, said.get("document", "")).entry)
