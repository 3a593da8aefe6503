"""The words of foresight."""

from pathlib import Path
from typing import Final

LOCALE: Final = Path(__file__).parent / "locale"
"""The catalogues of foresight, beside those of the engine."""
