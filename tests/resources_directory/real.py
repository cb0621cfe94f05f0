"""Real directories, which lie beside the project where there are any."""

import os
from pathlib import Path

_ROOT = Path(os.environ.get("NAVIGATOR_TEST_DATA", "nowhere"))
OPEN_REFERRAL = _ROOT / "open_referral"
DIRECTORIES = _ROOT / "directories"
MATCHING = _ROOT / "matching"
