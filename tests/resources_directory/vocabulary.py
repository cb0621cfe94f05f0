"""The vocabulary that is shipped with the product, for tests."""

from pathlib import Path

import resources_directory
from resources_directory import vocabulary

FILE = Path(resources_directory.__file__).parent / "vocabulary.toml"
STANDARD = vocabulary.read(FILE.read_text(encoding="utf-8"))
