"""The files that hosts read, and the commands in them, run as the host would run them."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import yaml

from tests.clones import change, clone, make_repository, run_script
from tests.small_site import ROOT
from tests.static_host import find_dead_links, on_static_host

pytestmark = pytest.mark.publishing

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in WORKFLOWS}
GITHUB: dict[str, Any] = {name: yaml.load(text, yaml.BaseLoader) for name, text in TEXTS.items()}  # noqa: S506  text only
GITLAB: dict[str, Any] = {
    path: yaml.load((ROOT / path).read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506  text only
    for path in (".gitlab-ci.yml", "deploy/gitlab-weekly.yml")
}
NETLIFY = tomllib.loads((ROOT / "netlify.toml").read_text(encoding="utf-8"))
NOINDEX = '<meta name="robots" content="noindex">'
BROKEN = ("programs.yaml", "levels:", "levls:")
BELOW_A_PATH = "https://county.example/county/site/"
COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_repository(tmp_path_factory.mktemp("repository"))


@pytest.fixture
def work_tree(repository: Path, tmp_path: Path) -> Path:
    """A clean clone."""
    return clone(repository, tmp_path / "clone")


def run_steps(job: str, folder: Path, expressions: dict[str, str]) -> str:
    """Run what a job of a GitHub workflow runs, step by step; what is printed, up to the first step that fails."""
    workflow, name = job.split("/")
    printed = ""
    for step in GITHUB[workflow]["jobs"][name]["steps"]:
        if "run" not in step:
            continue
        variables = {variable: expressions[value] for variable, value in step.get("env", {}).items()}
        told = {"GITHUB_STEP_SUMMARY": str(folder.parent / "summary.md"), "GITHUB_SHA": COMMIT}
        done = run_script(step["run"], folder, {**told, **variables})
        printed += done.stdout
        if done.returncode:
            return f"{printed}{step['name']}: failed with {done.returncode}\n{done.stderr}"
    return printed


def pages_of(site: Path) -> list[str]:
    """All but the page for a wrong address, which no search engine is to list anyway."""
    return [path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html")) if path.name != "404.html"]


def assert_works_at(site: Path, base_url: str) -> None:
    """Every link of the built site leads somewhere, on a host that serves it under the path it was built for."""
    base_path = re.sub(r"https://[^/]+", "", base_url)
    assert f"<loc>{base_url}</loc>" in (site / "sitemap.xml").read_text(encoding="utf-8")
    with on_static_host(site, base_path=base_path) as host:
        assert find_dead_links(host.url, base_url) == []


# --- GitHub ----------------------------------------------------------------------------------


def test_actions_are_pinned_by_commit_and_say_their_version() -> None:
    """A tag may be moved to other code; a commit may not. The same action is the same commit everywhere."""
    used = [line.split("uses:")[1].strip() for text in TEXTS.values() for line in text.splitlines() if "uses:" in line]
    foreign = {use for use in used if not use.startswith("./")}
    assert [use for use in foreign if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use)] == []
    assert len({use.split("@")[0] for use in foreign}) == len(foreign)


@pytest.mark.parametrize("name", GITHUB)
def test_a_job_may_do_only_what_it_must(name: str) -> None:
    """What runs code of the repository may write nothing but issues, and no text of strangers gets into a script."""
    workflow = GITHUB[name]
    assert workflow["permissions"] in ({}, "", {"contents": "read"})
    assert "pull_request_target" not in workflow["on"]
    for job in workflow["jobs"].values():
        scripts = [step["run"] for step in job.get("steps", []) if "run" in step]
        written = {what for what, how in job.get("permissions", {}).items() if how == "write"}
        assert not scripts or written <= {"issues"}
        assert [script for script in scripts if "${{" in script] == []
        assert [
            step
            for step in job.get("steps", [])
            if "checkout" in step.get("uses", "") and step["with"]["persist-credentials"] != "false"
        ] == []


def test_only_the_weekly_file_has_a_schedule() -> None:
    """GitHub turns off a file with one after 60 quiet days: then a push must still publish."""
    assert [name for name, workflow in GITHUB.items() if "schedule" in workflow["on"]] == ["weekly"]
    assert GITHUB["weekly"]["jobs"]["rebuild"]["uses"] == "./.github/workflows/publish.yml"
    assert GITHUB["publish"]["on"]["push"] == {"branches": ["main"]}


def test_a_call_grants_what_the_called_jobs_ask_for() -> None:
    """A called workflow gets no more than its caller has; with less it does not start."""
    asked = {what for job in GITHUB["publish"]["jobs"].values() for what in job["permissions"].items()}
    granted = set(GITHUB["weekly"]["jobs"]["rebuild"]["permissions"].items())
    assert {what for what, _ in asked} == {what for what, _ in granted}
    assert {what for what in asked if what[1] == "write"} <= granted


def test_the_signed_file_is_the_published_one() -> None:
    """The archive that GitHub unpacks for its visitors; the signing job runs no code of the repository."""
    steps = GITHUB["publish"]["jobs"]["publish"]["steps"]
    assert [step["uses"].split("@")[0] for step in steps] == [
        "actions/download-artifact",
        "actions/attest",
        "actions/deploy-pages",
    ]
    assert steps[0]["with"] == {"name": "github-pages"}
    assert steps[1]["with"] == {"subject-path": "artifact.tar"}


@pytest.mark.parametrize("base_url", ["https://county.example/", BELOW_A_PATH])
def test_github_builds_for_the_address_it_names(work_tree: Path, base_url: str) -> None:
    """With no slash at its end, as GitHub says it, on a domain of its own or below a path."""
    printed = run_steps("publish/build", work_tree, {"${{ steps.pages.outputs.base_url }}": base_url.rstrip("/")})
    assert "failed with" not in printed
    assert [page for page in pages_of(work_tree / "_site") if NOINDEX in page] == []
    assert_works_at(work_tree / "_site", base_url)


def test_a_pull_request_gets_a_preview_that_asks_not_to_be_indexed(work_tree: Path) -> None:
    """As a folder to download."""
    run_steps("check/check", work_tree, {})
    pages = pages_of(work_tree / "_site")
    assert [page for page in pages if NOINDEX not in page] == []
    assert len(pages) > 10
    keep = GITHUB["check"]["jobs"]["check"]["steps"][-1]
    assert keep["with"]["path"] == "_site/"


def test_a_faulty_pull_request_fails_with_the_fault_beside_its_line(work_tree: Path) -> None:
    """And in the summary of the job; there is nothing to look at."""
    change(work_tree, *BROKEN)
    printed = run_steps("check/check", work_tree, {})
    assert "::error file=programs.yaml,line=7,col=5,title=E201::unknown key" in printed
    assert "Check, and build a preview that asks not to be indexed: failed with 1" in printed
    assert "programs.yaml&#58;7&#58;5" in (work_tree.parent / "summary.md").read_text(encoding="utf-8")
    assert not (work_tree / "_site").exists()


@pytest.mark.parametrize(("open_issue", "done"), [("", "issue create --title"), ("7", "issue edit 7")])
def test_the_call_list_becomes_one_issue(work_tree: Path, open_issue: str, done: str) -> None:
    """A new one, or the one that is open is renewed; GitHub's own program stands for the host."""
    programs = work_tree.parent / "programs"
    programs.mkdir()
    said = work_tree.parent / "said.txt"
    answer = f'[ "$1 $2" != "issue list" ] || echo "{open_issue}"'
    (programs / "gh").write_text(f'#!/bin/sh\necho "$GH_REPO $*" >>"{said}"\n{answer}\n', encoding="utf-8")
    (programs / "gh").chmod(0o755)
    run_steps("weekly/call-list", work_tree, {"${{ github.repository }}": "county/site", "${{ github.token }}": "t"})
    last = said.read_text(encoding="utf-8").splitlines()[-1]
    assert last.startswith(f"county/site {done}")
    assert last.endswith("--body-file calls.md")
    body = (work_tree / "calls.md").read_text(encoding="utf-8")
    assert body.startswith("```text\nTo call this month: ")
    assert body.endswith("\n```\n")


