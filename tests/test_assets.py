"""Styles, scripts and the policy of a page."""

from __future__ import annotations

import base64
import hashlib

from site_gen.assets import content_policy, join_styles, list_scripts, template_closure

TEMPLATES = {
    "pages/quiz.html": '{% extends "base.html" %}{% from "components/card.html" import card %}',
    "pages/home.html": '{% extends "base.html" %}',
    "base.html": '{% from "components/crisis.html" import crisis %}',
    "components/card.html": "",
    "components/crisis.html": "",
}
SOURCES = {
    "templates/assets/css/layers.css": b"@layer base;\n",
    "templates/assets/css/base.css": b"/* why */\n  a > b { color: red }\n",
    "templates/components/card.css": b".card{}",
    "templates/components/crisis.css": b".crisis{}",
    "templates/components/quiz.js": b'import { walk } from "./flow.js";\n',
    "templates/assets/js/flow.js": b"export function walk() {}\n",
}


def test_page_carries_the_styles_of_what_it_imports_and_no_others() -> None:
    """Shared sheets in their order, then those of the components in reach of the template."""
    home = join_styles(template_closure("pages/home.html", TEMPLATES), SOURCES)
    quiz = join_styles(template_closure("pages/quiz.html", TEMPLATES), SOURCES, extra=".own{}")
    assert home == "@layer base;a > b{color:red}.crisis{}"
    assert quiz == "@layer base;a > b{color:red}.card{}.crisis{}.own{}"


def test_policy_allows_exactly_the_style_of_the_page() -> None:
    """The hash is that of the text between the style tags."""
    digest = base64.b64encode(hashlib.sha256(b"a{}").digest()).decode()
    assert f"style-src 'sha256-{digest}';" in content_policy("a{}")


def test_scripts_are_named_by_content_and_import_each_other_by_those_names() -> None:
    """A changed script gets a new name, and so does every script that imports it."""
    before = list_scripts(SOURCES)
    after = list_scripts({**SOURCES, "templates/assets/js/flow.js": b"export function walk() { return 1; }\n"})
    name = before["flow"].path.removeprefix("assets/")
    assert before["quiz"].content == f'import{{walk}}from"./{name}";\n'.encode()
    assert before["quiz"].path != after["quiz"].path


def test_scripts_are_published_without_comments_and_indentation() -> None:
    """What explains the code to developers is not for phones to load; what stands in quotes stays."""
    script = (
        b'/**\n * Why.\n */\nexport function say() {\n  /** @type {string} */\n  return "a /* b */ c"; // short\n}\n'
    )
    published = list_scripts({"templates/components/say.js": script})["say"].content
    assert published == b'export function say(){return"a /* b */ c";}\n'


def test_script_imported_on_use_is_found_by_its_published_name() -> None:
    """Not so where a comment only names the type of another script: two may do so of each other."""
    scripts = list_scripts(
        {
            "templates/components/list.js": b'export const open = () => import("./panel.js");\n',
            "templates/components/panel.js": b'/** @param {import("./list.js").List} list */\nexport class Panel {}\n',
        }
    )
    name = scripts["panel"].path.removeprefix("assets/")
    assert scripts["list"].content == f'export const open=()=>import("./{name}");\n'.encode()
    assert scripts["panel"].content == b"export class Panel{}\n"
