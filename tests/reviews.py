"""The small and the shipped criteria for tests of their review, and the report as plain text."""

from __future__ import annotations

import html
import re
from functools import cache

from site_gen.model import Criteria
from site_gen.quiz import compile_flow
from site_gen.review import HTML, Review, make_review
from site_gen.review.combinations import Side, count_combinations, list_answers, make_side
from tests.criteria import ROOT, load_criteria, read_criteria
from tests.small_site import TODAY, Changes, read_folder, shipped_sources, small_sources

PATH = "content/criteria.yaml"
TEXT = small_sources()[PATH].decode()
SMALL = read_criteria(TEXT)
SHIPPED = load_criteria(PATH)


def side_of(criteria: Criteria) -> Side:
    """The criteria with the questions that decide."""
    return make_side(criteria, compile_flow(criteria).flow)


def count_all(criteria: Criteria) -> int:
    """All combinations of answers, as the report counts them."""
    side = side_of(criteria)
    return count_combinations(side, list_answers((side,), [str(c.id) for c in criteria.criteria], {}))


@cache
def review_shipped() -> Review:
    """The review of the repository's own content."""
    templates = {f"templates/{path}": data for path, data in read_folder(ROOT / "templates").items()}
    return make_review({**templates, **shipped_sources()}, today=TODAY)


def review_small(changes: Changes | None = None, *, since: str | None = None) -> Review:
    """The review of the small site with *changes*, compared with the criteria written in *since*."""
    older = None if since is None else ("old.yaml", since.encode())
    return make_review(small_sources(changes), today=TODAY, since=older)


def text_of(review: Review) -> str:
    """What the report says, without its markup."""
    page = review.outputs[HTML].decode().replace("<wbr>", "")
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())
