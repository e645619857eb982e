"""Pictures of every kind of page and every state, for people to look at: `make screenshots`.

    python -m tests.browser.screenshots _screenshots [--only WORD]

Each at three widths, light and dark. Most are of this repository's own site; beside it are built one without a
listing, one whose only listing has the longest words, one with 300 and one of the whole country. No test reads them.
"""

from __future__ import annotations

import argparse
import html
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Literal, TypeAlias, get_args

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.make_directory import make_directories
from site_gen.diagnostics import Located
from site_gen.files import read_tree
from site_gen.importers.listings import write_directory
from site_gen.model import Directory
from site_gen.pipeline import BuildOptions, build
from site_gen.publish import publish
from tests.browser.conftest import CHROMIUM_ARGS, _find_chromium
from tests.browser.quiz_reader import Reader
from tests.browser.shortlist_reader import pick, show
from tests.directory import read_directory
from tests.small_site import ROOT, TODAY
from tests.static_host import StaticHost

Scheme: TypeAlias = Literal["light", "dark"]
Act: TypeAlias = Callable[[Page], object]
"""What a reader does on a page before its picture is taken."""

WIDTHS = (320, 768, 1280)
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)
TALLEST = 6_000
"""In pixels; of a longer page the rest is more of the same."""
ROOT_FONT_AT_200_PERCENT = "document.documentElement.style.fontSize = '200%'"
LONGEST = (ROOT / "tests/data/longest_listing.yaml").read_bytes()


