"""Markdown of an article to safe HTML, with places left open for directives; never raises for bad text."""

from site_gen.markup.article import Content, LinkResolver, convert
from site_gen.markup.directives import Directive
from site_gen.markup.lines import Places
from site_gen.markup.page import Heading
from site_gen.markup.prose import Passage, passages, visible_text

__all__ = [
    "Content",
    "Directive",
    "Heading",
    "LinkResolver",
    "Passage",
    "Places",
    "convert",
    "passages",
    "visible_text",
]
