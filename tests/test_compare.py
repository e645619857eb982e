"""The comparison with other generators: the same work for all, edits that are edits, figures that are right."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from benchmarks.comparison.edits import ARTICLE, CRITERIA, PROGRAM, TEMPLATE, Edit, EditedFile, plan_edits
from benchmarks.comparison.figures import Run, Spread, ratios, spread
from benchmarks.comparison.generators import HUGO, OTHERS, STEPDOWN, Generator, Tool, find_tool, make_stepdown
from benchmarks.comparison.inputs import EDITED_ARTICLE, MOST_IN_A_FILE, read_styles, split_programs, write_stepdown
from benchmarks.comparison.measure import NOTHING, BuildError, Place, find_inputs, measure, run_once
from benchmarks.comparison.report import write_report
from benchmarks.comparison.results import Measured, Results, Written, read_results, write_results
from benchmarks.comparison.same import find_differences, read_text
from benchmarks.comparison.sites.python_pages import MOST_TOGETHER, list_programs, read_pages
from benchmarks.comparison.work import Record, Work, read_work
from site_gen.pipeline import BuildOptions, build
from tests.small_site import TODAY, read_folder

COUNT = 20
LISTS_HUGO_READS = 10_000
SITES = {STEPDOWN: make_stepdown(sys.executable, ()).generator, **{one.name: one for one in OTHERS}}
CASES = [(name, case) for name in SITES for case in (ARTICLE, PROGRAM, TEMPLATE)] + [(STEPDOWN, CRITERIA)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The work of a small comparison, the folders of all sites, and what Stepdown builds of its own."""

    work: Work
    sites: dict[str, Path]
    built: Path


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Compared:
    folder = tmp_path_factory.mktemp("compared")
    sites = {name: folder / name for name in SITES}
    write_stepdown(sites[STEPDOWN], COUNT)
    work = read_work(sites[STEPDOWN])
    outputs = build(read_folder(sites[STEPDOWN]), BuildOptions(today=TODAY)).outputs
    for path, data in outputs.items():
        (folder / "built" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "built" / path).write_bytes(data)
    styles = read_styles(folder / "built", work.all_programs()[0]["id"])
    for generator in OTHERS:
        assert generator.write is not None
        generator.write(sites[generator.name], work, styles)
    return Compared(work=work, sites=sites, built=folder / "built")


def test_stepdown_does_the_work_that_the_others_get(compared: Compared) -> None:
    """Its pages say the names, numbers, addresses, levels and hours that all others have to say."""
    assert [] == [*find_differences(compared.built, compared.work)]
    assert COUNT == len(compared.work.all_programs())


def test_work_that_was_not_done_is_told(compared: Compared, tmp_path: Path) -> None:
    """An empty output lacks every page."""
    differences = [*find_differences(tmp_path, compared.work)]
    assert f"no page of the article {EDITED_ARTICLE}" in differences
    assert f"no page of the program {compared.work.all_programs()[0]['id']}" in differences
    assert "no sitemap.xml" in differences


def test_text_of_a_page_is_what_readers_see() -> None:
    """Without head, script and style, on one line."""
    assert "A & B c" == read_text("<head><title>No</title></head><p>A &amp;\nB</p><script>no</script><b>c</b>")


@pytest.mark.parametrize("name", [generator.name for generator in OTHERS])
def test_data_files_say_what_the_work_says(compared: Compared, name: str) -> None:
    """Read back, programs and words have the same values, with ZIP codes and dates still texts."""
    data = compared.sites[name] / "data"
    files = [_read(path) for path in sorted(data.glob("programs/*"))]
    programs = [one for programs in files if isinstance(programs, list) for one in programs]
    assert [*compared.work.all_programs()] == programs
    assert [compared.work.words] == [_read(path) for path in data.glob("words.*")]
    assert {str} == {type(one["address"]["zip"]) for one in programs}
    assert LISTS_HUGO_READS >= MOST_IN_A_FILE * max(_count_lists(one) for one in programs)