def main() -> None:
    """Take all pictures, or those whose names hold a word, and write a page that shows them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("out", type=Path, help="folder for the pictures")
    parser.add_argument("--only", default="", metavar="WORD", help="only those whose name holds this, as 320-light")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    views = [View(shot=shot, width=width, scheme=scheme) for shot in SHOTS for width in WIDTHS for scheme in SCHEMES]
    wanted = [view for view in views if options.only in view.file]
    with serve_sites({view.shot.site for view in wanted}) as urls, sync_playwright() as playwright:
        chromium = _find_chromium(playwright.chromium)
        browser = playwright.chromium.launch(executable_path=chromium, args=[*CHROMIUM_ARGS, "--no-sandbox"])
        for view in wanted:
            take(browser, view, urls[view.shot.site], options.out)
        browser.close()
    (options.out / "index.html").write_text(write_overview([view.file for view in wanted]), encoding="utf-8")
    print(f"{len(wanted)} pictures: open {options.out / 'index.html'}")  # noqa: T201  a command tells what it made


# --- what is shown -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One state of one page. *act*: what the reader has done. *scripts*: whether the browser runs them."""

    name: str
    path: str
    act: Act | None = None
    site: str = "own"
    scripts: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A shot at one width in one scheme."""

    shot: Shot
    width: int
    scheme: Scheme

    @property
    def file(self) -> str:
        return f"{self.shot.name}-{self.width}-{self.scheme}.png"


def _take_quiz(**other: str) -> Act:
    return lambda page: Reader(page=page, other=other).take()


def _answer(count: int) -> Act:
    """Go as far as the question after *count* others."""

    def act(page: Page) -> None:
        page.get_by_role("link", name="Start", exact=True).click()
        reader = Reader(page=page)
        for _ in range(count):
            reader.answer(page.locator(".step[data-criterion]:visible"))

    return act


def _forget_to_answer(page: Page) -> None:
    _answer(1)(page)
    page.get_by_role("button", name="Continue").click()


def _filter(page: Page) -> None:
    page.locator(".facet--payment summary").click()
    page.locator("#f-payment-medicaid").check()


def _search(words: str) -> Act:
    return lambda page: page.locator("[data-finder=name]").fill(words)


def _near(zip_code: str) -> Act:
    def act(page: Page) -> None:
        page.locator("[data-finder=zip]").fill(zip_code)
        page.wait_for_timeout(500)

    return act


def _view(name: str) -> Act:
    def act(page: Page) -> None:
        pick(page, 0, 1, 2)
        if name:
            show(page, name)

    return act


def _unfold(page: Page) -> None:
    page.locator("main details").evaluate_all("all => all.forEach((one) => (one.open = true))")


def _double_text(page: Page) -> None:
    page.evaluate(ROOT_FONT_AT_200_PERCENT)


SHOTS = (
    Shot(name="home", path=""),
    Shot(name="home-no-programs", path="", site="none"),
    Shot(name="home-200-percent", path="", act=_double_text),
    Shot(name="article", path="what-is-iop/"),
    Shot(name="article-needs", path="is-iop-right/"),
    Shot(name="article-helplines", path="get-help-now/"),
    Shot(name="article-pictures", path="day-treatment-php/"),
    Shot(name="article-ladder", path="step-down/"),
    Shot(name="article-unfolded", path="medicines/", act=_unfold),
    Shot(name="article-200-percent", path="what-is-iop/", act=_double_text),
    Shot(name="glossary", path="glossary/"),
    Shot(name="about", path="about/"),
    Shot(name="compare", path="compare/"),
    Shot(name="level", path="levels/php/"),
    Shot(name="level-no-programs", path="levels/php/", site="none"),
    Shot(name="outcomes", path="outcomes/"),
    Shot(name="data", path="data/"),
    Shot(name="call-sheet", path="call-sheet/"),
    Shot(name="not-found", path="no-such-page/"),
    Shot(name="program", path="programs/{program}/"),
    Shot(name="program-longest", path="programs/{program}/", site="one"),
    Shot(name="programs", path="programs/"),
    Shot(name="programs-200-percent", path="programs/", act=_double_text),
    Shot(name="programs-no-script", path="programs/", scripts=False),
    Shot(name="programs-none", path="programs/", site="none"),
    Shot(name="programs-one", path="programs/", site="one"),
    Shot(name="programs-300", path="programs/", site="many"),
    Shot(name="programs-country", path="programs/", site="country"),
    Shot(name="programs-filtered", path="programs/", act=_filter),
    Shot(name="programs-one-fits", path="programs/", act=_search("acenda")),
    Shot(name="programs-nothing-fits", path="programs/", act=_search("no such name")),
    Shot(name="programs-nearest", path="programs/", act=_near("07102")),
    Shot(name="programs-wrong-zip", path="programs/", act=_near("99999")),
    Shot(name="list", path="programs/", act=_view("")),
    Shot(name="list-compare", path="programs/", act=_view("Compare")),
    Shot(name="list-sheet", path="programs/", act=_view("Call sheet")),
    Shot(name="list-share", path="programs/", act=_view("Share")),
    Shot(name="quiz-start", path="quiz/"),
    Shot(name="quiz-question", path="quiz/", act=_answer(0)),
    Shot(name="quiz-tick", path="quiz/", act=_answer(3)),
    Shot(name="quiz-later-question", path="quiz/", act=_answer(9)),
    Shot(name="quiz-error", path="quiz/", act=_forget_to_answer),
    Shot(name="quiz-200-percent", path="quiz/", act=_double_text),
    Shot(name="quiz-emergency", path="quiz/", act=_take_quiz(emergency_now="Yes")),
    Shot(name="quiz-crisis", path="quiz/", act=_take_quiz(self_harm="Yes, but safe right now")),
    Shot(name="quiz-level", path="quiz/", act=_take_quiz()),
    Shot(name="quiz-worries", path="quiz/", act=_take_quiz(home="No steady place to stay", sober_living="No")),
    Shot(name="spanish-home", path="es/"),
    Shot(name="spanish-article", path="es/pida-ayuda-ahora/"),
    Shot(name="spanish-program", path="es/programas/{program}/"),
    Shot(name="spanish-programs", path="es/programas/"),
    Shot(name="spanish-quiz", path="es/cuestionario/"),
    Shot(name="quiz-no-script", path="quiz/", scripts=False),
    Shot(name="quiz-no-script-question", path="quiz/#q0", scripts=False),
    Shot(name="quiz-no-script-result", path="quiz/#r0", scripts=False),
)


# --- the sites -----------------------------------------------------------------------------------


def _whole_country() -> bytes:
    return _join(tuple(directory for _, directory in make_directories(1_200)))


def _three_hundred() -> bytes:
    """The own listings, and some of them again with another name."""
    own = read_directory(ROOT / "programs.yaml")
    again = [replace(one, id=_called(one.id, "-2"), name=_called(one.name, " East")) for one in own.programs]
    more = Directory(programs=tuple(again[: 300 - len(own.programs)]))
    return _join((own, more))


def _called(name: Located, ending: str) -> Located:
    return name.with_text(f"{name}{ending}")


def _join(directories: tuple[Directory, ...]) -> bytes:
    joined = Directory(
        organizations=tuple(one for directory in directories for one in directory.organizations),
        programs=tuple(one for directory in directories for one in directory.programs),
    )
    return write_directory(joined).encode()


LISTINGS: Mapping[str, Callable[[], bytes]] = {
    "own": (ROOT / "programs.yaml").read_bytes,
    "none": lambda: b"programs: []\n",
    "one": lambda: LONGEST,
    "many": _three_hundred,
    "country": _whole_country,
}


@contextmanager
def serve_sites(names: set[str]) -> Iterator[Mapping[str, str]]:
    """Each of these sites on a port of its own; its address by its name."""
    sources, _ = read_tree(ROOT)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        yield {name: stack.enter_context(_serve(folder / name, sources, LISTINGS[name]())) for name in sorted(names)}


@contextmanager
def _serve(folder: Path, sources: Mapping[str, bytes], listings: bytes) -> Iterator[str]:
    with StaticHost(folder) as host:
        built = build({**sources, "programs.yaml": listings}, BuildOptions(today=TODAY, base_url=host.url))
        if not built.outputs:
            raise ValueError(built.diagnostics)
        publish(built.outputs, folder, keep=())
        Thread(target=host.serve_forever, daemon=True).start()
        yield host.url
        host.shutdown()


# --- the pictures --------------------------------------------------------------------------------


def take(browser: Browser, view: View, url: str, out: Path) -> None:
    """The picture of a page as far as it is no longer than `TALLEST`."""
    shot = view.shot
    context = browser.new_context(
        viewport={"width": view.width, "height": 800}, color_scheme=view.scheme, java_script_enabled=shot.scripts
    )
    page = context.new_page()
    page.goto(url + shot.path.format(program=_any_program(page, url, shot)))
    if shot.act:
        shot.act(page)
    height = min(TALLEST, int(page.evaluate("document.documentElement.scrollHeight")))
    page.set_viewport_size({"width": view.width, "height": height})  # bars at the edge stand at the end, once
    page.screenshot(path=out / view.file)
    context.close()


def _any_program(page: Page, url: str, shot: Shot) -> str:
    if "{program}" not in shot.path:
        return ""
    page.goto(f"{url}programs/")
    return str(page.locator(".card a").first.get_attribute("href")).strip("./")


def write_overview(names: list[str]) -> str:
    """A page of all pictures with their names."""
    figures = "\n".join(f'<figure><img src="{name}" alt="{name}"></figure>' for name in map(html.escape, names))
    style = "body{display:flex;flex-wrap:wrap;gap:1rem;background:#888}img{max-width:20rem}figure{margin:0}"
    return f'<!doctype html><html lang="en"><title>Screenshots</title><style>{style}</style>\n{figures}\n</html>\n'


if __name__ == "__main__":
    main()
