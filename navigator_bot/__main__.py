"""Where the program starts: `navigator-bot`, or `python -m navigator_bot`."""

from __future__ import annotations

import gc
import sys
from importlib import import_module


def main() -> int:
    """What is loaded now stays: to look through it for garbage, now or later, takes long."""
    gc.disable()
    cli = import_module("navigator_bot.cli")
    gc.freeze()
    gc.enable()
    ended: int = cli.main()
    return ended


if __name__ == "__main__":
    sys.exit(main())
