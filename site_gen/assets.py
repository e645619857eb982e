"""Styles and scripts of a page: what its templates use, inlined or named by content, and the policy.

A page carries the shared styles and those of the components its templates import, nothing more.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

import rjsmin

from site_gen.headers import page_policy

TEMPLATES = "templates/"
SHARED_STYLES = ("layers", "tokens", "reset", "base", "layout", "utilities", "print")

_USED_TEMPLATE = re.compile(r"""\{%-?\s*(?:from|import|extends|include)\s+["']([^"']+)["']""")
_USED_SCRIPT = re.compile(r"""(from\s*|import\s*|import\()"\./([a-z_]+)\.js\"""")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STRING = re.compile(r"""("[^"\n]*"|'[^'\n]*')""")
# Not in front of a colon: `a :hover` is another selector than `a:hover`.
_SPARE_SPACE = re.compile(r"\s*([{};])\s*|([:,])\s+")


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
    shared = [sources.get(f"{TEMPLATES}assets/css/{name}.css", b"").decode() for name in SHARED_STYLES]
    return _squeeze("\n".join([*shared, join_own_styles(closure, sources), extra]))


def join_own_styles(closure: tuple[str, ...], sources: Mapping[str, bytes]) -> str:
    """The sheets beside these templates alone."""
    own = sorted(f"{TEMPLATES}{name.removesuffix('.html')}.css" for name in closure)
    return _squeeze("\n".join(sources[path].decode() for path in own if path in sources))


def _squeeze(css: str) -> str:
    """Without comments, and without space around the signs that part rules; strings stay as they are."""
    parts = _STRING.split(_COMMENT.sub("", css))
    parts[::2] = [_SPARE_SPACE.sub(lambda match: match[1] or match[2], part).replace(";}", "}") for part in parts[::2]]
    return "".join(parts).strip()


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


def content_policy(style: str) -> str:
    """The page's Content-Security-Policy: nothing from elsewhere, no network use, no form, this style only."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return page_policy(f"'sha256-{digest}'")
