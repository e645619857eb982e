"""Jinja2 as the site's templates need it: escaping always on, no undefined names, messages in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from gettext import NullTranslations
from types import CodeType
from typing import Any

import jinja2
from jinja2.bccache import Bucket
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup

from site_gen.filters import make_filters, with_spoken_numbers


def make_environment(
    templates: Mapping[str, str], language: str, home: str, catalogue: NullTranslations
) -> jinja2.Environment:
    """What renders *templates*, texts by name, in *language*; *home* is the first language of the site."""
    environment = _Environment(
        loader=jinja2.FunctionLoader(_loader(templates)),
        bytecode_cache=_COMPILED,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n", _PlainMessages],
    )
    environment.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
    # Jinja adds these two methods to the environment when the i18n extension is loaded.
    install: Any = environment.install_gettext_translations  # type: ignore[attr-defined]
    install(catalogue, newstyle=True)
    says: Any = environment.globals
    says |= {name: with_spoken_numbers(says[name], language) for name in ("gettext", "ngettext", "_")}
    says[_PlainMessages.NAME] = _Messages(catalogue)
    environment.filters |= make_filters(language, home, catalogue)
    return environment


def _loader(templates: Mapping[str, str]) -> Callable[[str], tuple[str, str, None] | None]:
    """The text of a template, and its name in place of a file's: a fault in it is told by its lines."""
    return lambda name: (templates[name], name, None) if name in templates else None


class _Environment(jinja2.Environment):
    """Templates have no globals of their own, so those of all need not be put together for each."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


class _PlainMessages(Extension):
    """A message without values, `_("Guide")`, is looked up and no function called: a page has a hundred of them."""

    NAME = "plain_messages"

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The tokens of a template, with the item of a mapping for each such call."""
        waiting: list[Token] = []
        for token in stream:
            waiting.append(token)
            if not _may_become_call(waiting):
                yield from waiting
                waiting = []
            elif len(waiting) == len(_CALL):
                name, _, message, _ = waiting
                yield Token(name.lineno, "name", self.NAME)
                yield Token(name.lineno, "lbracket", "[")
                yield message
                yield Token(message.lineno, "rbracket", "]")
                waiting = []
        yield from waiting


_CALL = ("name", "lparen", "string", "rparen")


def _may_become_call(tokens: list[Token]) -> bool:
    kinds = tuple(token.type for token in tokens)
    return tokens[0].value == "_" and kinds == _CALL[: len(kinds)]


class _Messages(dict[str, Markup]):
    """Messages as templates show them, each looked up once; a message may contain HTML, as our own templates do."""

    def __init__(self, catalogue: NullTranslations) -> None:
        super().__init__()
        self._catalogue = catalogue

    def __missing__(self, message: str) -> Markup:
        # As for a message with values, two percent signs stand for one.
        self[message] = said = Markup(self._catalogue.gettext(message)) % {}  # noqa: S704
        return said


class _CompiledTemplates(jinja2.BytecodeCache):
    """What templates compile to, kept while the process runs: most of the time that a small build takes.

    By the name of a template, with the checksum of its text: another text is compiled anew.
    """

    def __init__(self) -> None:
        self.known: dict[str, tuple[str, CodeType | None]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self.known.get(bucket.key, ("", None))
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.known[bucket.key] = bucket.checksum, bucket.code


_COMPILED = _CompiledTemplates()
