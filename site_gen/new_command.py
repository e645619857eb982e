"""`build.py new`: a valid program, article or site in the right place, with as few questions as it takes."""
# ruff: noqa: T201  a command prints

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from site_gen.diagnostics import did_you_mean, has_errors
from site_gen.dialog import Question, UnansweredError, ask
from site_gen.exit_codes import AT_FAULT, DONE, WRONG_USAGE
from site_gen.files import read_tree
from site_gen.model import Site
from site_gen.model.kinds import How, PhoneNumber, StateCode, Zip
from site_gen.new_article import NewArticle, add_article
from site_gen.new_program import NewProgram, add_program
from site_gen.report import to_text
from site_gen.schema import DIRECTORY
from site_gen.site_command import SiteCommandError, new_site
from site_gen.translation_command import start_language
from site_gen.verified_entry import Check, EditError, load_records
from site_gen.vocabulary import VERIFIED_HOW
from site_gen.whole_file import replace_file

SKELETONS = Path(__file__).parents[1] / "docs" / "skeletons"

Given = Mapping[str, str | None]


class NewCommandError(Exception):
    """The entry was not written; the message says why, for the admin."""


def run_new(options: argparse.Namespace, *, today: date) -> int:
    """Write what was asked for; the exit code."""
    given = vars(options)
    try:
        if options.kind == "site":
            new_site(options.folder, given=given, today=today)
        elif options.kind == "language":
            return DONE if start_language(root=options.root, language=options.code) else AT_FAULT
        elif options.kind == "program":
            new_program(root=options.root, given=given, path=options.file, today=today)
        else:
            new_article(root=options.root, given=given, language=options.language)
    except (EOFError, UnansweredError) as error:
        print(f"Nothing was written: {str(error) or 'an answer is missing'}", file=sys.stderr)
        return WRONG_USAGE
    except (NewCommandError, SiteCommandError) as error:
        print(f"Nothing was written: {error}", file=sys.stderr)
        return AT_FAULT
    return DONE


def new_program(*, root: Path, given: Given, path: str | None, today: date) -> None:
    """Ask what is not given, and write the program. Raises NewCommandError, UnansweredError."""
    sources, site = _read_site(root)
    answers = ask(_program_questions(site), given)
    where = path or DIRECTORY
    if where not in sources:
        raise NewCommandError(f"there is no {where}; name the file of listings with --file")
    new = NewProgram(
        name=answers["name"],
        levels=_listed(answers["levels"]),
        street=answers["street"],
        city=answers["city"],
        state=answers["state"],
        zip=answers["zip"],
        phone=answers["phone"],
        website=given.get("website") or "",
        organization=given.get("organization") or "",
        source=given.get("source") or site.config.run_by.name.in_language(site.config.languages[0]),
        edition=today.isoformat(),
        check=_make_check(answers, today),
    )
    try:
        added = add_program(sources, new, path=where)
    except EditError as error:
        raise NewCommandError(str(error)) from error
    _write(root / where, added.data)
    print(f"Wrote {added.id} into {where}. Add what else it offers there; what is not said is shown as ask.")
    print("Check with: build.py check")


def new_article(*, root: Path, given: Given, language: str | None) -> None:
    """Ask for title and summary, and write the file. Raises NewCommandError, UnansweredError."""
    sources, site = _read_site(root)
    spoken = language or str(site.config.languages[0])
    answers = ask(_ARTICLE_QUESTIONS, given)
    new = NewArticle(
        title=answers["title"],
        summary=answers["summary"],
        language=spoken,
        name=given.get("name") or "",
        stage=given.get("stage") or "",
    )
    try:
        path, data = add_article(sources, new, frame=_read_frame(spoken))
    except EditError as error:
        raise NewCommandError(str(error)) from error
    (root / path).parent.mkdir(exist_ok=True)
    _write(root / path, data)
    print(f"Wrote {path}, as a draft. See it with: build.py serve --drafts")
    print("Take out draft: true when it is done. docs/writing.md says how an article is built.")


def _program_questions(site: Site) -> tuple[Question, ...]:
    levels = {str(level.id): str(level.short) for level in site.criteria.levels}
    offered = ", ".join(f"{key} ({name})" if key.lower() != name.lower() else key for key, name in levels.items())

    def check_levels(answer: str) -> str:
        unknown = next((one for one in _listed(answer) if one not in levels), "")
        return f'there is no level "{unknown}"; {did_you_mean(unknown, levels)}' if unknown else ""

    return (
        Question(key="name", words="Name of the program"),
        Question(key="levels", words=f"Levels of care, with commas: {offered}", check=check_levels),
        Question(key="street", words="Street and number", required=False),
        Question(key="city", words="City"),
        Question(key="state", words="State, two letters", kind=StateCode),
        Question(key="zip", words="ZIP code", kind=Zip),
        Question(key="phone", words="Phone, such as 973-555-0123", kind=PhoneNumber, required=False),
        Question(key="by", words="Who has checked this, as readers shall see it", required=False),
        Question(key="how", words=f"How: {', '.join(VERIFIED_HOW)}", kind=How, follows="by"),
    )


_ARTICLE_QUESTIONS = (
    Question(key="title", words="Title, best as the reader's question"),
    Question(key="summary", words="Summary, one sentence"),
)


def _listed(answer: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in answer.split(",") if word.strip()))


def _make_check(answers: Mapping[str, str], today: date) -> Check | None:
    if bool(answers["by"]) != bool(answers["how"]):
        raise NewCommandError("who has checked it, and how, belong together: give both or none")
    return Check(on=today, by=answers["by"], how=answers["how"]) if answers["by"] else None


def _read_site(root: Path) -> tuple[Mapping[str, bytes], Site]:
    sources, faults = read_tree(root)
    if has_errors(faults):
        raise NewCommandError(to_text(faults, sources))
    try:
        return sources, load_records(sources)[0]
    except EditError as error:
        raise NewCommandError(str(error)) from error


def _read_frame(language: str) -> str:
    own = SKELETONS / f"article.{language}.md"
    return (own if own.is_file() else SKELETONS / "article.md").read_text(encoding="utf-8")


def _write(path: Path, data: bytes) -> None:
    try:
        replace_file(path, data)
    except OSError as error:
        raise NewCommandError(f"{path} cannot be written: {error.strerror}") from error
