"""What stands behind the marks in a text: everything in an article that is not plain Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from markupsafe import escape

from site_gen.diagnostics import Located
from site_gen.markup.directives import FORMS, Directive

REL = "noopener noreferrer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal:
    """Characters that mean nothing here but could to Python-Markdown, such as a bracket of no link."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    text: str
    is_block: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The destination of `[words](destination)`; *is_sound*: it may be published."""

    destination: Located
    is_sound: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A web or mail address in angle brackets, which is its own words."""

    text: str
    href: Located
    is_sound: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingStart:
    """Stands before the words of a heading and tells where its # is."""

    at: Located


Token: TypeAlias = Directive | Literal | Code | Link | Address | HeadingStart


def is_block(token: Token) -> bool:
    """Whether the HTML of *token* may not stand in a paragraph."""
    return (isinstance(token, Directive) and FORMS[token.name].is_block) or (isinstance(token, Code) and token.is_block)


def as_words(token: Token) -> str:
    """What *token* is in plain text: a destination that belongs to no link is only text too."""
    if isinstance(token, Code | Literal | Address):
        return token.text
    return str(token.destination) if isinstance(token, Link) else ""


def as_html(mark: str, token: Token) -> str:
    """The HTML of *token* where it stands in text; a directive keeps its *mark*."""
    if isinstance(token, Directive):
        return mark
    text = escape(as_words(token))
    if isinstance(token, Code):
        return f"<pre><code>{text}</code></pre>" if token.is_block else f"<code>{text}</code>"
    if isinstance(token, Address) and token.is_sound:
        return f'<a href="{escape(token.href)}" rel="{REL}">{text}</a>'
    return str(text)
