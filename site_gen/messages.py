"""Every message that pages are made of: what templates say, and the labels that stand in the code.

A catalogue translates these, and is whole when it has all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from jinja2.ext import babel_extract

from site_gen import (
    articles,
    call_questions,
    coverage,
    finder,
    levels,
    listing,
    page,
    page_addresses,
    pages,
    program_lists,
    quiz_page,
    stated,
    vocabulary,
)
from site_gen.assets import TEMPLATES
from site_gen.i18n import ADDRESS

# Only reviewers and staff read these, in the first language.
FOR_STAFF = ("review/", "lists/")
OPTIONS = {"trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true", "silent": "false"}
KEYWORDS = ("_", "gettext", "ngettext")

# What families are told when there is danger, and how to leave: a page in another language may lack none of it.
SAFETY_TEMPLATES = (
    "components/calls.html",
    "components/call_guide.html",
    "components/crisis_bar.html",
    "components/helpline_card.html",
    "components/helpline_link.html",
    "components/question.html",
    "components/quiz_result.html",
    "components/quiz_step.html",
    "components/result_words.html",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """*plural*: for more than one. *context*: for what is no text of a page. *is_safety*: no page may lack it."""

    id: str
    plural: str = ""
    context: str = ""
    path: str = ""
    line: int = 0
    is_safety: bool = False


def list_messages(sources: Mapping[str, bytes]) -> tuple[Message, ...]:
    """All messages, each once: as it is said where it matters most."""
    found: dict[tuple[str, str], Message] = {}
    for message in (*_list_in_templates(sources), *_list_labels()):
        key = message.context, message.id
        if key not in found or (message.is_safety and not found[key].is_safety):
            found[key] = message
    return tuple(found.values())


def _list_in_templates(sources: Mapping[str, bytes]) -> Iterator[Message]:
    for path, data in sources.items():
        name = path.removeprefix(TEMPLATES)
        if path.startswith(TEMPLATES) and path.endswith(".html") and not name.startswith(FOR_STAFF):
            for line, id_, plural in _extract(data):
                yield Message(id=id_, plural=plural, path=path, line=line, is_safety=name in SAFETY_TEMPLATES)


@cache
def _extract(template: bytes) -> tuple[tuple[int, str, str], ...]:
    """Line, message and its plural, as often as they stand there. Templates rarely change between builds."""
    found = []
    for line, function, said, _ in babel_extract(BytesIO(template), KEYWORDS, [], OPTIONS):
        id_, *others = said if isinstance(said, tuple) else (said,)
        if isinstance(id_, str):  # a variable stands for a label, which has its place in the code
            found.append((line, id_, str(others[0]) if function == "ngettext" else ""))
    return tuple(found)


def _list_labels() -> Iterator[Message]:
    for module, labels in (
        ("page_addresses", page_addresses.FOLDERS),
        ("articles", articles.MESSAGES),
        ("coverage", coverage.MESSAGES),
        ("finder", finder.MESSAGES),
        ("levels", levels.DAYS),
        ("page", page.MESSAGES),
        ("pages", pages.MESSAGES),
        ("program_lists", program_lists.MESSAGES),
        ("quiz_page", (quiz_page.ASK_ABOUT,)),
        ("listing", listing.TITLES.values()),
        ("stated", _list_stated()),
        ("call_questions", _list_questions()),
        ("vocabulary", _list_vocabulary()),
    ):
        context = ADDRESS if module == "page_addresses" else ""
        for label in labels:
            yield Message(id=label, context=context, path=f"site_gen/{module}.py")


def _list_stated() -> Iterable[str]:
    labels = (*stated.TITLES.values(), *(label for group in stated.LABELS.values() for label in group.values()))
    return filter(None, labels)


def _list_questions() -> Iterator[str]:
    for one in call_questions.QUESTIONS:
        yield from (one.ask, one.why, one.listen)


def _list_vocabulary() -> Iterator[str]:
    for labels in vars(vocabulary).values():
        if isinstance(labels, dict) and labels.keys() and all(isinstance(one, str) for one in labels.values()):
            yield from labels.values()
