"""Styles and scripts of a page: what its templates use, inlined or named by content, and the policy.

A page carries the shared styles and those of the components its templates import, nothing more.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import rjsmin

from site_gen.headers import page_policy

TEMPLATES = "templates/"
SHARED_STYLES = ("layers", "tokens", "reset", "base", "layout", "utilities", "print")

_USED_TEMPLATE = re.compile(r"""\{%-?\s*(?:from|import|extends|include)\s+["']([^"']+)["']""")
_USED_SCRIPT = re.compile(r"""(from\s*|import\s*|import\()"\./([a-z_]+)\.js\"""")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# Around these a style sheet needs no space; what stands in quotes is left as it is.
_LOOSE = re.compile(r"""("[^"]*"|'[^']*')|;?\s*(})\s*|\s*([{;,>])\s*|(:)\s+""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A script file: *path* is where it is published, with a digest of its content in the name."""

    path: str
    content: bytes


def template_closure(name: str, templates: Mapping[str, str]) -> tuple[str, ...]:
    """The template and all it extends, includes or imports, each once, in the order found."""
    found: list[str] = []
    waiting = [name]
    while waiting:
        current = waiting.pop(0)
        if current not in found and current in templates:
            found.append(current)
            waiting += _USED_TEMPLATE.findall(templates[current])
    return tuple(found)


def join_styles(closure: tuple[str, ...], sources: Mapping[str, bytes], extra: str = "") -> str:
    """The style sheet of a page: shared sheets, its components' sheets, and rules made for it."""
    shared = [_squeeze(sources.get(f"{TEMPLATES}assets/css/{name}.css", b"").decode()) for name in SHARED_STYLES]
    return "".join([*shared, join_own_styles(closure, sources), _squeeze(extra)])


def join_own_styles(closure: tuple[str, ...], sources: Mapping[str, bytes]) -> str:
    """The sheets beside these templates alone."""
    own = sorted(f"{TEMPLATES}{name.removesuffix('.html')}.css" for name in closure)
    return "".join(_squeeze(sources[path].decode()) for path in own if path in sources)


@lru_cache(maxsize=256)
def _squeeze(css: str) -> str:
    """A whole sheet without comments, and without the spaces that only people need; most pages share it."""
    return _LOOSE.sub(lambda found: found[found.lastindex or 0], _COMMENT.sub("", css)).strip()


def list_scripts(sources: Mapping[str, bytes]) -> dict[str, Script]:
    """Every script of the templates by its name, with its imports pointing at the published names."""
    texts = {
        path.rsplit("/", 1)[-1].removesuffix(".js"): data.decode()
        for path, data in sources.items()
        if path.startswith((f"{TEMPLATES}components/", f"{TEMPLATES}assets/js/")) and path.endswith(".js")
    }
    scripts: dict[str, Script] = {}
    for name in texts:
        _add_script(name, texts, scripts)
    return scripts


def _add_script(name: str, texts: Mapping[str, str], scripts: dict[str, Script]) -> None:
    if name in scripts:
        return
    text = rjsmin.jsmin(texts[name])  # first: comments import types from each other
    for _, used in _USED_SCRIPT.findall(text):
        if used in texts:
            _add_script(used, texts, scripts)
    text = _USED_SCRIPT.sub(lambda m: f'{m[1]}"./{_file_name(m[2], scripts)}"', text)
    scripts[name] = name_script(name, f"{text}\n")


def name_script(name: str, text: str) -> Script:
    """A script with the digest of its text in its published name: kept by browsers until it changes."""
    content = text.encode()
    digest = hashlib.sha256(content).hexdigest()[:10]
    return Script(path=f"assets/{name}.{digest}.js", content=content)


def _file_name(name: str, scripts: Mapping[str, Script]) -> str:
    return scripts[name].path.rsplit("/", 1)[-1] if name in scripts else f"{name}.js"


def read_inline_script(name: str, sources: Mapping[str, bytes]) -> str:
    """A script that stands in the page itself: no request may come between a reader and what it does."""
    script: str = rjsmin.jsmin(sources.get(f"{TEMPLATES}assets/inline/{name}.js", b"").decode())
    return script


def content_policy(style: str, script: str = "") -> str:
    """The page's Content-Security-Policy: nothing from elsewhere, no network, no form, this style and script only."""
    return page_policy(_source_of(style), _source_of(script) if script else "")


def _source_of(code: str) -> str:
    """How a policy names inline code."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"
