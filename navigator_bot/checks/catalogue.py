"""What translators work from: every English text of the templates, as a gettext catalogue.

`navigator-bot check wording --pot messages.pot` writes it. A translation is kept as
`templates/locale/<language>/LC_MESSAGES/messages.po`; `msginit` and `msgmerge`, or `pybabel init`
and `pybabel update`, make and renew it.
"""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

_KINDS = ("**.txt", "**.html", "**.svg")
_METHODS = [(kind, "jinja2.ext.babel_extract") for kind in _KINDS]
_OPTIONS = {"silent": "false", "newstyle_gettext": "true"}


def extract(folder: Path) -> Catalog:
    """Each text once, with the files and lines where it stands."""
    catalogue = Catalog(project="navigator-bot", copyright_holder="the navigator-bot authors")
    options = dict.fromkeys(_KINDS, _OPTIONS)
    found = extract_from_dir(folder, _METHODS, options_map=options, strip_comment_tags=True)
    for file, line, message, comments, context in found:
        catalogue.add(message, None, [(file, line)], auto_comments=comments, context=context)
    return catalogue


def write(folder: Path, to: Path) -> int:
    """How many texts were written."""
    catalogue = extract(folder)
    with to.open("wb") as file:
        write_po(file, catalogue, sort_by_file=True)
    return len(catalogue)
