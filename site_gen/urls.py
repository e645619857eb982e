"""Addresses of pages: the one place that knows where a page stands and how to link to it.

An address is site-relative, without a leading slash, and ends in a slash for a page: "" is the
home page, "programs/" the list of programs. Links in pages are relative, because a county's site
often lives in a folder of somebody else's host.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

HOME = ""
PROGRAMS = "programs/"
PROGRAM_LISTS = "programs/in/"
QUIZ = "quiz/"
COMPARE = "compare/"
CALL_SHEET = "call-sheet/"
OUTCOMES = "outcomes/"
LEVELS = "levels/"
DATA = "data/"
GALLERY = "components/"
HSDS = f"{DATA}hsds/"
NOT_FOUND = "404.html"

# Names no article may take: pages and files of the site itself.
RESERVED = frozenset(
    {
        *("programs", "quiz", "compare", "outcomes", "levels", "data", "call-sheet", "components"),
        *("assets", "index", "404"),
    }
)
# GitHub reads a file CNAME, which many disks take for a folder cname; Apache serves files of its own under the others.
KEPT_BY_HOSTS = frozenset({"cname", "cgi-bin", "icons"})


def article_address(slug: str) -> str:
    """Where an article stands."""
    return f"{slug}/"


def program_address(program: str) -> str:
    """Where a program's page stands."""
    return f"{PROGRAMS}{program}/"


def level_address(level: str) -> str:
    """Where a level's page, with its list of programs, stands."""
    return f"{LEVELS}{level}/"


def is_file(address: str) -> bool:
    """Whether *address* is one of a file, and not of a page in a folder of its own."""
    return address != HOME and not address.endswith("/")


def output_path(address: str) -> str:
    """The file a page is written to: "programs/" becomes "programs/index.html"."""
    return address if is_file(address) else f"{address}index.html"


def relative(source: str, target: str) -> str:
    """The shortest link from the page at *source* to the page or file at *target*."""
    here, there = source.split("/")[:-1], target.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "../" * (len(here) - shared) + "/".join(there[shared:]) or "./"


def absolute(base_url: str, address: str) -> str:
    """The whole address under *base_url*, for what is read outside a page: sitemap, canonical, 404."""
    return f"{base_url.rstrip('/')}/{address}"


def report_link(to: str, subject: str) -> str:
    """A link that tells the site's keepers about *subject*: a mail to an address, or a form that takes a title."""
    said = quote(subject, safe="")
    if "://" not in to:
        return f"mailto:{to}?subject={said}"
    address, mark, anchor = to.partition("#")
    return f"{address}{'&' if '?' in address else '?'}title={said}{mark}{anchor}"


def slugify(text: str) -> str:
    """*text* as words of small ASCII letters and digits joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
