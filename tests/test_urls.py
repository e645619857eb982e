"""Addresses and the links between them."""

from __future__ import annotations

import pytest

from site_gen import urls


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("", "", "./"),
        ("", "programs/", "programs/"),
        ("programs/", "", "../"),
        ("programs/a-b/", "levels/iop/", "../../levels/iop/"),
        ("quiz/", "quiz/", "./"),
        ("programs/", "programs/a-b/", "a-b/"),
        ("programs/a-b/", "programs/", "../"),
        ("programs/a-b/", "programs/c-d/", "../c-d/"),
        ("quiz/", "404.html", "../404.html"),
        ("programs/a-b/", "assets/quiz.1.js", "../../assets/quiz.1.js"),
    ],
)
def test_links_are_relative_to_the_page_they_stand_on(source: str, target: str, expected: str) -> None:
    """A link climbs out of its own page and then goes down, so a site may live in any folder of a host."""
    assert expected == urls.relative(source, target)


@pytest.mark.parametrize(
    ("address", "expected"), [("", "index.html"), ("quiz/", "quiz/index.html"), ("404.html", "404.html")]
)
def test_page_is_written_as_the_index_of_its_folder(address: str, expected: str) -> None:
    """An address that ends in a slash is a folder's index; a file is itself."""
    assert expected == urls.output_path(address)


@pytest.mark.parametrize("base", ["https://x.example/guide", "https://x.example/guide/"])
def test_whole_address_has_one_slash_between_base_and_page(base: str) -> None:
    """It does not matter how the base address ends."""
    assert urls.absolute(base, "quiz/") == "https://x.example/guide/quiz/"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Cañon City", "canon-city"), ("St. John's  Place", "st-johns-place"), ("A & B -- C", "a-b-c"), ("!!!", "")],
)
def test_slug_is_small_ascii_words_with_hyphens(text: str, expected: str) -> None:
    """Accents and apostrophes go, everything else that is no letter or digit becomes one hyphen."""
    assert expected == urls.slugify(text)
