"""The form of a document: what was typed, and what the register is to say by it."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Self

from werkzeug.datastructures import MultiDict

from admin.days import NoSuchDay, typed_day
from admin.new_codes import code_from
from rules.errors import N_, InputRefusal, Path, require
from rules.language import Language
from rules.said import Said, said
from rules.text import Text
from rulesvc.models.document import DocumentStatus
from rulesvc.usecases.documents import Entry

LABELS: Final = {
    "code": N_("code"),
    "kind": N_("kind of document"),
    "number": N_("number and symbol"),
    "dated": N_("date of issue"),
    "issuer": N_("issued by"),
    "subject": N_("subject"),
    "signer": N_("signer"),
    "signer_title": N_("title of the signer"),
    "effective_from": N_("in force from"),
    "periods": N_("assessment periods"),
    "status": N_("status"),
}
"""The fields, by the names of an entry."""

_YEAR: Final = re.compile("[0-9]{4}")
_TEXTS: Final = ("kind", "issuer", "subject")
_LINES: Final = ("number", "signer", "signer_title")


@dataclass(eq=False)
class InForceBeforeIssue(InputRefusal):
    """A document that holds for days before it was issued, which nobody has confirmed."""

    words = N_(
        "This day lies before the date of issue. Correct one of them, or tick below that the document is to hold for "
        "days before it was issued."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A document as it stands in the form, days as day/month/year. *retroactive*: that it is so is confirmed."""

    code: str = ""
    kind: str = ""
    number: str = ""
    dated: str = ""
    issuer: str = ""
    subject: str = ""
    signer: str = ""
    signer_title: str = ""
    effective_from: str = ""
    periods: tuple[str, ...] = ()
    status: str = DocumentStatus.ISSUED.value
    retroactive: bool = False

    @classmethod
    def sent(cls, form: MultiDict[str, str]) -> Self:
        """What was sent."""
        lines = {name: " ".join(form.get(name, "").split()) for name in LABELS if name != "periods"}
        return cls(**lines, periods=tuple(form.getlist("periods")), retroactive="retroactive" in form)

    @classmethod
    def of(cls, entry: Entry, into: Language) -> Self:
        """What stands in the register."""
        dated = entry.dated if _YEAR.fullmatch(entry.dated) or not entry.dated else _day(entry.dated, into)
        since = entry.effective_from
        return cls(
            code=entry.code,
            kind=entry.kind.vi,
            number=entry.number,
            dated=dated,
            issuer=entry.issuer.vi,
            subject=entry.subject.vi,
            signer=entry.signer,
            signer_title=entry.signer_title,
            effective_from="" if since is None else into.day(since),
            periods=entry.periods,
            status=entry.status.value,
            retroactive=since is not None and str(since) < entry.dated,
        )

    @property
    def is_retroactive(self) -> bool:
        """Whether it holds for days before it was issued, be that confirmed or not."""
        try:
            dated, since = self._dated(), self._since()
        except NoSuchDay:
            return False
        return dated is not None and since is not None and since < dated

    def patch(self, old: Entry | None = None) -> dict[str, Any]:
        """What is to change, as a merge patch of *old*: an English text goes once its Vietnamese is another one.

        Raises: `NoSuchDay`, `InForceBeforeIssue`.
        """
        require(self.retroactive or not self.is_retroactive, InForceBeforeIssue(at=("effective_from",)))
        texts = {name: self._text(name, None if old is None else getattr(old, name)) for name in _TEXTS}
        return {
            **texts,
            **{name: getattr(self, name) or None for name in _LINES},
            "dated": self._dated(),
            "effective_from": self._since(),
            "periods": list(self.periods),
            "status": self.status,
        }

    def entered(self) -> dict[str, Any]:
        """A new document as it is sent to the register; its code comes of number and year where none was typed.

        Raises: `NoSuchDay`, `InForceBeforeIssue`.
        """
        filled = {name: value for name, value in self.patch().items() if value}
        return {"code": self.code or self._own_code(), **filled}

    def _text(self, name: str, old: Text | None) -> dict[str, str | None] | None:
        vi = getattr(self, name)
        if not vi:
            return None
        return {"vi": vi} if old is None or old.vi == vi else {"vi": vi, "en": None}

    def _dated(self) -> str | None:
        if not self.dated:
            return None
        return self.dated if _YEAR.fullmatch(self.dated) else str(typed_day(self.dated, at=("dated",)))

    def _since(self) -> str | None:
        return str(typed_day(self.effective_from, at=("effective_from",))) if self.effective_from else None

    def _own_code(self) -> str:
        year = self.dated[-4:] if self.number else ""
        return code_from(f"{self.number} {year}")


def label(path: Path) -> Said:
    """The field at *path*, as the form calls it."""
    name = str(path[0]) if path else ""
    return said(LABELS.get(name, name))


def _day(text: str, into: Language) -> str:
    return into.day(date.fromisoformat(text))
