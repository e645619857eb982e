"""The gallery of components, in builds for development alone."""

from __future__ import annotations

import re
from functools import cache

from site_gen.diagnostics import Severity
from site_gen.gallery import EXAMPLES, OUTPUT, read_examples
from site_gen.pipeline import BuildOptions, BuildResult, build
from site_gen.verify import rules, structure
from site_gen.verify.facts import PageFacts, read_page
from tests.small_site import ROOT, TODAY, build_site, edited, read_folder, small_sources

COMPONENTS = {path.stem for path in (ROOT / "templates/components").glob("*.html")}
SPECIMEN = re.compile(r'<div class="specimen" data-component="([a-z_]+)">(.*?)</div>\n(?=<h3>|</section>)', re.DOTALL)


@cache
def built() -> BuildResult:
    """The site of this repository with the gallery."""
    content = {f"content/{path}": data for path, data in read_folder(ROOT / "content").items()}
    sources = {**small_sources(), **content}
    sources = {path: data for path, data in sources.items() if path.startswith("templates/") or path in content}
    return build({**sources, "programs.yaml": b"programs: []\n"}, BuildOptions(today=TODAY, gallery=True))


def shown() -> PageFacts:
    return read_page(OUTPUT, built().outputs[OUTPUT])


def test_every_component_has_examples_and_says_what_it_must_keep_to() -> None:
    """And there are none of a component that is gone."""
    examples, faults = read_examples(small_sources())
    assert faults == ()
    assert examples is not None
    assert {str(one.id) for one in examples.components} == COMPONENTS
    assert [one.id for one in examples.components if not one.accessibility or not one.examples] == []


def test_every_example_shows_something() -> None:
    """An element or words, on the site of this repository."""
    found = SPECIMEN.findall(built().outputs[OUTPUT].decode())
    assert {name for name, _ in found} == COMPONENTS
    assert [name for name, markup in found if not re.search(r"<svg|\w+[^<>]*<", markup)] == []


def test_the_gallery_keeps_to_the_rules_of_pages() -> None:
    """Structure, unique ids, and a policy that knows its style; its listings are made up, so links are not followed."""
    page = shown()
    faults = (*structure.find_bad_structure(page), *rules.find_repeated_ids(page), *rules.find_unsafe_code(page, None))
    assert faults == ()


def test_a_site_that_is_published_has_no_gallery() -> None:
    """Nor does a site map name it where there is one; search engines are told to stay away."""
    assert OUTPUT not in build_site().outputs
    assert b"components/" not in built().outputs["sitemap.xml"]
    assert [meta.attributes["content"] for meta in shown().named("meta") if meta.attributes.get("name") == "robots"][:1]


def test_a_small_site_of_other_levels_has_a_gallery_too() -> None:
    """What the examples say of levels that it does not know is left out."""
    result = build(small_sources(), BuildOptions(today=TODAY, gallery=True))
    assert [one for one in result.diagnostics if one.severity is Severity.ERROR] == []
    assert OUTPUT in result.outputs


def test_a_fault_in_the_examples_is_told_at_its_line() -> None:
    """As in any other file."""
    changed = small_sources(edited(EXAMPLES, "  mark:\n    accessibility:", "  mark:\n    accessibilty:"))
    faults = build(changed, BuildOptions(today=TODAY, gallery=True)).diagnostics
    place = changed[EXAMPLES].decode().split("\n").index("    accessibilty:") + 1
    assert [(one.code, one.line) for one in faults if one.path == EXAMPLES] == [("E201", place)]