@pytest.mark.parametrize("name", [generator.name for generator in OTHERS])
def test_zip_codes_stand_in_quotes(compared: Compared, name: str) -> None:
    """07082 is a text to one reader of YAML and a number to another."""
    texts = (path.read_text("utf-8") for path in (compared.sites[name] / "data" / "programs").iterdir())
    lines = [
        line.strip().rstrip(",") for text in texts for line in text.splitlines() if line.strip(' "').startswith("zip")
    ]
    assert COUNT == len(lines)
    assert {'"'} == {line[-1] for line in lines}


def _count_lists(value: object) -> int:
    """The lists and mappings in *value*, itself among them."""
    if isinstance(value, dict):
        return 1 + sum(_count_lists(one) for one in value.values())
    return 1 + sum(_count_lists(one) for one in value) if isinstance(value, list) else 0


def _read(path: Path) -> object:
    text = path.read_text("utf-8")
    read: object = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
    return read


@pytest.mark.parametrize("name", [generator.name for generator in OTHERS])
def test_articles_are_plain_markdown_with_the_same_body(compared: Compared, name: str) -> None:
    """No directive of Stepdown's is left in them."""
    for article in compared.work.articles:
        text = (compared.sites[name] / "content" / f"{article.name}.md").read_text("utf-8")
        assert text.endswith(f"---\n\n{article.body}")
        assert [] == [line for line in text.splitlines() if "[[" in line or line.startswith(":::") or ".md)" in line]


def test_no_file_of_programs_is_larger_than_hugo_reads() -> None:
    """500 programs at most, in their order."""
    programs = tuple({"id": str(number)} for number in range(1_201))
    files = dict(split_programs(Work(articles=(), programs={"ca": programs}, words={})))
    assert {"programs/ca-1": 500, "programs/ca-2": 500, "programs/ca-3": 201} == {
        name: len(found) for name, found in files.items()
    }
    assert [*programs] == [program for found in files.values() for program in found]


def test_every_program_stands_in_one_list_of_its_state() -> None:
    """More than a page holds are listed by state, 500 on a page."""
    programs = [_program(number, "TX" if number < 600 else "NJ") for number in range(1_000)]
    words = {"states": {"TX": "Texas", "NJ": "New Jersey"}, "levels": [{"id": "iop", "name": "IOP"}]}
    listings = [*list_programs(programs, words)]
    assert {
        "programs/": 0,
        "levels/iop/": 0,
        "programs/in/texas/": MOST_TOGETHER,
        "programs/in/texas/2/": 100,
        "programs/in/new-jersey/": 400,
    } == {listing.address: len(listing.programs) for listing in listings}
    assert [("Texas", 600), ("New Jersey", 400)] == [(part["title"], part["count"]) for part in listings[0].parts]


def _program(number: int, state: str) -> Record:
    return {"id": str(number), "levels": ["iop"], "address": {"state": state}}


def test_sitemap_of_the_others_names_each_page_once(compared: Compared) -> None:
    """Home, articles, lists and programs."""
    addresses = [*read_pages(compared.sites["Pelican"] / "data").addresses()]
    assert len(addresses) == len(set(addresses))
    assert {"", "programs/", f"{EDITED_ARTICLE}/", f"programs/{compared.work.all_programs()[-1]['id']}/"} < {*addresses}


@pytest.mark.parametrize(("name", "case"), CASES)
def test_each_edit_changes_one_file_anew_each_time(compared: Compared, name: str, case: str) -> None:
    """And leaves everything as it was in the end."""
    site, edit = compared.sites[name], plan_edits(SITES[name], compared.work)[case]
    before = read_folder(site)
    file = EditedFile(site, edit)
    seen = [before]
    for number in (1, 2):
        file.write(number)
        seen.append(read_folder(site))
    file.restore()
    assert [{edit.path}, {edit.path}] == [_changed(*pair) for pair in pairwise(seen)]
    assert before == read_folder(site)


def _changed(old: dict[str, bytes], new: dict[str, bytes]) -> set[str]:
    assert old.keys() == new.keys()
    return {path for path in old if old[path] != new[path]}


