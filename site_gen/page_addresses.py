"""Where pages stand in each language. A page has one address as its name, that in the first language.

The others stand in a folder named by their language, with addresses in its own words: /quiz/ is /es/cuestionario/.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from site_gen import urls
from site_gen.i18n import TEMPLATES_LANGUAGE, is_known
from site_gen.model import Article, Site

# What a catalogue may translate, each as a message with the context of `i18n.ADDRESS`.
FOLDERS = ("programs", "in", "quiz", "compare", "call-sheet", "outcomes", "levels", "data")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """*names*: for each language but the first, what articles and folders of the first are called there."""

    home: str
    names: Mapping[str, Mapping[str, str]]

    @property
    def languages(self) -> tuple[str, ...]:
        return self.home, *self.names

    def place(self, address: str, language: str) -> str:
        """Where the page that is known by *address* stands in *language*; files are the same for all."""
        if language == self.home or urls.is_file(address):
            return address
        names, (first, *rest) = self.names[language], address.split("/")
        if f"{first}/" == urls.PROGRAMS and rest[0] == "in":
            rest[0] = names.get("in", "in")
        return "/".join((language, names.get(first, first), *rest)) if first else f"{language}/"

    def linker(self, source: str, language: str) -> Callable[[str], str]:
        """What makes the shortest link from the page known by *source* to another of the same *language*."""
        here = self.place(source, language)
        return lambda target: urls.relative(here, self.place(target, language))


def plan_addresses(site: Site, say: Callable[[str, str], str]) -> Addresses:
    """The addresses of *site*. *say*: a folder in a language, as its catalogue has it."""
    # A language that nobody can write is a fault of its own.
    home, *others = [str(one) for one in site.config.languages if is_known(one)] or [TEMPLATES_LANGUAGE]
    return Addresses(
        home=home,
        names={
            language: {**_name_folders(language, say), **_name_articles(site.articles, language)} for language in others
        },
    )


def _name_folders(language: str, say: Callable[[str, str], str]) -> dict[str, str]:
    named = ((folder, urls.slugify(say(folder, language))) for folder in FOLDERS)
    return {folder: name or folder for folder, name in named}


def _name_articles(articles: Iterable[Article], language: str) -> dict[str, str]:
    return {str(article.slug): article.place for article in articles if article.language == language}