def test_dependabot_asks_once_a_month_for_all_at_once() -> None:
    """One pull request for the actions, one for the packages."""
    updates = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text(encoding="utf-8"))["updates"]
    assert [update["package-ecosystem"] for update in updates] == ["github-actions", "pip"]
    for update in updates:
        assert update["schedule"] == {"interval": "monthly"}
        assert [group["patterns"] for group in update["groups"].values()] == [["*"]]


# --- a build hook, as Netlify and Cloudflare have them ------------------------------------------


class Listener(BaseHTTPRequestHandler):
    """Notes what it is asked."""

    asked: list[str]

    def do_POST(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"[]")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library named it
        """Say nothing."""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, list[str]]]:
    """The address of a host that is asked for builds, and the paths it was asked for."""
    log: list[str] = []
    monkeypatch.setattr(Listener, "asked", log, raising=False)
    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", log
        server.shutdown()


def test_the_weekly_build_of_another_host_is_asked_for(work_tree: Path, asked: tuple[str, list[str]]) -> None:
    """By its secret address, if it has one."""
    address, log = asked
    for hook in (f"{address}/build_hooks/1", ""):
        assert run_steps("weekly/rebuild-elsewhere", work_tree, {"${{ secrets.BUILD_HOOK }}": hook}) in {"[]", ""}
    assert log == ["/build_hooks/1"]


# --- GitLab ----------------------------------------------------------------------------------


