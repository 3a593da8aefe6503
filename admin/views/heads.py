"""Heads of agencies: who is in office, who was, entered one by one or pasted from a spreadsheet."""

from typing import Any, Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from admin.access import View, is_open, opened
from admin.accounts import actor, database, now
from admin.bringing_in import brought_in
from admin.days import typed_day
from admin.language import spoken
from admin.mistakes import Mistakes, saying
from admin.pasted import Pasted
from admin.pasted_heads import head_columns, read_heads
from admin.pasted_rows import Agencies
from admin.typed import page_asked, typed
from rules.errors import N_
from rules.language import day_of
from rules.number import Count
from rulesvc.store.agencies import names_of
from rulesvc.usecases.abilities import Ability
from rulesvc.usecases.agencies import list_agencies
from rulesvc.usecases.heads import (
    Correction,
    Head,
    HeadRef,
    add_head,
    add_heads,
    agencies_without_head,
    correct_head,
    end_head,
    find_head,
    remove_head,
    search_heads,
    seen_of,
)

NAME: Final = N_("Heads of agencies")

_ADDED: Final = N_("{name} is entered as head.")
_ENDED: Final = N_("The term of {name} is ended.")
_CORRECTED: Final = N_("What is entered of {name} is corrected.")
_REMOVED: Final = N_("{name} is taken out.")
_DONE: Final = N_("Heads of agencies added: {added}, already so: {same}.")

_FIELDS: Final = ("agency", "name", "title", "first_day", "last_day", "reason")


class Heads(View):
    """The terms of all heads."""

    @opened("/", Ability.READ)
    def index(self) -> ResponseReturnValue:
        """Those in office, and earlier ones where they are asked for, agency by agency."""
        asked = {name: request.args.get(name, "").strip() for name in ("words", "earlier")}
        today = day_of(now())
        with database().reading() as reading:
            lasting = None if asked["earlier"] else today
            shown = search_heads(reading, asked["words"], lasting, page=page_asked())
            called = names_of(reading, (line.head.agency for line in shown.rows))
            lacking = agencies_without_head(reading, today)
        facts = {"asked": asked, "today": today, "may_add": is_open(Ability.ADMINISTER)}
        return self.page("heads", shown=shown, names=called, lacking=lacking, **facts)

    @opened("/new", Ability.ADMINISTER)
    def form(self) -> ResponseReturnValue:
        """The form for a head."""
        return self._form(Mistakes())

    @opened("/new", Ability.ADMINISTER, methods=["POST"])
    def add(self) -> ResponseReturnValue:
        """Enter a head, who may follow the one in office."""
        sent = typed(*_FIELDS)
        with saying() as mistakes, database().writing() as writing:
            follows = "follows" in request.form
            add_head(writing, _head(sent), follows=follows, actor=actor(), now=now())
        if mistakes:
            return self._form(mistakes), 422
        return _told(_ADDED, name=sent.get("name", ""))

    @opened("/<int:head>/", Ability.ADMINISTER)
    def head(self, head: int) -> ResponseReturnValue:
        """One term, to be ended, corrected or taken out."""
        return self._head(head, Mistakes())

    @opened("/<int:head>/end", Ability.ADMINISTER, methods=["POST"])
    def end(self, head: int) -> ResponseReturnValue:
        """End a term."""
        name = ""
        with saying() as mistakes, database().writing() as writing:
            last_day = typed_day(request.form.get("ends_on", ""), at=("last_day",))
            name = end_head(writing, _ref(head), last_day, actor=actor(), now=now()).head.name
        if mistakes:
            return self._head(head, mistakes, sent="end"), 422
        return _told(_ENDED, name=name)

    @opened("/<int:head>/", Ability.ADMINISTER, methods=["POST"])
    def correct(self, head: int) -> ResponseReturnValue:
        """Correct what was entered of a term."""
        sent, name = typed(*_FIELDS), ""
        with saying() as mistakes, database().writing() as writing:
            correction = Correction(_head(sent), sent.get("reason", ""))
            name = correct_head(writing, _ref(head), correction, actor=actor(), now=now()).head.name
        if mistakes:
            return self._head(head, mistakes), 422
        return _told(_CORRECTED, name=name)

    @opened("/<int:head>/remove", Ability.ADMINISTER, methods=["POST"])
    def remove(self, head: int) -> ResponseReturnValue:
        """Take out a term that was entered by mistake."""
        name, reason = "", typed("reason").get("reason", "")
        with saying() as mistakes, database().writing() as writing:
            name = remove_head(writing, _ref(head), reason, actor=actor(), now=now()).name
        if mistakes:
            return self._head(head, mistakes, sent="remove"), 422
        return _told(_REMOVED, name=name)

    @opened("/paste", Ability.ADMINISTER)
    def pasting(self) -> ResponseReturnValue:
        """The form for a list."""
        return self._pasting(Pasted())

    @opened("/paste", Ability.ADMINISTER, methods=["POST"])
    def paste(self) -> ResponseReturnValue:
        """Bring in all that was pasted, or nothing."""
        with database().reading() as reading:
            agencies = list_agencies(reading)
        titles = {each.code: each.head_title for each in agencies}
        pasted, stated = read_heads(request.form.get("rows", ""), Agencies(agencies), titles)
        follows = "follows" in request.form
        done = brought_in(
            pasted, Mistakes(), lambda each: add_heads(each, stated, follows=follows, actor=actor(), now=now())
        )
        if done is None:
            return self._pasting(pasted), 422
        return _told(_DONE, added=Count(done.added), same=Count(done.same))

    def _form(self, mistakes: Mistakes) -> str:
        with database().reading() as reading:
            agencies = list_agencies(reading)
        return self.page("head_new", agencies=agencies, mistakes=mistakes, typed=request.form)

    def _head(self, head_id: int, mistakes: Mistakes, *, sent: str = "correct") -> str:
        with database().reading() as reading:
            line = find_head(reading, head_id)
            agency = next(each for each in list_agencies(reading) if each.code == line.head.agency)
        facts = {"agency": agency, "typed": request.form, "mistakes": mistakes, "sent": sent}
        return self.page("head", line=line, seen=seen_of(line.head), **facts)

    def _pasting(self, pasted: Pasted) -> str:
        return self.page("heads_paste", pasted=pasted, columns=head_columns(), typed=request.form)


def _head(sent: dict[str, str]) -> Head:
    """The term that was typed.

    Raises: `NoSuchDay`.
    """
    last = sent.get("last_day")
    return Head(
        sent.get("agency", ""),
        sent.get("name", ""),
        sent.get("title", ""),
        typed_day(sent.get("first_day", ""), at=("first_day",)),
        typed_day(last, at=("last_day",)) if last else None,
    )


def _ref(head_id: int) -> HeadRef:
    return HeadRef(head_id, request.form.get("expected", ""))


def _told(words: str, **facts: Any) -> ResponseReturnValue:
    flash(spoken().words(words, **facts))
    return redirect(url_for("page-heads.index"), 303)
