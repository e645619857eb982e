"""What one finished page must keep to, whatever template made it: one function for each code."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

from site_gen.diagnostics import Diagnostic
from site_gen.verify.facts import PageFacts
from site_gen.verify.html_reader import Element

DATA_TYPES = ("application/json", "application/ld+json")
FORBIDDEN_BY_DEFAULT = ("default-src", "form-action", "base-uri", "connect-src")
NOTHING = frozenset({"'none'"})


def find_repeated_ids(page: PageFacts) -> Iterator[Diagnostic]:
    """E602: an id belongs to one element of a page, or links and labels lead to the wrong one."""
    seen: set[str] = set()
    for element in page.having("id"):
        name = element.attributes["id"]
        if name in seen:
            yield page.fault("E602", element.at, f'the id "{name}" stands twice on this page')
        seen.add(name)


# --- E606: code ------------------------------------------------------------------------------


def find_unsafe_code(page: PageFacts, expected: str | None) -> Iterator[Diagnostic]:
    """E606: the page's policy forbids what we promise not to do, and nothing on the page breaks it."""
    yield from _find_unsafe_attributes(page)
    policies = [meta for meta in page.named("meta") if _is_policy(meta)]
    if len(policies) != 1:
        message = f"the page has {len(policies)} Content-Security-Policy tags instead of one"
        yield page.fault("E606", policies[1].at if policies else None, message)
        return
    policy = policies[0]
    directives = read_policy(policy.attributes.get("content", ""))
    yield from _find_weak_policy(page, policy, directives, expected)
    yield from _find_unhashed_code(page, policy, directives)


def read_policy(content: str) -> Mapping[str, frozenset[str]]:
    """The sources each directive of a Content-Security-Policy names; of two equal ones the first counts."""
    directives: dict[str, frozenset[str]] = {}
    for part in content.split(";"):
        if words := part.split():
            directives.setdefault(words[0].lower(), frozenset(words[1:]))
    return directives


def _is_policy(meta: Element) -> bool:
    return meta.attributes.get("http-equiv", "").lower() == "content-security-policy"


def _find_unsafe_attributes(page: PageFacts) -> Iterator[Diagnostic]:
    advice = "styles belong in a style sheet and behavior in a script file"
    for key, elements in page.by_attribute.items():
        is_code = key.startswith("on") or key in {"style", "srcdoc"}
        for element in elements:
            if is_code:
                message = f'the attribute "{key}" on <{element.name}> carries code'
                yield page.fault("E606", element.at, message, advice)
            elif _runs_script(element.attributes[key]):
                message = f'the attribute "{key}" on <{element.name}> runs a script'
                yield page.fault("E606", element.at, message, advice)


@lru_cache(maxsize=8192)
def _runs_script(value: str) -> bool:
    return value[:64].lstrip().lower().startswith(("javascript:", "vbscript:"))


def _find_weak_policy(
    page: PageFacts, meta: Element, directives: Mapping[str, frozenset[str]], expected: str | None
) -> Iterator[Diagnostic]:
    for name in FORBIDDEN_BY_DEFAULT:
        if directives.get(name) != NOTHING:
            yield page.fault("E606", meta.at, f"the page's policy lacks \"{name} 'none'\"")
    for name, sources in directives.items():
        for unsafe in sorted(source for source in sources if source.startswith("'unsafe-")):
            yield page.fault("E606", meta.at, f"the page's policy allows {unsafe} in {name}")
    if expected is not None and _without_hashes(directives) != _without_hashes(read_policy(expected)):
        message = "the page's policy is not the one the site promises"
        yield page.fault("E606", meta.at, message, f"apart from hashes it must be: {expected}")


def _without_hashes(directives: Mapping[str, frozenset[str]]) -> Mapping[str, frozenset[str]]:
    """What a policy allows besides code known by hash; allowing nothing is the same as not naming it."""
    allowed = {name: {s for s in sources if not s.startswith("'sha")} for name, sources in directives.items()}
    return {name: frozenset(sources) for name, sources in allowed.items() if sources and sources != NOTHING}


def _find_unhashed_code(
    page: PageFacts, meta: Element, directives: Mapping[str, frozenset[str]]
) -> Iterator[Diagnostic]:
    for element in page.named("script", "style"):
        if element.at < meta.at:
            message = f"<{element.name}> stands before the page's policy, which does not cover it"
            yield page.fault("E606", element.at, message)
        if "src" in element.attributes or _is_data(element):
            continue
        digest = base64.b64encode(hashlib.sha256(element.raw.encode()).digest()).decode()
        if f"'sha256-{digest}'" not in directives.get(f"{element.name}-src", ()):
            message = f"the page's policy does not know this inline <{element.name}>"
            yield page.fault("E606", element.at, message, f"its hash is 'sha256-{digest}'")


def _is_data(element: Element) -> bool:
    return element.name == "script" and element.attributes.get("type", "").strip().lower() in DATA_TYPES


# --- E607: the crisis block ------------------------------------------------------------------


def find_missing_crisis_lines(page: PageFacts, crisis: Collection[str]) -> Iterator[Diagnostic]:
    """E607: the first block marked data-crisis can be seen, shows every one of *crisis*, and leads nowhere else."""
    blocks = page.having("data-crisis")
    block = next((block for block in blocks if not _is_hidden(page, block)), None)
    advice = "see on_every_page in content/helplines.yaml"
    if block is None:
        message = "the crisis block is hidden" if blocks else "the page has no crisis block (data-crisis)"
        yield page.fault("E607", blocks[0].at if blocks else None, message, advice)
        return
    links = {inner.attributes.get("href") for inner in page.inside(block) if not _is_hidden(page, inner)}
    text = page.text_of(block)
    for line in crisis:
        if line not in links if ":" in line else line not in text:
            yield page.fault("E607", block.at, f'the crisis block lacks "{line}"', advice)
    for link in page.inside(block):
        if "href" in link.attributes and link.attributes["href"] not in crisis:
            message = f'the crisis block leads to "{link.attributes["href"]}", which is no crisis line'
            yield page.fault("E607", link.at, message, advice)


def _is_hidden(page: PageFacts, element: Element) -> bool:
    hiding = (element, *page.around(element))
    return any("hidden" in e.attributes or e.name in {"template", "noscript", "dialog"} for e in hiding)


# --- E609: data ------------------------------------------------------------------------------


def find_broken_data(page: PageFacts) -> Iterator[Diagnostic]:
    """E609: data a script or a search engine reads is JSON that every parser takes."""
    for script in filter(_is_data, page.named("script")):
        try:
            json.loads(script.raw, parse_constant=_refuse_constant)
        except ValueError as error:
            yield page.fault("E609", script.at, f"the data in this <script> is no JSON: {error}")


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not allowed")
