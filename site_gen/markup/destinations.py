"""Where a link of an article may lead: a closed list of forms, judged on the text as written."""

from __future__ import annotations

import re

from site_gen.diagnostics import Diagnostic, Located, fault
from site_gen.model.kinds import HOST, PORT

_WEB_ADDRESS = rf"https?://(?i:{HOST}){PORT}(?:[/?#].*)?"
_MAIL = rf"mailto:[A-Za-z0-9._+-]+@(?i:{HOST})"
_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ANCHOR = r"#[A-Za-z0-9_][A-Za-z0-9_-]*"
_ALLOWED = rf"{_WEB_ADDRESS}|{_MAIL}|{_SLUG}\.md(?:{_ANCHOR})?|/(?:{_SLUG}/)*(?:{_ANCHOR})?|{_ANCHOR}"

_FORMS = "write https://..., mailto:name@example.org, name.md, name.md#heading, /path/ or #heading"

# The raw text is judged, never what a URL parser makes of it: parsers drop tabs and line ends, so that
# "java<tab>script:" turns into a scheme they had not seen. The first pattern that fits is reported.
_PROBLEMS = (
    ("", "this link has no destination", _FORMS),
    (r".*\s.*", "the destination of this link holds a space", "write the address alone; %20 is a space inside it"),
    ("tel:.*", "telephone links are not allowed", "write [[helpline ID]]: a number stands in one place only"),
    ("//.*", "the destination of this link leaves out https:", "write the whole address: https://..."),
    (
        r'.*(?:[^!-~]|[\\<>"`]).*',
        "the destination of this link holds a character that is not allowed",
        "use letters, digits and the usual signs; a web address writes others as %xx",
    ),
    (r".*&#?\w+;.*", "the destination of this link holds an HTML code", "write & in place of &amp;"),
    (
        "(?!mailto:).*@.*",
        "the destination of this link holds an @",
        "write mailto:name@example.org for mail, and %40 for an @ in a web address",
    ),
    (
        rf"(?!(?:{_WEB_ADDRESS})$)https?:.*",
        "this web address is not complete",
        "write it as https://example.org/page",
    ),
    (rf"(?!(?:{_ALLOWED})$).*", "a link cannot lead there", _FORMS),
)


_PICTURE = re.compile(r"\.(?:avif|bmp|gif|jpe?g|png|svg|tiff?|webp)(?:[?#].*)?\Z", re.IGNORECASE)


def is_external(destination: str) -> bool:
    """Whether an allowed *destination* leads to another site or to a mail program."""
    return destination.startswith(("https:", "http:", "mailto:"))


def destination_fault(destination: Located) -> Diagnostic | None:
    """Why *destination* is not allowed, or is doubtful; None when it is good."""
    for pattern, message, hint in _PROBLEMS:
        if re.fullmatch(pattern, destination, re.ASCII | re.DOTALL):
            return fault("E404", destination, message, hint)
    if is_external(destination) and _PICTURE.search(destination):
        hint = "say in words what it shows, or link to a page that does"
        return fault("W407", destination, "this link leads to a picture", hint)
    return None