def test_criteria_have_an_equal_in_stepdown_only(compared: Compared) -> None:
    """So nothing else is measured for them."""
    assert [STEPDOWN] == [name for name in SITES if CRITERIA in plan_edits(SITES[name], compared.work)]


def test_edited_site_still_builds(compared: Compared) -> None:
    """All of Stepdown's edits at once make no error, and each is seen in a page."""
    sources = read_folder(compared.sites[STEPDOWN])
    edits = plan_edits(SITES[STEPDOWN], compared.work)
    for edit in edits.values():
        sources[edit.path] = edit.apply(sources[edit.path].decode(), "77").encode()
    outputs = build(sources, BuildOptions(today=TODAY)).outputs
    for edit in edits.values():
        assert edit.seen.format(word="77") in outputs[edit.page].decode()


def _runs(*walls: float) -> list[Run]:
    return [Run(wall=wall, cpu=wall * 2, memory=50_000_000) for wall in walls]


def test_ratios_are_taken_turn_by_turn() -> None:
    """So a slow minute, which slows both of a turn, changes none; of the ratios, the median and the ends are told."""
    assert Spread(median=0.5, low=0.25, high=2.0) == ratios(_runs(1, 10, 4), _runs(2, 40, 2))
    assert Spread(median=2.5, low=1, high=4) == spread([4, 1, 3, 2])


@pytest.mark.parametrize("base", [[], _runs(1)])
def test_runs_without_a_run_beside_them_have_no_ratio(base: list[Run]) -> None:
    """As where a tool is missing or failed."""
    assert ratios(_runs(1, 2), base) is None


def _place(folder: Path, name: str, script: str, edits: Mapping[str, Edit] | None = None) -> Place:
    """A tool that is a line of Python."""
    (folder / name).mkdir()
    generator = Generator(name=name, command=("-c", script), template="", note="")
    tool = Tool(generator=generator, start=(sys.executable,), version="1")
    site = folder / name
    return Place(tool=tool, site=site, out=site / "out", edits=edits or {}, inputs=find_inputs(site))


def test_tools_run_in_turn_and_the_first_turn_does_not_count(tmp_path: Path) -> None:
    """A, B, A, B, and nothing of a tool that fails."""
    log = tmp_path / "log"
    places = [_place(tmp_path, name, f"open({str(log)!r}, 'a').write({name!r})") for name in ("A", "B")]
    places.append(_place(tmp_path, "C", f"open({str(log)!r}, 'a').write('C'); raise SystemExit(3)"))
    taken = measure(NOTHING, places, 2)
    assert "ABCABAB" == log.read_text()
    assert {"A": 2, "B": 2} == {name: len(runs) for name, runs in taken.items()}


def test_build_that_does_not_show_an_edit_is_not_measured(tmp_path: Path) -> None:
    """It would be fast, and wrong."""
    edit = Edit(path="own.txt", old="door", new="door {word}", page="page.txt", seen="door {word}")
    script = (
        "import pathlib; out = pathlib.Path('out'); out.mkdir(exist_ok=True); out.joinpath('page.txt').write_text({})"
    )
    places = [
        _place(tmp_path, "A", script.format("pathlib.Path('own.txt').read_text()"), {ARTICLE: edit}),
        _place(tmp_path, "B", script.format("'door 1'"), {ARTICLE: edit}),
    ]
    for place in places:
        (place.site / "own.txt").write_text("a door")
    assert {"A": 2} == {name: len(runs) for name, runs in measure(ARTICLE, places, 2).items()}
    assert ["a door", "a door"] == [(place.site / "own.txt").read_text() for place in places]


def test_failing_command_is_told_with_what_it_said(tmp_path: Path) -> None:
    """Its time would be that of nothing done."""
    with pytest.raises(BuildError, match="no such template"):
        run_once((sys.executable, "-c", "raise SystemExit('no such template')"), tmp_path)


