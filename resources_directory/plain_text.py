"""Text as people read it, out of what a web editor or an old database left behind."""

import re
from collections.abc import Iterator
from html import unescape

_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>a|abbr|article|b|blockquote|body|br|button|center|code|dd|div|dl|dt|em"
    r"|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|label|li|main|o:p|ol|p"
    r"|pre|s|script|section|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|tfoot|th"
    r"|thead|tr|u|ul)(?P<rest>(?:[\s/][^<>]*)?)>|<!--[^<>]*-->",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_HREF = re.compile(r"""href\s*=\s*["']?\s*((?:https?:|mailto:|tel:)[^"'\s<>]+)""", re.IGNORECASE)
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\ufeff\ufffe\uffff\ud800-\udfff]")
_BROKEN_UTF_8 = re.compile("[\u00c2\u00c3\u00e2][\u0080-\u00bf\u0152-\u0178\u2013-\u203a\u20ac]")
_NEW_LINE = {
    "br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre",
    "section", "table", "tr", "ul",
}  # fmt: skip
_MOST_LAYERS = 5


def has_markup(said: str) -> bool:
    """Whether it holds a tag or an entity of HTML; "2 < 3" and "Q&A" hold none."""
    return bool(_TAG.search(said) or _ENTITY.search(said))


def is_plain(said: str) -> bool:
    """A quick answer for most cells: nothing here can need tidying."""
    return said.isascii() and said.isprintable() and "<" not in said and "&" not in said


def plain_text(said: str) -> str:
    """Without HTML, even where it was escaped twice; a link's address stays, in brackets.

    Letters that nobody sees are dropped, UTF-8 that was once read as Windows-1252 is mended, and
    white space at the ends goes. What is plain already comes back as it was.
    """
    text = without_unseen(mended(said))
    for _ in range(_MOST_LAYERS):
        if not has_markup(text):
            break
        text = without_unseen(unescape("".join(_words(text)).replace("\xa0", " ")))
        text = re.sub(r"[ \t]*\n[ \t]*", "\n", re.sub(r"[ \t\xa0]+", " ", text))
        text = re.sub(r"\n{3,}", "\n\n", text)
    return text.strip()


def without_unseen(said: str) -> str:
    """Control characters and halves of letters, which no file or database takes, are dropped."""
    return _UNSEEN.sub("", said.replace("\r\n", "\n").replace("\r", "\n"))


def mended(said: str) -> str:
    """ "cafÃ©" → "café"; anything that is not clearly such a slip is left alone."""
    if not _BROKEN_UTF_8.search(said):
        return said
    try:
        return said.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return said


def _words(text: str) -> Iterator[str]:
    at = 0
    link: str | None = None
    hidden: str | None = None
    for tag in _TAG.finditer(text):
        between = text[at : tag.start()]
        at = tag.end()
        name, is_end = (tag["name"] or "").lower(), bool(tag["end"])
        if hidden is None:
            # In HTML a new line is only a space; new lines are made by tags.
            yield " ".join(between.split("\n")) if between else ""
            if link and is_end and name == "a":
                yield f" ({link})"
                link = None
            elif name == "a" and (href := _HREF.search(tag["rest"])):
                shown = text[at : text.find("<", at)]
                address = href[1].removeprefix("mailto:").removeprefix("tel:")
                link = None if address in shown else address
            elif name == "li" and not is_end:
                yield "\n- "
            elif name in _NEW_LINE:
                yield "\n"
            elif name in {"td", "th"}:
                yield " "
        if name in {"script", "style"}:
            hidden = None if is_end else name
    if hidden is None:
        rest = text[at:]
        yield " ".join(rest.split("\n")) if at else rest
