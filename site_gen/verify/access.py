"""What keeps people from using a finished page, and tools in browsers do not see: one function for each code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from site_gen.diagnostics import Diagnostic, Located, fault
from site_gen.verify.facts import PageFacts
from site_gen.verify.html_reader import Element
from site_gen.verify.links import NOT_FOUND

# These carry their own words, or none are shown.
SELF_NAMED = frozenset({"button", "hidden", "image", "reset", "submit"})
OPERABLE = frozenset({"a", "button", "input", "option", "select", "summary", "textarea"})
OPERABLE_ROLES = frozenset({"button", "checkbox", "link", "menuitem", "option", "radio", "switch", "tab"})
SCOPES = frozenset({"col", "colgroup", "row", "rowgroup"})

RULE = re.compile(r"([^{}]*+)\{([^{}]*+)\}")
NO_OUTLINE = re.compile(r"(?:^|[;\s])outline(?:-width|-style|-color)?\s*:\s*(?:none|0|transparent)\b")
# Nobody comes to these with the keyboard: scripts put the focus there, so that it is read aloud.
FOCUSED_BY_SCRIPT = '[tabindex="-1"]'


# --- E615: controls ----------------------------------------------------------------------------------


def find_unnamed_controls(page: PageFacts) -> Iterator[Diagnostic]:
    """E615: a control says what it is for, to those who hear it and to those who speak to it."""
    labelled = {label.attributes.get("for") for label in page.named("label") if page.text_of(label)}
    for control in page.named("input", "select", "textarea"):
        if control.attributes.get("type", "").lower() in SELF_NAMED or _names_itself(control):
            continue
        if control.attributes.get("id", "") not in labelled and not _stands_in_label(page, control):
            yield page.fault("E615", control.at, f"<{control.name}> has no <label> that says what it is for")
    yield from _find_unexplained_radios(page)
    for element in page.named("a", "button"):
        if element.name == "a" and "href" not in element.attributes:
            continue
        # Nearly all have text, and to look for it is quicker than to put a name together.
        if not page.text[element.text_from : element.text_to].strip() and not page.name_of(element):
            message = f"<{element.name}> has no text, so a screen reader cannot say what it does"
            yield page.fault("E615", element.at, message)


def _names_itself(control: Element) -> bool:
    return bool(control.attributes.get("aria-label") or control.attributes.get("aria-labelledby"))


def _stands_in_label(page: PageFacts, control: Element) -> bool:
    return any(outer.name == "label" and page.text_of(outer) for outer in page.around(control))


def _find_unexplained_radios(page: PageFacts) -> Iterator[Diagnostic]:
    groups: set[str] = set()
    for radio in page.named("input"):
        name = radio.attributes.get("name", "")
        if radio.attributes.get("type", "").lower() != "radio" or name in groups:
            continue
        sets = (element for element in page.around(radio) if element.name == "fieldset")
        if not any(inner.name == "legend" for fieldset in sets for inner in page.inside(fieldset)):
            groups.add(name)
            message = f'the radio buttons "{name}" stand in no <fieldset> with a <legend> that says the question'
            yield page.fault("E615", radio.at, message)


# --- E616: things to press ---------------------------------------------------------------------------


def find_false_buttons(page: PageFacts) -> Iterator[Diagnostic]:
    """E616: what can be pressed is a button or a link, which every keyboard and every reader knows."""
    roles = (element for element in page.having("role") if element.attributes["role"] in OPERABLE_ROLES)
    for element in {one.place: one for one in (*page.having("data-do"), *roles)}.values():
        if element.name not in OPERABLE:
            message = f"<{element.name}> is made to be pressed, but it is no button and no link"
            yield page.fault("E616", element.at, message, "write <button> or <a href>")
    for element in page.having("tabindex"):
        if element.attributes["tabindex"].strip() not in {"0", "-1"}:
            message = f'tabindex="{element.attributes["tabindex"]}" changes the order in which the tab key goes on'
            yield page.fault("E616", element.at, message, "take it out, and put things in their order")


# --- E617: focus -------------------------------------------------------------------------------------


def find_hidden_focus(page: PageFacts) -> Iterator[Diagnostic]:
    """E617: who uses a keyboard sees where they are."""
    for style in page.named("style"):
        for selector in find_removed_outlines(style.raw):
            message = f'the style of "{selector}" takes the outline away that shows where the keyboard is'
            yield page.fault("E617", style.at, message, "give it another outline, or leave it as it is")


@lru_cache(maxsize=64)
def find_removed_outlines(style: str) -> tuple[str, ...]:
    """The selectors that take the outline from something that people come to. Pages share their styles."""
    if "outline" not in style:
        return ()
    bare = (selector.strip() for selector, rules in RULE.findall(style) if NO_OUTLINE.search(rules))
    return tuple(one for one in bare if not all(FOCUSED_BY_SCRIPT in part for part in one.split(",")))


# --- E618: tables ------------------------------------------------------------------------------------


def find_plain_tables(page: PageFacts) -> Iterator[Diagnostic]:
    """E618: a table says of what each number is."""
    for table in page.named("table"):
        headers = [inner for inner in page.inside(table) if inner.name == "th"]
        if not headers:
            yield page.fault("E618", table.at, "the table has no header cell (<th>)")
        loose = next((one for one in headers if one.attributes.get("scope", "").lower() not in SCOPES), None)
        if loose:
            message = "a header cell does not say whether it heads a column or a row (scope)"
            yield page.fault("E618", loose.at, message, 'write <th scope="col"> or <th scope="row">')


# --- E620: links -------------------------------------------------------------------------------------


def find_ambiguous_links(page: PageFacts, written: Mapping[str, Located]) -> Iterator[Diagnostic]:
    """E620: links with the same words lead to the same place, for many people hear a page's links as a list.

    Sections that are marked as steps are shown one at a time, so each is a list of its own. *written*: where in
    the sources links are.
    """
    if page.path == NOT_FOUND:  # it says the same in each language, which one may lack
        return
    seen: dict[tuple[int, str], str] = {}
    has_steps = bool(page.having("data-step"))
    for link in page.named("a"):
        if "href" not in link.attributes:
            continue
        words = link.attributes.get("aria-label") or page.text_of(link)
        key = (_step_of(page, link) if has_steps else -1, words)
        first = seen.setdefault(key, link.attributes["href"])
        if first != link.attributes["href"] and words:
            url, advice = link.attributes["href"], "let each say where it leads"
            message = f'two links say "{words}"; one leads to "{first}", this one to "{url}"'
            in_source = fault("E620", written[url], message, advice) if url in written else None
            yield in_source or page.fault("E620", link.at, message, advice)


def _step_of(page: PageFacts, link: Element) -> int:
    """The place of the step that *link* stands in; -1 for none."""
    return next((outer.place for outer in page.around(link) if "data-step" in outer.attributes), -1)