def test_memory_is_that_of_the_tool_not_of_who_measures(tmp_path: Path) -> None:
    """A process that holds 100 MB is told with more than one that holds nothing, whatever the tests hold."""
    small = run_once((sys.executable, "-S", "-c", "pass"), tmp_path)
    large = run_once((sys.executable, "-S", "-c", "held = b'x' * 100_000_000"), tmp_path)
    assert 30_000_000 > small.memory
    assert 100_000_000 < large.memory < 130_000_000


def test_cold_start_forgets_all_that_builds_have_made(tmp_path: Path) -> None:
    """Output and caches go; the site's own files stay."""
    (tmp_path / "own.txt").write_text("own")
    place = _place(tmp_path, "A", "pass")
    (place.site / ".cache").mkdir()
    (place.site / ".cache" / "kept").write_text("old")
    place.out.mkdir()
    place.forget()
    assert [] == [path for path in place.site.rglob("*") if path.is_file()]
    assert not place.out.exists()
    assert (tmp_path / "own.txt").is_file()


def test_options_of_a_cold_build_are_told_and_used_there_only() -> None:
    """So nobody takes its figures for those of a plain one."""
    tool = make_stepdown(sys.executable, ("--jobs=1",), cold_options=("--no-cache",))
    cold, warm = (tool.command(Path("site"), Path("out"), is_cold=is_cold) for is_cold in (True, False))
    assert (*warm, "--no-cache") == cold
    assert "--jobs=1" == warm[-1]
    assert tool.version.endswith(", --jobs=1, --no-cache when cold")


def test_tool_that_is_not_there_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither below the folder nor on the PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert [None] * len(OTHERS) == [find_tool(generator, tmp_path) for generator in OTHERS]


def _results() -> Results:
    measured = Measured(
        day="2026-11-22",
        remark="The machine was busy.",
        articles=25,
        written={STEPDOWN: Written(files=458, size=12_300_000, page=21_758, differs=())},
        failed={"MkDocs": "no such\ntemplate"},
        runs={NOTHING: {STEPDOWN: _runs(1, 2, 3), HUGO: _runs(2, 2, 2)}, CRITERIA: {STEPDOWN: _runs(4)}},
    )
    tools = {STEPDOWN: "abc1234, Python 3.11.7", HUGO: "0.168.0", "Eleventy": ""}
    return Results(machine="2 cores, Linux, files in memory", tools=tools, sizes={200: measured})


def _lines_with(text: str) -> Iterator[str]:
    return (line for line in write_report(_results()).splitlines() if text in line)


def test_page_tells_ratios_goals_and_what_is_missing() -> None:
    """Each figure as a median with its range."""
    assert ["| nothing changed | 1.00 (0.50 to 1.50) [0.2] |"] == [*_lines_with("[0.2]")]
    assert ["Measured on a machine with 2 cores, Linux, files in memory."] == [*_lines_with("on a machine")]
    assert "| Stepdown | 2.00 (1.00 to 3.00) | 4.00 (2.00 to 6.00) | 50 (50 to 50) | 1.00 (0.50 to 1.50) | 3 |" in (
        [*_lines_with("| Stepdown |")]
    )
    assert "| Stepdown | 4.00 (4.00 to 4.00) | 8.00 (8.00 to 8.00) | 50 (50 to 50) |  | 1 |" in (
        [*_lines_with("| Stepdown |")]
    )
    assert ["The machine was busy.", "Measured on 2026-11-22. The machine was busy."] == [*_lines_with("was busy")]
    assert ["MkDocs did not build this site: no such template"] == [*_lines_with("did not build")]
    assert [True] == ["not installed, not measured" in line for line in _lines_with("| Eleventy |")]


def test_figures_are_kept_until_a_tool_is_another(tmp_path: Path) -> None:
    """So sizes and cases can be measured one at a time, and none stands beside those of an older version."""
    kept, results = tmp_path / "results.json", _results()
    now = Results(machine=results.machine, tools=results.tools)
    assert now == read_results(kept, now)
    write_results(kept, results)
    assert results == read_results(kept, now)
    other = Results(machine=results.machine, tools={**results.tools, HUGO: "0.169.0"})
    assert other == read_results(kept, other)
