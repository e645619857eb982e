"""A finished page without a fault, to plant one in, and the site around it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping

from site_gen import verify


def hash_of(code: str) -> str:
    """The source that allows this code in a policy."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


STYLE = "body{color:#111}"
POLICY = "default-src 'none'; script-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'"
META = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}; style-src {hash_of(STYLE)}">'
CRISIS = '<div data-crisis><a href="tel:911">911</a> <a href="tel:+18006624357">1-800-662-4357</a></div>'
EXPECTED = verify.Expected(
    numbers=frozenset({"911", "988", "741741", "18006624357", "9736095501"}),
    crisis=("tel:911", "tel:+18006624357"),
    policy=POLICY,
)
IN_BASE = "look in templates/base.html or a component it includes"
IN_MAIN = "look in the article or record this page shows, or in the template of this page"
IN_PAGE = "look in templates/base.html and in the template of this page"
MAIN_LINE = 7


def make_page(main: str = "", *, head: str = "", meta: str = META, crisis: str = CRISIS, body: str = "") -> bytes:
    """A page without a fault, but for what is put into it; *main* stands on line 7."""
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8">{meta}
<title>Care</title><style>{STYLE}</style>{head}</head>
<body>
{crisis}{body}
<main id="main"><h1>Care</h1>
{main}
</main></body></html>
""".encode()


def check(page: bytes, others: Mapping[str, bytes] | None = None, expected: verify.Expected = EXPECTED) -> list[str]:
    """Every fault of a site with *page* at guide/index.html, as code, line and message."""
    outputs = {"index.html": make_page(), "guide/index.html": page, **(others or {})}
    return [f"{fault.code} {fault.path}:{fault.line} {fault.message}" for fault in verify.run(outputs, expected)]


def in_main(code: str, message: str) -> list[str]:
    return [f"{code} guide/index.html:{MAIN_LINE} {message}"]
