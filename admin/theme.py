"""Light or dark: as the machine of whoever reads it, until they choose. It is kept in their session."""

from typing import Final

from flask import request, session

THEMES: Final = ("light", "dark")
CHOSEN: Final = "theme"
"""The name under which a choice is sent, and kept."""

AS_THE_MACHINE: Final = "auto"


def theme() -> str:
    """The theme of this request; `auto` for that of the machine."""
    kept = session.get(CHOSEN)
    return kept if kept in THEMES else AS_THE_MACHINE


def choose_theme() -> None:
    """Keep what is asked for by `theme` in the address."""
    wanted = request.args.get(CHOSEN)
    if wanted in (*THEMES, AS_THE_MACHINE):
        session[CHOSEN] = wanted
