"""What was typed in a form, as the schemas take it, nothing where it is blank; and the page of a list."""

from flask import request

from rulesvc.usecases.editions import EditionRef


def typed(*names: str) -> dict[str, str]:
    """What was typed under these *names*; blanks and ends of lines are single blanks."""
    found = {name: " ".join(request.form.get(name, "").split()) for name in names}
    return {name: text for name, text in found.items() if text}


def seen(rubric: str, number: int, comment: str = "") -> EditionRef:
    """An edition as it was seen on the page that the form is from, with a *comment*."""
    return EditionRef(rubric, number, request.form.get("tag") or None, comment)


def page_asked() -> int:
    """The page of a list that the address asks for, the first by default."""
    return request.args.get("page", 1, type=int)
