"""The rest of content/ (site, helplines, articles), and the site as one value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from site_gen.diagnostics import Located
from site_gen.model.criteria import (
    Criteria,
)
from site_gen.model.directory import (
    Directory,
)
from site_gen.model.glossary import Term
from site_gen.model.kinds import (
    Color,
    Email,
    HelplineNumber,
    Id,
    Keyed,
    LanguageCode,
    OriginalDigest,
    PressedKey,
    Section,
    Slug,
    Stage,
    WebAddress,
    Words,
)
from site_gen.model.sources import Citation, Source
from site_gen.model.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """Who runs and pays for the site, as its footer says."""

    name: Words
    url: WebAddress | None = None
    email: Email | None = None
    paid_by: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """From where on the build complains: how hard a text may be to read, and how old a fact may be.

    *article_grade*, *question_grade*: years of school. *sentence_words*: the most words of a sentence.
    *review_months_late*: how long after its day a review may still be waited for. The days of a helpline count
    from its last check. *stale_after*, *hide_after*, *fail_after*: days since a listing was last confirmed, after
    which it is marked, listed apart, an error. *openings_after*: days for which a word on openings is believed.
    *programs_gone*: how many of a hundred programs one build may take off the site.
    """

    article_grade: int = 8
    question_grade: int = 6
    sentence_words: int = 25
    review_months_late: int = 6
    helpline_warn_days: int = 180
    helpline_fail_days: int = 400
    stale_after: int = 365
    hide_after: int = 900
    fail_after: int = 1200
    openings_after: int = 30
    programs_gone: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Colors:
    """The site's own color, in place of ours: of links, buttons and marks.

    *accent*: on light pages. *accent_dark*: on dark ones, which devices ask for at night.
    """

    accent: Color
    accent_dark: Color


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteConfig:
    """*base_url*: where the site will stand, when the build is not told.

    *exit_url*: where "Leave this site" goes; without it, no page has that link. *require_review*: publish
    nothing while clinicians have not signed the criteria as they are.
    """

    name: Words
    tagline: Words
    area: Words
    base_url: WebAddress
    languages: tuple[LanguageCode, ...]
    demo: bool
    require_review: bool = False
    run_by: Runner
    report_problem: WebAddress | Email | None = None
    exit_url: WebAddress | None = None
    colors: Colors | None = None
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """A helpline reached by text message: send *word* to the number *to*."""

    to: HelplineNumber
    word: Located | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HelplineAccess:
    """How a helpline is reached in one language: what to *press* when calling, and the *word* to send as a text."""

    id: LanguageCode
    press: PressedKey | None = None
    word: Located | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Helpline:
    """A crisis line or public line. *on_every_page* puts it into the crisis block. *access*: by language."""

    id: Id
    name: Words
    short: Words
    use_for: Words
    call: HelplineNumber | None = None
    call_note: Words | None = None
    tty: HelplineNumber | None = None
    text: TextLine | None = None
    access: Annotated[tuple[HelplineAccess, ...], Keyed()] = ()
    chat: WebAddress | None = None
    hours: Words
    languages: Words
    on_every_page: bool = False
    checked_on: date
    checked_how: Words
    source: Citation

    def access_in(self, language: str) -> HelplineAccess | None:
        """How it is reached in *language*, where that differs from how it is reached at all."""
        return next((one for one in self.access if one.id == language), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Helplines:
    helplines: tuple[Helpline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    name: Located
    credential: Located


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """*section*: `guide` for an article, `site` for a page about the site. *stage*: when a reader may want it.

    *review_in*: months.
    """

    title: Located
    summary: Located
    order: int
    section: Section = Located("guide", path="")
    stage: Stage | None = None
    level: Id | None = None
    reviewed_on: date | None = None
    review_in: int = 12
    reviewed_by: Reviewer | None = None
    sources: tuple[Id, ...] = ()
    aliases: tuple[Slug, ...] = ()
    draft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """The front matter of an article in another language than the first: what is its own.

    *slug*: its address. *translates*: the digest of the original it was made from; see `translations`. Order, section,
    stage, level, sources and aliases are those of the original.
    """

    title: Located
    summary: Located
    slug: Slug
    translates: OriginalDigest | None = None
    reviewed_on: date | None = None
    review_in: int = 12
    reviewed_by: Reviewer | None = None
    draft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One Markdown file. *slug* is its name, the same in all languages; *body* starts below the front matter.

    *translation*: its own front matter, where the article is one; *front* then is that of the original with it.
    """

    slug: Located
    language: str
    front: FrontMatter
    body: Located
    translation: Translation | None = None

    @property
    def place(self) -> str:
        """What it is called in its address."""
        return str(self.translation.slug if self.translation else self.slug)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    config: SiteConfig
    helplines: tuple[Helpline, ...]
    criteria: Criteria
    directory: Directory
    articles: tuple[Article, ...]
    wording: Wording
    glossary: tuple[Term, ...] = ()
    sources: tuple[Source, ...] = ()

    def sources_of(self, ids: Iterable[str]) -> tuple[Source, ...]:
        """The sources that *ids* name, in their order; ids of none are left out."""
        known = {str(source.id): source for source in self.sources}
        return tuple(known[one] for one in ids if one in known)
