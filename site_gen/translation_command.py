"""`build.py check --lang`: what a language lacks; `build.py new language`: the files of a new one."""
# ruff: noqa: T201  a command prints

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from site_gen import i18n, report, texts
from site_gen.diagnostics import Diagnostic, Located, has_errors
from site_gen.files import read_tree
from site_gen.loading import load_site
from site_gen.messages import list_messages
from site_gen.model import Site
from site_gen.translation_drafts import draft_catalogue, draft_texts, say_checklist, say_missing
from site_gen.translations import compare, list_texts


def tell_missing(*, root: Path, language: str) -> bool:
    """Print what *language* lacks, also when the site is not made in it yet; whether that could be found out."""
    sources, site = _read(root, language)
    if site is None:
        return False
    if language == site.config.languages[0] == i18n.TEMPLATES_LANGUAGE:
        print(f"All other languages are translated from {language}.")
        return True
    if language not in site.config.languages:
        languages = (*site.config.languages, Located(language, path=""))
        site = texts.fill(replace(site, config=replace(site.config, languages=languages)), sources)
    print(say_missing(compare(site, sources, language)))
    return True


def start_language(*, root: Path, language: str) -> bool:
    """Write the files of a new language, and say what to do with them."""
    sources, site = _read(root, language)
    if site is None:
        return False
    if language in site.config.languages:
        return _refuse(f"the site is made in {language} already; see build.py check --lang {language}")
    _write_new(root / i18n.catalogue_path(language), draft_catalogue(list_messages(sources), language))
    _write_new(root / texts.texts_path(language), draft_texts(list_texts(site), language))
    print(say_checklist(language))
    return True


def _refuse(why: str) -> bool:
    print(f"Nothing was done: {why}", file=sys.stderr)
    return False


def _read(root: Path, language: str) -> tuple[Mapping[str, bytes], Site | None]:
    """The site, if it has no errors of form and *language* is one that can be written."""
    if not (language.isalpha() and language.islower() and i18n.is_known(language)):
        _refuse(f"{language} is no language that dates and lists can be written in, such as es or ar")
        return {}, None
    sources, unread = read_tree(root)
    site, found = load_site(sources) if sources else (None, ())
    _tell_errors((*unread, *found), sources)
    return sources, site


def _tell_errors(faults: tuple[Diagnostic, ...], sources: Mapping[str, bytes]) -> None:
    errors = tuple(fault for fault in faults if has_errors([fault]))
    if errors:
        print(report.to_text(errors, sources), file=sys.stderr)


def _write_new(path: Path, content: str) -> None:
    """Whatever stands there is somebody's work."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(content)
    except FileExistsError:
        print(f"{path} is there already and stays as it is.")
    else:
        print(f"Wrote {path}.")
