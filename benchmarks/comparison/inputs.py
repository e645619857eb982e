"""Writes the same work as the site of each generator: its files from sites/, the articles, and the data."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from benchmarks.comparison.work import PlainArticle, Record, Work
from benchmarks.make_directory import write_site

SITES = Path(__file__).parent / "sites"
# Hugo refuses a YAML file with more than 10,000 lists and mappings, aliases or not.
MOST_IN_A_FILE = 500
EDITED_ARTICLE = "what-is-iop"

# Of a page of each kind in the site that Stepdown built: where its style comes from.
STYLED = {
    "list": "programs/index.html",
    "article": f"{EDITED_ARTICLE}/index.html",
    "program": "programs/{id}/index.html",
}
_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


def write_stepdown(root: Path, count: int) -> None:
    """The root of a Stepdown site with *count* programs, in one language as those of the others."""
    write_site(root, count)
    config = root / "content" / "site.yaml"
    config.write_text(re.sub(r"(?m)^languages: .*$", "languages: [en]", config.read_text("utf-8")), "utf-8")
    for folder in (root / "content").iterdir():
        if folder.is_dir() and folder.name != "en":
            shutil.rmtree(folder)


def read_styles(built: Mapping[str, bytes] | Path, program: str) -> dict[str, str]:
    """The style of each kind of page, as Stepdown has written it into the page of *program* and others."""
    paths = {kind: path.format(id=program) for kind, path in STYLED.items()}
    pages = {
        kind: (built / path).read_bytes() if isinstance(built, Path) else built[path] for kind, path in paths.items()
    }
    return {kind: b"".join(_STYLE.findall(page)).decode() for kind, page in pages.items()}


def write_hugo(root: Path, work: Work, styles: Mapping[str, str], *, form: str = "yaml") -> None:
    """Hugo reads data/ by itself, in YAML or JSON."""
    shutil.copytree(SITES / "hugo", root)
    _write_articles(root / "content", work)
    _write_data(root / "data", work, form=form)
    (root / "styles").mkdir()
    _write_styles(root / "styles", styles)
    (root / "data" / f"articles.{form}").unlink()  # it knows its pages


def write_hugo_json(root: Path, work: Work, styles: Mapping[str, str]) -> None:
    """The same for Hugo, in the form it reads faster."""
    write_hugo(root, work, styles, form="json")


def write_eleventy(root: Path, work: Work, styles: Mapping[str, str]) -> None:
    """Eleventy's templates in Nunjucks are those in Jinja, by another name for what fills them."""
    shutil.copytree(SITES / "eleventy", root)
    shutil.copytree(SITES / "jinja", root / "templates", dirs_exist_ok=True)
    _write_articles(root / "content", work, more={"layout": "page.njk", "permalink": "/{name}/index.html"})
    _write_data(root / "data", work)
    _write_styles(root / "templates", styles)


def write_pelican(root: Path, work: Work, styles: Mapping[str, str]) -> None:
    """The front matter of Pelican's articles is no YAML: what stands after the colon is the value."""
    shutil.copytree(SITES / "pelican", root, ignore=shutil.ignore_patterns("plugin.py", "__pycache__"))
    shutil.copytree(root / "templates", root / "theme" / "templates")
    shutil.copytree(SITES / "jinja", root / "theme" / "templates", dirs_exist_ok=True)
    _write_articles(root / "content", work, more={"slug": "{name}"}, is_yaml=False)
    _write_data(root / "data", work)
    _write_styles(root / "theme" / "templates", styles)


def write_mkdocs(root: Path, work: Work, styles: Mapping[str, str]) -> None:
    """MkDocs makes its own sitemap."""
    shutil.copytree(SITES / "mkdocs", root, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(SITES / "jinja", root / "theme", dirs_exist_ok=True, ignore=shutil.ignore_patterns("sitemap.xml"))
    _write_articles(root / "content", work)
    _write_data(root / "data", work)
    _write_styles(root / "theme", styles)


def _write_articles(folder: Path, work: Work, *, more: Mapping[str, str] | None = None, is_yaml: bool = True) -> None:
    folder.mkdir(exist_ok=True)
    for article in work.articles:
        lines = [*_front_matter(article, more or {}, is_yaml=is_yaml)]
        text = "\n".join(("---", *lines, "---", "", article.body))
        (folder / f"{article.name}.md").write_text(text, "utf-8")


def _front_matter(article: PlainArticle, more: Mapping[str, str], *, is_yaml: bool) -> Iterator[str]:
    own = {"title": article.title, "summary": article.summary, "stage": article.stage}
    for key, value in {**own, **{key: value.format(name=article.name) for key, value in more.items()}}.items():
        yield f"{key}: {json.dumps(value, ensure_ascii=False) if is_yaml else value}"


def _write_data(folder: Path, work: Work, *, form: str = "yaml") -> None:
    (folder / "programs").mkdir(parents=True)
    listed = [
        {"name": one.name, "title": one.title, "summary": one.summary, "stage": one.stage} for one in work.articles
    ]
    for name, value in {"words": work.words, "articles": listed, **dict(split_programs(work))}.items():
        (folder / f"{name}.{form}").write_text(to_text(value, form), "utf-8")


def split_programs(work: Work) -> Iterator[tuple[str, list[Record]]]:
    """The files of programs by name: one for each state, more where that would be too many for one."""
    for state, programs in work.programs.items():
        for start in range(0, len(programs), MOST_IN_A_FILE):
            yield f"programs/{state}-{start // MOST_IN_A_FILE + 1}", [*programs[start : start + MOST_IN_A_FILE]]


def to_text(value: object, form: str) -> str:
    """*value* as YAML, or as JSON with a line for each record."""
    if form == "json":
        return json.dumps(value, indent=1, ensure_ascii=False)
    return str(yaml.dump(value, Dumper=_QuotingDumper, sort_keys=False, allow_unicode=True, width=120))


class _QuotingDumper(yaml.CSafeDumper):
    """Quotes what begins with a digit: to one reader of YAML the ZIP code 07082 is a text, to another a number."""


def _quote(dumper: yaml.CSafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if text[:1].isdigit() else None)


_QuotingDumper.add_representer(str, _quote)


def _write_styles(folder: Path, styles: Mapping[str, str]) -> None:
    for kind, style in styles.items():
        (folder / f"{kind}.css").write_text(style, "utf-8")
