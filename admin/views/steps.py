"""The tab of the steps: what can be done next, by those who may, what became of the edition so far, and its papers."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema
from sqlalchemy.orm import Session

from admin.access import is_open, opened
from admin.accounts import actor, database, now
from admin.checked import WORDS, checked, without_names
from admin.compared import compared
from admin.decided import FIELDS, NEW, decided
from admin.language import spoken
from admin.mistakes import Mistakes, saying
from admin.named import names
from admin.stepping import at_stake, bar, hindrances, notices, replaced
from admin.tried import tried
from admin.typed import seen, typed
from admin.views.edition import Shown, Tab, shown
from rules.canonical import canonical
from rules.content import edition_of
from rules.errors import N_
from rules.phrases import document_name
from rulesvc.models.document import DocumentStatus
from rulesvc.models.edition import OPEN, Status
from rulesvc.papers.file_names import RUBRIC, SUBMISSION, file_name
from rulesvc.papers.submission import submission_paper
from rulesvc.papers.word import MEDIA_TYPE
from rulesvc.schemas.editions import DiscardBody, ReturnBody, StepBody
from rulesvc.schemas.mistakes import load
from rulesvc.usecases import editions
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.check import look_ahead
from rulesvc.usecases.document_words import DECISION
from rulesvc.usecases.documents import MOST_LISTED, Filters, find_document, list_documents
from rulesvc.usecases.drafting import problems
from rulesvc.usecases.edition_words import told
from rulesvc.usecases.editions import EditionRef, History, Issuing, history, tag_of
from rulesvc.usecases.remarks import SETTLEMENT_WORDS
from rulesvc.usecases.rubrics import export_rubric
from rulesvc.usecases.submission import open_submission

COMMENT: Final = "comment"
RETURNED: Final = "return_comment"
"""The fields of what is said about a step, and of why the draft is returned: the two stand side by side."""

_DISCARDED: Final = N_("The draft is discarded.")
_TAKEN: Final = N_("Done. The edition is now: {status}.")

Step = Callable[[Session, EditionRef], Any]


class Steps(Tab):
    """Submitted or discarded, returned, cleared, issued, repealed."""

    @opened("/", Ability.READ)
    def index(self, rubric: str, number: int) -> ResponseReturnValue:
        """Where the edition stands, and what can be done."""
        return self._show(rubric, number, Mistakes())

    @opened("/submit", Ability.DRAFT, methods=["POST"])
    def submit(self, rubric: str, number: int) -> ResponseReturnValue:
        """Hand the draft in for approval."""
        with database().reading() as reading:
            look_ahead(reading, EditionRef(rubric, number))
        return self._taken(rubric, number, _submit, StepBody())

    @opened("/discard", Ability.DRAFT)
    def discard(self, rubric: str, number: int) -> ResponseReturnValue:
        """Ask once whether the draft is to be discarded, and say what of it is."""
        found = shown(rubric, number)
        if found.line.status != Status.DRAFT:
            return redirect(url_for(f"{self.endpoint}.index", rubric=rubric, number=number), 303)
        return self._ask(found, Mistakes())

    @opened("/discard", Ability.DRAFT, methods=["POST"])
    def discarded(self, rubric: str, number: int) -> ResponseReturnValue:
        """Discard the draft, which was never submitted."""
        with saying() as mistakes, database().writing() as writing:
            reason = load(DiscardBody(), typed(COMMENT))[COMMENT]
            editions.discard(writing, seen(rubric, number, reason), actor=actor(), now=now())
        if mistakes:
            return self._ask(shown(rubric, number), mistakes), 422
        flash(spoken().words(_DISCARDED))
        return redirect(url_for("page-editions.index"), 303)

    @opened("/return", Ability.CLEAR, methods=["POST"])
    def give_back(self, rubric: str, number: int) -> ResponseReturnValue:
        """Return it to be completed, saying why."""
        return self._taken(rubric, number, _give_back, ReturnBody(), RETURNED)

    @opened("/clear", Ability.CLEAR, methods=["POST"])
    def clear(self, rubric: str, number: int) -> ResponseReturnValue:
        """Approve it inside the department."""
        return self._taken(rubric, number, _clear, StepBody())

    @opened("/issue", Ability.ISSUE, methods=["POST"])
    def issue(self, rubric: str, number: int) -> ResponseReturnValue:
        """Record the decision by which it is issued; where anything is refused, nothing of it is stored."""
        return self._taken(rubric, number, _issue, StepBody())

    @opened("/repeal", Ability.ISSUE, methods=["POST"])
    def repeal(self, rubric: str, number: int) -> ResponseReturnValue:
        """Record the document by which it is repealed."""
        return self._taken(rubric, number, _repeal, StepBody())

    @opened("/rubric.json", Ability.READ)
    def rubric(self, rubric: str, number: int) -> ResponseReturnValue:
        """The rubric document of the edition."""
        with database().reading() as reading:
            content = export_rubric(reading, rubric, number=number)
        return _file(canonical(content), file_name(RUBRIC, rubric, number, "json", spoken()), "application/json")

    @opened("/submission.docx", Ability.READ)
    def papers(self, rubric: str, number: int) -> ResponseReturnValue:
        """The papers that go with the edition when it is submitted."""
        with database().reading() as reading:
            found = open_submission(reading, EditionRef(rubric, number))
        paper = submission_paper(found, spoken(), at=now())
        return _file(paper, file_name(SUBMISSION, rubric, number, "docx", spoken()), MEDIA_TYPE)

    def _taken(self, rubric: str, number: int, step: Step, body: Schema, field: str = COMMENT) -> ResponseReturnValue:
        """Take *step*, with what stands in the *field* of its comment."""
        with saying() as mistakes, database().writing() as writing:
            said = typed(field)
            comment = load(body, {COMMENT: said[field]} if said else {}).get(COMMENT, "")
            line = step(writing, seen(rubric, number, comment))
        if mistakes:
            return self._show(rubric, number, without_names(mistakes), field), 422
        flash(spoken().words(_TAKEN, status=told(line.status)))
        return redirect(url_for(f"{self.endpoint}.index", rubric=rubric, number=number), 303)

    def _ask(self, found: Shown, mistakes: Mistakes) -> str:
        with database().reading() as reading:
            stake = at_stake(reading, found.line)
        tag = tag_of(found.line, edition_of(found.rubric, found.line.number))
        said = request.form.get(COMMENT, "")
        return self.tab(found, "discard", stake=stake, tag=tag, mistakes=mistakes, reason=said)

    def _show(self, rubric: str, number: int, mistakes: Mistakes, commented: str = "") -> str:
        found = shown(rubric, number)
        with database().reading() as reading:
            past = history(reading, EditionRef(rubric, number))
            facts = _next(reading, found, past)
            by = names(reading, (found.line.author, *_persons(past)))
            cited = {each: find_document(reading, each).entry for step in past.steps if (each := step.document)}
        tag = tag_of(found.line, edition_of(found.rubric, number))
        facts |= {"tag": tag, "mistakes": mistakes, "commented": commented, **_typed(mistakes)}
        return self.tab(found, "steps", history=past, names=by, cited=cited, **facts)


def _typed(mistakes: Mistakes) -> dict[str, Any]:
    """What was typed, where it was refused."""
    chosen = {name: request.form.get(name) for name in ("decision", "document")}
    written = typed(COMMENT, RETURNED, *FIELDS) if mistakes else {}
    return {"typed": chosen | written, "replaces": request.form.getlist("replaces"), "new": NEW}


def _persons(past: History) -> Iterator[str]:
    """Whoever took a step, and those for whom they did."""
    for step in past.steps:
        yield from (step.person, *step.acting_for)


def _next(reading: Session, found: Shown, past: History) -> dict[str, Any]:
    """What whoever looks at it can do, with what they have to see for it."""
    line, ref = found.line, EditionRef(found.line.rubric, found.line.number)
    match Status(line.status):
        case status if status in OPEN:
            seen_of = checked(reading, ref, found.rubric)
            left = {"notices": notices(compared(reading, line), line)}
            return {"stage": "submit", "hindrances": hindrances(problems(reading, ref), line, seen_of), **left}
        case Status.SUBMITTED if is_open(Ability.CLEAR):
            return {"stage": "clear", "bar": bar(past, actor()), **_review(reading, found, ref)}
        case Status.SUBMITTED:
            return {"stage": "waiting"}
        case Status.CLEARED:
            register = _register(reading) if is_open(Ability.ISSUE) else {}
            facts = {"replaced": replaced(reading, line), "may_return": is_open(Ability.CLEAR)}
            return {"stage": "issue", **facts, **register}
        case Status.ISSUED if is_open(Ability.ISSUE):
            return {"stage": "repeal", **_register(reading)}
        case Status.DISCARDED:
            return {"stage": "discarded"}
        case _:
            return {"stage": ""}


def _review(reading: Session, found: Shown, ref: EditionRef) -> dict[str, Any]:
    """What an approver looks at first: what changes, what the rules leave open, and what follows from it."""
    beside = compared(reading, found.line)
    return {
        "compared": beside,
        "notices": notices(beside, found.line),
        "checked": checked(reading, ref, found.rubric),
        "tried": tried(reading, ref),
        "settlement_words": SETTLEMENT_WORDS,
        "may_settle": is_open(Ability.DRAFT),
        **WORDS,
    }


def _register(reading: Session) -> dict[str, Any]:
    """The decisions of the register that could be the one."""
    wanted = Filters(status=DocumentStatus.ISSUED.value, kind=DECISION)
    register = list_documents(reading, wanted, limit=MOST_LISTED).entries
    return {"documents": register, "document_text": lambda each: document_name(spoken(), each.cited())}


def _file(content: bytes, name: str, media_type: str) -> Response:
    response = Response(content, content_type=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


# ---- steps -----------------------------------------------------------------------------------------------------------


def _submit(writing: Session, ref: EditionRef) -> Any:
    return editions.submit(writing, ref, actor=actor(), now=now())


def _give_back(writing: Session, ref: EditionRef) -> Any:
    return editions.give_back(writing, ref, actor=actor(), now=now())


def _clear(writing: Session, ref: EditionRef) -> Any:
    return editions.clear(writing, ref, actor=actor(), now=now())


def _issue(writing: Session, ref: EditionRef) -> Any:
    numbers = (int(each) for each in request.form.getlist("replaces") if each.isdecimal())
    by = Issuing(decided(writing), tuple(numbers))
    return editions.issue(writing, ref, by, actor=actor(), now=now())


def _repeal(writing: Session, ref: EditionRef) -> Any:
    return editions.repeal(writing, ref, decided(writing), actor=actor(), now=now())
