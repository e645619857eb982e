"""Whether outside pages are still there: asked apart from the build, which never uses the network.

Politely: one request at a time to each host, no body read, and no host asked twice a day for a page.
"""

from __future__ import annotations

import json
import urllib.request
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from itertools import groupby
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urldefrag, urlsplit

from site_gen.diagnostics import Diagnostic, Located, fault, quoted

FOUND, GONE, UNKNOWN = "found", "gone", "unknown"
TIMEOUT = 10
DAY = 86_400
HOSTS_AT_ONCE = 8
# Some servers answer HEAD with anything; these answers to it are the host's last word all the same.
SAID_GONE = frozenset({404, 410})
SAID_NOT_NOW = frozenset({429, 500, 502, 503, 504})
HEADERS = {"User-Agent": "Stepdown link check", "Accept": "*/*"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """*faults*: a page that is gone, at each place that leads to it. *counts*: of pages, by answer."""

    faults: tuple[Diagnostic, ...]
    counts: Mapping[str, int]

    def __str__(self) -> str:
        found, gone, unknown = (self.counts.get(answer, 0) for answer in (FOUND, GONE, UNKNOWN))
        return f"Outside pages: {found} found, {gone} gone, {unknown} without a clear answer."


def check_links(links: Iterable[Located], *, cache: Path, now: float) -> Answers:
    """Ask for every page that *links* lead to and the *cache* does not know; W408 where one is gone."""
    by_page = [(urldefrag(link).url, link) for link in links]
    pages = {page for page, _ in by_page}
    remembered = _read_cache(cache, now)
    answers = {page: answer for page, (answer, _) in remembered.items() if page in pages}
    fresh = _ask_hosts(sorted(pages - answers.keys(), key=lambda page: (urlsplit(page).netloc, page)))
    _write_cache(cache, {**remembered, **{p: (a, now) for p, a in fresh.items() if a != UNKNOWN}})
    answers |= fresh
    gone = tuple(_tell_gone(link) for page, link in by_page if answers[page] == GONE)
    return Answers(faults=gone, counts=Counter(answers.values()))


def _tell_gone(link: Located) -> Diagnostic:
    hint = "look for the page's new address, or take the link out and keep the title"
    return fault("W408", link, f"the page at {quoted(link)} is gone", hint)


# --- asking --------------------------------------------------------------------------------------------


def _ask_hosts(pages: list[str]) -> dict[str, str]:
    """Hosts side by side, the pages of each one after the other."""
    hosts = [list(group) for _, group in groupby(pages, key=lambda page: urlsplit(page).netloc)]
    with ThreadPoolExecutor(max_workers=HOSTS_AT_ONCE) as pool:
        asked = list(pool.map(lambda host: [(page, _ask(page)) for page in host], hosts))
    return dict(answer for host in asked for answer in host)


def _ask(page: str) -> str:
    status = _status("HEAD", page)
    if status is not None and not _is_found(status) and status not in SAID_NOT_NOW:
        status = _status("GET", page)
    if status is None:
        return UNKNOWN
    return FOUND if _is_found(status) else GONE if status in SAID_GONE else UNKNOWN


def _is_found(status: int) -> bool:
    return 200 <= status < 400  # noqa: PLR2004  the numbers of HTTP


def _status(method: str, page: str) -> int | None:
    """What the host answers, redirects followed; None where no answer comes."""
    request = urllib.request.Request(page, method=method, headers=HEADERS)  # noqa: S310  only http and https come here
    try:
        with OPENER.open(request, timeout=TIMEOUT) as response:
            status: int = response.status
            return status
    except HTTPError as error:
        error.close()
        return error.code
    except (OSError, HTTPException, ValueError):
        return None


def _make_opener() -> urllib.request.OpenerDirector:
    """Without the handlers for files and FTP, to which a host could lead on."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


OPENER = _make_opener()


# --- what was answered within a day --------------------------------------------------------------------


def _read_cache(cache: Path, now: float) -> dict[str, tuple[str, float]]:
    """Answers that are less than a day old; none from a file that cannot be read."""
    try:
        held = json.loads(cache.read_text(encoding="utf-8"))
        answers = {str(page): (str(answer), float(at)) for page, (answer, at) in held.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
    return {page: (answer, at) for page, (answer, at) in answers.items() if 0 <= now - at < DAY}


def _write_cache(cache: Path, answers: Mapping[str, tuple[str, float]]) -> None:
    """Where nothing can be written, the next run asks again."""
    with suppress(OSError):
        cache.parent.mkdir(parents=True, exist_ok=True)
        cache.write_text(json.dumps(answers, indent=1), encoding="utf-8")
