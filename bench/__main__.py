"""`python -m bench [part ...] [--quick]`: measures and prints Markdown tables."""

import argparse
import signal
import sys
from collections.abc import Callable
from types import MappingProxyType
from typing import Final

from bench import decision, detailed, drafting, evaluate, foresight, http, scale, soak
from bench.report import machine

PARTS: Final = MappingProxyType[str, Callable[[bool], None]](
    {
        "decision": decision.measure,
        "detailed": detailed.measure,
        "drafting": drafting.measure,
        "evaluate": evaluate.measure,
        "foresight": foresight.measure,
        "http": http.measure,
        "scale": scale.measure,
        "soak": soak.measure,
    }
)


def main() -> None:
    """Run the parts that are named, or all."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measures, and prints Markdown tables.")
    parser.add_argument("parts", nargs="*", metavar="part", help=f"{', '.join(PARTS)}; all where none is named")
    parser.add_argument("--quick", action="store_true", help="a short run: figures are rough")
    given = parser.parse_args()
    unknown = [part for part in given.parts if part not in PARTS]
    if unknown:
        parser.error(f"no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is stopped and removed
    print(machine())
    for part in given.parts or PARTS:
        PARTS[part](given.quick)
        sys.stdout.flush()


if __name__ == "__main__":
    main()
