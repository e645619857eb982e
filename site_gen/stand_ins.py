"""What stands in for a file that cannot be read, so that the faults of all the others are told in the same run.

Nothing is ever published with one of these: the file they stand for has an error.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from site_gen.diagnostics import Located
from site_gen.model import Article, Audience, Criteria, Examples, Helplines, Match, Runner, SiteConfig, Wording, Words

_NOTHING = Located("", path="")
_NO_WORDS = Words(translations=(("", _NOTHING),))
_ADDRESS = Located("https://example.org", path="")

NO_HELPLINES = Helplines(helplines=())
NO_WORDING = Wording(languages=())
NO_CRITERIA = Criteria(
    disclaimer=_NO_WORDS,
    audience=Audience(ask=_NO_WORDS, someone=_NO_WORDS, me=_NO_WORDS),
    criteria=(),
    outcomes=(),
    examples=Examples(usual=Match()),
)


def languages_of(articles: Iterable[str]) -> tuple[str, ...]:
    """The languages of articles, first that of most of them."""
    counted = Counter(articles)
    return tuple(sorted(counted, key=lambda language: (-counted[language], language)))


def bare_config(articles: Iterable[Article]) -> SiteConfig:
    """A site without a name, in the languages of its articles: first that of most of them."""
    languages = languages_of(article.language for article in articles) or ("en",)
    return SiteConfig(
        name=_NO_WORDS,
        tagline=_NO_WORDS,
        area=_NO_WORDS,
        base_url=_ADDRESS,
        languages=tuple(Located(language, path="") for language in languages),
        demo=False,
        run_by=Runner(name=_NO_WORDS, paid_by=_NO_WORDS),
        exit_url=_ADDRESS,
    )