def run_gitlab(job: str, folder: Path, base_url: str) -> int:
    lines = [*GITLAB[".gitlab-ci.yml"]["default"]["before_script"], *GITLAB[".gitlab-ci.yml"][job]["script"]]
    return run_script(
        "\n".join(lines), folder, {"CI_PAGES_URL": base_url.rstrip("/"), "CI_COMMIT_SHA": COMMIT}
    ).returncode


def test_gitlab_builds_for_the_address_it_names(work_tree: Path) -> None:
    """Into public/, the folder that its Pages show."""
    assert run_gitlab("pages", work_tree, BELOW_A_PATH) == 0
    assert [page for page in pages_of(work_tree / "public") if NOINDEX in page] == []
    assert_works_at(work_tree / "public", BELOW_A_PATH)


def test_a_merge_request_gets_a_check_and_a_preview(work_tree: Path) -> None:
    """Kept with the job, never published: the job is no Pages job."""
    assert run_gitlab("check", work_tree, BELOW_A_PATH) == 0
    assert [page for page in pages_of(work_tree / "public") if NOINDEX not in page] == []
    assert "pages" not in GITLAB[".gitlab-ci.yml"]["check"]
    change(work_tree, *BROKEN)
    assert run_gitlab("check", work_tree, BELOW_A_PATH) == 1


def test_gitlab_opens_the_call_list_as_an_issue(work_tree: Path, asked: tuple[str, list[str]]) -> None:
    """The scheduled job, up to where GitLab itself must answer."""
    included = [entry["local"] for entry in GITLAB[".gitlab-ci.yml"]["include"]]
    assert included == ["deploy/gitlab-weekly.yml"]
    script = GITLAB["deploy/gitlab-weekly.yml"]["call-list"]["script"]
    address, log = asked
    variables = {"CI_API_V4_URL": address, "CI_PROJECT_ID": "7", "ISSUES_TOKEN": "t"}
    lines = [line if "open=" not in line else 'open="[]"' for line in script]
    done = run_script("\n".join(lines), work_tree, variables)
    assert (done.returncode, log) == (0, ["/projects/7/issues"])
    assert (work_tree / "calls.md").read_text(encoding="utf-8").startswith("```text\nTo call this month: ")


# --- Netlify and Cloudflare --------------------------------------------------------------------


def test_netlify_builds_for_the_address_it_names(work_tree: Path) -> None:
    """The site's main address, into the folder that is published."""
    done = run_script(NETLIFY["build"]["command"], work_tree, {"URL": BELOW_A_PATH})
    assert done.returncode == 0
    site = work_tree / NETLIFY["build"]["publish"]
    assert [page for page in pages_of(site) if NOINDEX in page] == []
    assert_works_at(site, BELOW_A_PATH)


@pytest.mark.parametrize("kind", ["deploy-preview", "branch-deploy"])
def test_netlify_previews_stand_at_their_own_address(work_tree: Path, kind: str) -> None:
    """And ask not to be indexed; a faulty one is not deployed."""
    command = NETLIFY["context"][kind]["command"]
    variables = {"URL": "https://county.example/", "DEPLOY_PRIME_URL": "https://deploy-preview-7--county.example/"}
    assert run_script(command, work_tree, variables).returncode == 0
    assert [page for page in pages_of(work_tree / "_site") if NOINDEX not in page] == []
    assert_works_at(work_tree / "_site", "https://deploy-preview-7--county.example/")
    change(work_tree, *BROKEN)
    assert run_script(command, work_tree, variables).returncode == 1


@pytest.mark.parametrize(("branch", "is_preview"), [("main", False), ("staff/new-program", True)])
def test_cloudflare_builds_main_as_the_site_and_the_rest_as_previews(
    work_tree: Path, branch: str, *, is_preview: bool
) -> None:
    """Into the folder that the Worker serves."""
    settings = tomllib.loads((ROOT / "wrangler.toml").read_text(encoding="utf-8"))
    variables = {"WORKERS_CI_BRANCH": branch, "BASE_URL": "https://county.example/"}
    assert run_script("./deploy/cloudflare-build", work_tree, variables).returncode == 0
    site = work_tree / settings["assets"]["directory"]
    pages = pages_of(site)
    assert len([page for page in pages if NOINDEX in page]) == (len(pages) if is_preview else 0)
    assert_works_at(site, "https://county.example/")


def test_without_an_address_cloudflare_takes_the_one_of_the_site(work_tree: Path) -> None:
    """The one in content/site.yaml."""
    assert run_script("./deploy/cloudflare-build", work_tree, {"WORKERS_CI_BRANCH": "main"}).returncode == 0
    assert json.loads((work_tree / "_site/pages.json").read_bytes())[0]["address"].startswith(
        "https://small.example/guide/"
    )
