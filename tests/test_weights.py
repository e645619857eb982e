"""How heavy pages are, and which are named."""

from __future__ import annotations

import gzip
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from site_gen.verify.weights import MOST_NAMED, Scale, Weight, describe_weights, weigh_lightly
from tests.examples import examples
from tests.small_site import build_site

LIMIT = 14_336


def page_of(size: int, seed: int) -> bytes:
    """A page of words that compress as words do."""
    words = [f"word{number}" for number in range(400)]
    return " ".join(Random(seed).choices(words, k=size)).encode()  # noqa: S311  no secret


@examples(25)
@given(st.lists(st.integers(0, 3_000), min_size=1, max_size=15))
def test_the_heaviest_pages_are_those_that_weigh_most(sizes: list[int]) -> None:
    """As if every page had been compressed as well as can be."""
    pages = {f"{number}.html": page_of(size, number) for number, size in enumerate(sizes)}
    scale = Scale()
    for path, data in pages.items():
        _weigh(scale, path, data, LIMIT)
    weights = sorted((len(gzip.compress(data, 9)) for data in pages.values()), reverse=True)
    assert [one.size for one in scale.heaviest] == weights[:MOST_NAMED]


def _weigh(scale: Scale, path: str, data: bytes, limit: int) -> Weight | None:
    return scale.weigh(path, data, limit, weigh_lightly(data))


def test_a_page_over_its_limit_is_weighed_however_many_are_heavier() -> None:
    """Its limit may be lower than that of others."""
    scale = Scale()
    for number in range(MOST_NAMED):
        _weigh(scale, f"{number}.html", page_of(3_000, number), LIMIT)
    weight = _weigh(scale, "small.html", page_of(300, 9), 100)
    assert weight is not None
    assert weight.size > weight.limit


def test_a_build_names_its_heaviest_pages() -> None:
    """Five, from the heaviest down, with what they may weigh."""
    heaviest = build_site().heaviest
    assert len(heaviest) == MOST_NAMED
    assert sorted(heaviest, reverse=True) == list(heaviest)


def test_weights_are_told_in_the_kilobytes_of_the_limits() -> None:
    """Of 1,024 bytes."""
    one = Weight(size=22_000, limit=22_304, path="programs/index.html")
    assert describe_weights((one,)) == "Heaviest pages, in kB gzipped: programs/index.html 21.5 of 21.8."
    assert describe_weights(()) == ""
