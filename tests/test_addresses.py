"""Every address is given once, and none that computers or hosts keep for themselves."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.addresses import find_taken_addresses, fold, list_claims
from site_gen.loading import load_site
from tests.small_site import Changes, edited, small_records, small_sources

ARTICLE = "---\ntitle: x\nsummary: y\norder: 1\naliases: [{}]\n---\n"


def faults(changes: Changes) -> list[tuple[str, int, str, str]]:
    """Path, line, message and hint of every address that cannot be had."""
    site, found = load_site(small_records(changes))
    told = [fault for fault in found if fault.code == "E303"]
    assert site is None or told == list(find_taken_addresses(site))
    return [(fault.path, fault.line, fault.message, fault.hint) for fault in told]


def test_what_a_site_claims_is_what_its_pages_stand_at() -> None:
    """Articles, programs and levels; aliases come last, so that they give way."""
    site, _ = load_site(small_sources({"content/en/a.md": ARTICLE.format("old-a, older")}))
    assert site is not None
    claims = [claim.address for claim in list_claims(site)]
    assert ["old-a/", "older/"] == claims[-2:]
    assert {
        "a/",
        "about/",
        "get-help-now/",
        "privacy/",
        "what-is-iop/",
        "levels/iop/",
        "levels/php/",
        "programs/bright-path-newark/",
        "programs/quiet-house-trenton/",
    } == set(claims[:-2])
    assert [] == list(find_taken_addresses(site))


@pytest.mark.parametrize(
    "slug", ["quiz", "programs", "levels", "compare", "outcomes", "assets", "index", "404", "data", "call-sheet"]
)
def test_an_article_may_not_take_the_address_of_a_page_of_the_site(slug: str) -> None:
    """Its page would be written over, or would write over one of the site; an alias likewise."""
    message = f'the address "{slug}/" is taken by a page of the site itself'
    path = f"content/en/{slug}.md"
    assert [(path, 1, message, "rename the file")] == faults({path: ARTICLE.format("")})
    path = "content/en/a.md"
    assert [(path, 5, message, "remove this alias")] == faults({path: ARTICLE.format(slug)})


@pytest.mark.parametrize("slug", ["cname", "cgi-bin", "icons"])
def test_an_article_may_not_take_what_hosts_keep_for_themselves(slug: str) -> None:
    """It could not be reached, or the site could not."""
    path = f"content/en/{slug}.md"
    message = f'the address "{slug}/" is taken by the hosts that keep it for themselves'
    assert [(path, 1, message, "rename the file")] == faults({path: ARTICLE.format("")})


DEVICES = ("con", "prn", "aux", "nul", "com1", "com9", "lpt1", "lpt9")


@pytest.mark.parametrize("name", DEVICES)
def test_no_page_may_have_the_name_of_a_device(name: str) -> None:
    """On Windows nobody could check the site out, or build it: an article, an alias, a program or a level."""

    def message(address: str) -> str:
        return f'no page can stand at "{address}": Windows keeps the name "{name}" for a device'

    path = f"content/en/{name}.md"
    assert [(path, 1, message(f"{name}/"), "rename the file")] == faults({path: ARTICLE.format("")})
    path = "content/en/a.md"
    assert [(path, 5, message(f"{name}/"), "remove this alias")] == faults({path: ARTICLE.format(name)})
    another = (message(f"programs/{name}/"), "give it another id")
    found = faults(edited("programs.yaml", "id: quiet-house-trenton", f"id: {name}"))
    assert [another] == [(text, hint) for _, _, text, hint in found]
    another = (message(f"levels/{name}/"), "give it another id")
    found = faults(edited("content/criteria.yaml", "\n  php:\n", f"\n  {name}:\n"))
    assert [another] == [(text, hint) for _, _, text, hint in found]


@pytest.mark.parametrize("name", ["console", "nully", "com10", "com", "a-con"])
def test_a_name_that_only_begins_like_that_of_a_device_is_free(name: str) -> None:
    """Windows minds whole names."""
    assert [] == faults({f"content/en/{name}.md": ARTICLE.format("")})


def test_an_alias_gives_way_to_a_page_and_to_an_earlier_alias() -> None:
    """Both places are named, whichever file comes first."""
    found = faults({"content/en/a.md": ARTICLE.format("about, old"), "content/en/b.md": ARTICLE.format("old")})
    assert [
        ("content/en/a.md", 5, 'the address "about/" is taken by content/en/about.md:1', "remove this alias"),
        ("content/en/b.md", 5, 'the address "old/" is taken by content/en/a.md:5', "remove this alias"),
    ] == found


def test_articles_of_two_languages_may_share_a_name() -> None:
    """The same name is the same page in another language; the name of that language is its home page."""
    languages = edited("content/site.yaml", "[en]", "[en, es]")
    assert [] == faults({**languages, "content/es/about.md": ARTICLE.format("")})
    message = 'the address "es/" is taken by the home page in that language'
    path = "content/en/es.md"
    assert [(path, 1, message, "rename the file")] == faults({**languages, path: ARTICLE.format("")})


@given(st.text())
def test_paths_are_compared_as_disks_do(path: str) -> None:
    """Without a difference of case or of the form of accents."""
    assert fold(path) == fold(unicodedata.normalize("NFC", path)) == fold(unicodedata.normalize("NFD", path))
    assert "caf\u00e9" == fold("Caf\u00e9") == fold("CAFE\u0301")
