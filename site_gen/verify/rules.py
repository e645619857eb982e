"""What one finished page must keep to, whatever template made it: one function for each code."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Collection, Iterator, Mapping

from site_gen.diagnostics import Diagnostic
from site_gen.verify.facts import Element, PageFacts

DATA_TYPES = ("application/json", "application/ld+json")
FORBIDDEN_BY_DEFAULT = ("default-src", "form-action", "base-uri", "connect-src")
NOTHING = frozenset({"'none'"})


def find_repeated_ids(page: PageFacts) -> Iterator[Diagnostic]:
    """E602: an id belongs to one element of a page, or links and labels lead to the wrong one."""
    seen: set[str] = set()
    for element in page.elements:
        if (name := element.attributes.get("id")) is None:
            continue
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
    for element in page.elements:
        for key, value in element.attributes.items():
            if key.startswith("on") or key in {"style", "srcdoc"}:
                message = f'the attribute "{key}" on <{element.name}> carries code'
                yield page.fault("E606", element.at, message, advice)
            elif value[:64].lstrip().lower().startswith(("javascript:", "vbscript:")):
                message = f'the attribute "{key}" on <{element.name}> runs a script'
                yield page.fault("E606", element.at, message, advice)


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
    blocks = [element for element in page.elements if "data-crisis" in element.attributes]
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


# --- E608: structure -------------------------------------------------------------------------


def find_bad_structure(page: PageFacts) -> Iterator[Diagnostic]:
    """E608: the page can be read aloud, and read by machines as people read it."""
    for at, message in (
        *page.bad_markup,
        *_find_missing_parts(page),
        *_find_skipped_headings(page),
        *_find_unexplained_radios(page),
        *_find_plain_tables(page),
        *_find_nameless(page),
    ):
        yield page.fault("E608", at, message)


_Found = Iterator[tuple[int | None, str]]


def _find_missing_parts(page: PageFacts) -> _Found:
    for name in ("h1", "main"):
        elements = list(page.named(name))
        if len(elements) != 1:
            yield elements[1].at if elements else None, f"the page has {len(elements)} <{name}> instead of one"
    root = next(page.named("html"), None)
    if root is None or not root.attributes.get("lang", "").strip():
        yield root.at if root else None, "<html> does not say the language (lang)"
    titles = [title for title in page.named("title") if all(e.name != "svg" for e in page.around(title))]
    if not any(page.text_of(title) for title in titles):
        yield titles[0].at if titles else None, "the page has no <title>"


def _find_skipped_headings(page: PageFacts) -> _Found:
    level = 1
    for heading in page.named("h1", "h2", "h3", "h4", "h5", "h6"):
        last, level = level, int(heading.name[1])
        if level > last + 1:
            yield heading.at, f"<{heading.name}> comes after <h{last}>: a heading level is skipped"


def _find_unexplained_radios(page: PageFacts) -> _Found:
    groups: set[str] = set()
    for radio in page.named("input"):
        name = radio.attributes.get("name", "")
        if radio.attributes.get("type", "").lower() != "radio" or name in groups:
            continue
        sets = (element for element in page.around(radio) if element.name == "fieldset")
        if not any(inner.name == "legend" for fieldset in sets for inner in page.inside(fieldset)):
            groups.add(name)
            yield radio.at, f'the radio buttons "{name}" stand in no <fieldset> with a <legend> that says the question'


def _find_plain_tables(page: PageFacts) -> _Found:
    for table in page.named("table"):
        if all(inner.name != "th" for inner in page.inside(table)):
            yield table.at, "the table has no header cell (<th>)"


def _find_nameless(page: PageFacts) -> _Found:
    for element in page.named("a", "button"):
        if (element.name == "button" or "href" in element.attributes) and not page.name_of(element):
            yield element.at, f"<{element.name}> has no text, so a screen reader cannot say what it does"


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
