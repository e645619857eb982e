"""The grade that MDN's HTTP Observatory would give, from its published table: for what headers and a page decide.

The table is that of github.com/mdn/mdn-http-observatory, src/grader/charts.js, as of August 2026. What headers do not
decide is taken as it is on a host with HTTPS: a redirect to it, no cookies, no script from elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping

from site_gen.verify.rules import read_policy

FULL, FOR_EXTRA = 100, 90
GRADES = (
    (100, "A+"),
    (90, "A"),
    (85, "A-"),
    (80, "B+"),
    (70, "B"),
    (65, "B-"),
    (60, "C+"),
    (50, "C"),
    (45, "C-"),
    (0, "D"),
)
HALF_A_YEAR = 15_552_000
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
BROAD = {"*", "http:", "https:", "ftp:", "data:", "'unsafe-inline'"}


def grade(headers: Mapping[str, str], *, meta: Mapping[str, str]) -> tuple[int, str]:
    """Score and grade. *headers* and *meta*: by names in small letters."""
    points = (
        _policy(headers, meta),
        _frames(headers),
        _referrer(headers.get("referrer-policy", meta.get("referrer-policy", ""))),
        _hsts(headers.get("strict-transport-security", "")),
        0 if headers.get("x-content-type-options") == "nosniff" else -5,
        10 if headers.get("cross-origin-resource-policy") in {"same-origin", "same-site"} else 0,
        10 if headers.get("cross-origin-opener-policy") == "same-origin" else 0,
    )
    lost = FULL + sum(one for one in points if one < 0)
    score = max(0, FULL + sum(points) if lost >= FOR_EXTRA else lost)
    return score, next(letter for limit, letter in GRADES if score >= limit)


def _policy(headers: Mapping[str, str], meta: Mapping[str, str]) -> int:
    """What both policies allow together; one that names a directive alone decides about it."""
    policies = [
        read_policy(one["content-security-policy"]) for one in (headers, meta) if "content-security-policy" in one
    ]
    if not policies:
        return -25
    scripts, styles, objects = (_allowed(policies, name) for name in ("script-src", "style-src", "object-src"))
    if (scripts | objects) & BROAD:
        return -20
    if "'unsafe-eval'" in scripts | styles:
        return -10
    if styles & BROAD:
        return 0
    return 10 if any(policy.get("default-src") == frozenset({"'none'"}) for policy in policies) else 5


def _allowed(policies: list[Mapping[str, frozenset[str]]], name: str) -> frozenset[str]:
    named = [policy.get(name, policy.get("default-src")) for policy in policies]
    known = [sources for sources in named if sources is not None]
    return frozenset.intersection(*known) if known else frozenset({"*"})


def _frames(headers: Mapping[str, str]) -> int:
    ancestors = read_policy(headers.get("content-security-policy", "")).get("frame-ancestors")
    if ancestors or headers.get("x-frame-options", "").lower() in {"deny", "sameorigin"}:
        return 5
    return -20


def _referrer(value: str) -> int:
    return 5 if value in PRIVATE else -5 if value else 0


def _hsts(value: str) -> int:
    ages = [part.strip().removeprefix("max-age=") for part in value.split(";") if part.strip().startswith("max-age=")]
    if not ages:
        return -20
    return 0 if int(ages[0]) >= HALF_A_YEAR else -10
