"""What was typed in a form, as the schemas take it: each on one line, and nothing where it is blank."""

from flask import request

from rulesvc.usecases.editions import EditionRef


def typed(*names: str) -> dict[str, str]:
    """What was typed under these *names*; blanks and ends of lines are single blanks."""
    found = {name: " ".join(request.form.get(name, "").split()) for name in names}
    return {name: text for name, text in found.items() if text}


def seen(rubric: str, number: int, comment: str = "") -> EditionRef:
    """An edition as it was seen on the page that the form is from, with a *comment*."""
    return EditionRef(rubric, number, request.form.get("tag") or None, comment)
