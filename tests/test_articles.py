"""Articles: data in the place of directives, words explained where they are used, and the order of reading."""

from __future__ import annotations

import re

import pytest

from site_gen.articles import list_articles
from site_gen.loading import load_site
from site_gen.page_addresses import Addresses
from tests.small_site import Changes, build_site, small_sources

ABOUT = "content/en/about.md"
GLOSSARY = """\
terms:
  php: {term: day treatment, short: PHP, level: php, definition: Care for most of the day.}
  detox: {term: withdrawal care, definition: Care while the body gets used to stopping., article: what-is-iop}
"""
FRONT = "---\ntitle: About\nsummary: Who runs this guide.\norder: 90\nsection: site\n---\n\n"


def with_about(body: str, glossary: str | None = GLOSSARY) -> Changes:
    return {ABOUT: FRONT + body, "content/glossary.yaml": glossary}


def about_page(body: str) -> str:
    result = build_site(with_about(body))
    assert () == result.diagnostics
    return result.outputs["about/index.html"].decode()


def text_of(page: str) -> str:
    """The main part without tags, on one line."""
    main = page[page.index('<div class="prose">') : page.index("</main>")]
    return " ".join(re.sub(r"<[^>]*>", "", main.replace("<p", " <p")).split())


def faults_of(changes: Changes) -> list[tuple[str, str, int, int, str, str]]:
    return [(f.code, f.path, f.line, f.column, f.message, f.hint) for f in build_site(changes).diagnostics]


# --- words of the glossary -----------------------------------------------------------------------------


def test_a_term_leads_to_its_definition_on_the_same_page_and_back() -> None:
    """Without a script; its own words where the author wrote some, the hours from the level of care."""
    page = about_page("Ask about [[term php]] or [[term detox|detox]] or [[term php|it]].\n")
    assert (
        '<p>Ask about <a class="term" id="t-php" href="#g-php">day treatment (PHP)</a>'
        ' or <a class="term" id="t-detox" href="#g-detox">detox</a> or <a class="term" href="#g-php">it</a>.</p>'
    ) in page
    assert (
        "Words on this page day treatment (PHP) Care for most of the day. Time: 20 hours a week or more."
        " Back to the text: day treatment withdrawal care Care while the body gets used to stopping."
        " Back to the text: withdrawal care Read: What is IOP?"
    ) in text_of(page)
    assert '<a class="no-print" href="#t-php">' in page


def test_a_page_with_the_whole_glossary_explains_its_words_there() -> None:
    """From A to Z, each term once; links lead to the letters, and no second list stands below it."""
    page = about_page("Ask about [[term php]].\n\n::: glossary\n")
    assert [("d", "D"), ("w", "W")] == re.findall(r'<h2 id="letter-(\w)">(\w)</h2>', page)
    assert [("d", "D"), ("w", "W")] == re.findall(r'<li><a href="#letter-(\w)">(\w)</a></li>', page)
    assert ["g-php", "g-detox"] == re.findall(r'id="(g-[^"]*)"', page)


def test_an_article_without_terms_has_no_list_of_words() -> None:
    """Nor has one on a site without a glossary."""
    assert "Words on this page" not in about_page("The county runs this guide.\n")


def test_a_term_that_is_not_in_the_glossary_is_told_at_its_place() -> None:
    """With the nearest one, in the article and in the glossary's own references."""
    wrong = GLOSSARY.replace("level: php", "level: phb").replace("article: what-is-iop", "article: what-is-it")
    assert [
        ("E301", ABOUT, 8, 12, 'there is no glossary term "detx"', 'did you mean "detox"?'),
        ("E301", "content/glossary.yaml", 2, 49, 'there is no level of care "phb"', 'did you mean "php"?'),
        ("E301", "content/glossary.yaml", 3, 99, 'there is no article "what-is-it"', 'did you mean "what-is-iop"?'),
    ] == faults_of(with_about("Ask [[term detx]].\n", wrong))


@pytest.mark.parametrize("glossary", ["terms: {\n", "terms: []\n", "terms: {detox: {term: x}}\n"])
def test_a_faulty_glossary_is_not_told_again_at_each_of_its_terms(glossary: str) -> None:
    """One mistake, one report."""
    assert {"content/glossary.yaml"} == {fault[1] for fault in faults_of(with_about("[[term detox]]\n", glossary))}


