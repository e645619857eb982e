"""The small site in a second language that nobody speaks: every text is there, in brackets and 40 % longer.

What stands outside of the brackets on its pages has passed by the translations. It is written from right to left.
"""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser

from site_gen.messages import list_messages
from site_gen.translations import digest_of, list_texts
from tests.small_site import Changes, edited, load_small, small_sources

LANGUAGE = "ar"
OPEN, CLOSE = "⟦", "⟧"
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=6; plural=0;\\n"\n\n'
FORMS = 6
LINKS = re.compile(r"\[\[.*?\]\]|\]\([^)]*\)|[\[*#]+")

# Attributes that are read to somebody, shown, or sent.
SPOKEN = frozenset({"alt", "aria-label", "content", "placeholder", "title"})
WRITTEN = re.compile(r"[A-Za-z]{3,}")


def strange(text: str) -> str:
    """*text* in the other language."""
    return f"{OPEN}{text}{'·' * (len(text) * 2 // 5)}{CLOSE}"


@cache
def in_another_language() -> Changes:
    """What makes the small site one in English and that language, with nothing left to translate."""
    site = load_small()
    texts = dict.fromkeys(str(one.words.at) for one in list_texts(site))
    articles = {
        f"content/{LANGUAGE}/{article.slug}.md": (
            f"---\ntitle: {_quote(strange(article.front.title))}\nsummary: {_quote(strange(article.front.summary))}\n"
            f"slug: x-{article.slug}\ntranslates: {_quote(digest_of(article))}\n---\n{_strange_body(article.body)}"
        )
        for article in site.articles
    }
    return {
        **edited("content/site.yaml", "[en]", f"[en, {LANGUAGE}]"),
        **articles,
        f"content/{LANGUAGE}/texts.po": HEAD + "".join(_entry(text) for text in texts),
        f"templates/i18n/{LANGUAGE}.po": HEAD + "".join(_messages()),
    }


def _messages() -> list[str]:
    written = []
    for message in list_messages(small_sources()):
        if message.context:
            written.append(
                f"msgctxt {_quote(message.context)}\nmsgid {_quote(message.id)}\nmsgstr {_quote(f'x-{message.id}')}\n\n"
            )
        elif message.plural:
            forms = "".join(f"msgstr[{form}] {_quote(strange(message.plural))}\n" for form in range(FORMS))
            written.append(f"msgid {_quote(message.id)}\nmsgid_plural {_quote(message.plural)}\n{forms}\n")
        else:
            written.append(_entry(message.id))
    return written


def _entry(text: str) -> str:
    return f"msgid {_quote(text)}\nmsgstr {_quote(strange(text))}\n\n"


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _strange_body(body: str) -> str:
    """Its words in the other language; directives, destinations and signs of Markdown as they are."""
    return "\n".join(line if line.startswith(":::") else _strange_line(line) for line in body.split("\n"))


def _strange_line(line: str) -> str:
    words, signs = LINKS.split(line), LINKS.findall(line)
    said = [strange(one) if one.strip() else one for one in words]
    # A sign is followed by a space where it makes a heading.
    said = [f" {one}" if place and signs[place - 1].startswith("#") else one for place, one in enumerate(said)]
    return "".join(part for pair in zip(said, [*signs, ""], strict=True) for part in pair)


class _Seen(HTMLParser):
    """What a page says in its own language: text, and attributes that are text."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_left_out = tag in {"script", "style"} or given.get("lang", LANGUAGE) != LANGUAGE
        if tag not in {"br", "input", "link", "meta", "path", "rect"}:
            self._open.append((tag, is_left_out))
        if not any(is_out for _, is_out in self._open) and (tag != "meta" or given.get("name") == "description"):
            self.said += [
                str(value)
                for name, value in attrs
                if name in SPOKEN or (name.startswith("data-") and " " in str(value))
            ]

    def handle_endtag(self, tag: str) -> None:
        if any(tag == name for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not any(is_out for _, is_out in self._open):
            self.said.append(data)


def find_untranslated(page: str, names: tuple[str, ...]) -> list[str]:
    """What a page says in Latin letters that is not translated, apart from *names*."""
    seen = _Seen()
    seen.feed(page)
    return find_outside(" | ".join(seen.said), names)


def find_outside(said: str, names: tuple[str, ...]) -> list[str]:
    """What stands in no brackets, in Latin letters."""
    for name in sorted(names, key=len, reverse=True):
        said = said.replace(name, "")
    inside = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
    while inside.search(said):
        said = inside.sub("", said)
    return [part.strip() for part in said.split("|") if WRITTEN.search(part)]
