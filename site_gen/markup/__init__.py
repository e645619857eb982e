"""Markdown of an article to safe HTML, with places left open for directives; never raises for bad text."""

from site_gen.markup.allowances import Allowance, find_allowances
from site_gen.markup.article import (
    Content,
    Converted,
    Converter,
    Draft,
    LinkResolver,
    convert,
    convert_all,
    convert_draft,
)
from site_gen.markup.directives import Directive
from site_gen.markup.lines import Places
from site_gen.markup.page import Heading
from site_gen.markup.prose import Passage, own_words, passages, visible_text, without_quotes

__all__ = [
    "Allowance",
    "Content",
    "Converted",
    "Converter",
    "Directive",
    "Draft",
    "Heading",
    "LinkResolver",
    "Passage",
    "Places",
    "convert",
    "convert_all",
    "convert_draft",
    "find_allowances",
    "own_words",
    "passages",
    "visible_text",
    "without_quotes",
]