# --- pictures and lists from the criteria ----------------------------------------------------------------


def test_a_level_can_be_shown_as_a_week() -> None:
    """Its lowest hours over weekdays, called an example; drawn without a style attribute."""
    page = about_page("## A week\n\n::: week iop\n")
    assert (
        "An example for Intensive outpatient (IOP): 3 sessions, 9 hours a week in all"
        " MonMonday TueTuesday WedWednesday ThuThursday FriFriday SatSaturday SunSunday"
        " 3hhours &ndash;no session 3hhours &ndash;no session 3hhours &ndash;no session &ndash;no session"
    ) in text_of(page)
    assert '<rect y="3" width="1" height="3"/>' in page


def test_a_level_can_be_shown_by_its_hours() -> None:
    """In words and as a bar."""
    page = about_page("::: hours php\n")
    assert "Day treatment (PHP): 20 hours a week or more." in text_of(page)
    assert '<rect width="40" height="1" opacity=".35"/><rect width="20" height="1"/>' in page


def test_the_ladder_of_levels_stands_in_an_article_without_headings() -> None:
    """So it may stand below a heading of any level; the most hours come first."""
    page = about_page("::: ladder\n")
    names = re.findall(r'<p class="ladder__name">.*?([A-Z][^<:]*)</a>', page)
    assert ["Day treatment (PHP)", "Intensive outpatient (IOP)"] == names


def test_the_remedies_stand_folded_in_an_article() -> None:
    """All of them, from the criteria."""
    page = about_page("::: remedies\n")
    assert "<summary>More that can be arranged (2)</summary>" in page


def test_a_directive_that_names_no_level_is_told_at_its_place() -> None:
    """For each directive that takes a level."""
    found = faults_of(with_about("::: week ipo\n\n::: hours ipo\n\n::: needs ipo\n"))
    message, hint = 'there is no level of care "ipo"', 'did you mean "iop"?'
    assert [
        ("E301", ABOUT, 8, 10, message, hint),
        ("E301", ABOUT, 10, 11, message, hint),
        ("E301", ABOUT, 12, 11, message, hint),
    ] == found


# --- the order of reading --------------------------------------------------------------------------------

STAGED = {
    "content/en/later.md": "---\ntitle: Later\nsummary: Later.\norder: 1\nstage: use_returns\n---\n\nText.\n",
    "content/en/first.md": "---\ntitle: First\nsummary: First.\norder: 99\nstage: just_learned\n---\n\nText.\n",
}


def test_the_home_page_shows_the_guide_by_stages() -> None:
    """In the order of the way, whatever the numbers; what belongs to no stage comes last."""
    home = build_site(STAGED).outputs["index.html"].decode()
    guide = home[home.index('id="guide"') : home.index("</main>")]
    assert [
        ("h2", "The guide"),
        ("h3", "You just learned of it"),
        ("h4", "First"),
        ("h3", "If use returns"),
        ("h4", "Later"),
        ("h3", "More"),
        ("h4", "Get help now"),
        ("h4", "What is IOP?"),
    ] == [(tag, re.sub("<[^>]*>", "", words)) for tag, words in re.findall(r"<(h\d)[^>]*>(.*?)</h\d>", guide)]


def test_a_guide_without_stages_is_one_list() -> None:
    """Nobody has to use them."""
    home = build_site().outputs["index.html"].decode()
    assert "<h4" not in home
    assert 'id="stage-' not in home


def test_an_article_names_its_stage_and_leads_on_to_the_next() -> None:
    """The way up leads to the stage on the home page; a change of stage is told."""
    page = build_site(STAGED).outputs["first/index.html"].decode()
    assert '<li><a href="../#stage-just_learned">You just learned of it</a></li>' in page
    assert (
        '<a class="turn__link turn__link--next" href="../later/" rel="next">'
        '<span class="small">Read next: If use returns</span> Later</a>'
    ) in page


def test_articles_of_another_language_are_not_read() -> None:
    """Only the site's first language has pages yet."""
    site, _ = load_site(small_sources())
    assert site is not None
    listed = list_articles(site, Addresses(home="en", names={}), drafts=False)
    assert {("en", "en")} == {(language, article.language) for language, article in listed}
