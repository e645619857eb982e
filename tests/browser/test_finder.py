"""The finder in a browser: filtering needs no script and tells nobody."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from site_gen.geo import TABLE, list_zips, miles
from site_gen.model import Program
from tests.criteria import ROOT
from tests.directory import read_directory

PROGRAMS = read_directory(ROOT / "programs.yaml").programs


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def finder(request: pytest.FixtureRequest, browser: Browser, site_url: str) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=request.param, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"{site_url}programs/")
    yield page
    context.close()


def choose(page: Page, *options: str) -> None:
    """Tick filters by their ids, in groups that may be folded."""
    for option in options:
        box = page.locator(f"#f-{option}")
        group = page.locator("details", has=box)
        if group.count() and group.get_attribute("open") is None:
            group.locator("summary").click()
        box.check()


def shown(page: Page) -> Locator:
    """Once all that fits has been put in its place."""
    expect(page.locator(".cards--past")).to_have_count(0)
    return page.locator(".card:visible")


def count(page: Page) -> tuple[int, int]:
    """Programs shown as known to fit, and programs to ask."""
    orders = shown(page).evaluate_all("cards => cards.map((card) => getComputedStyle(card).order)")
    return orders.count("0"), orders.count("2")


def having(
    *, level: str | None = None, payment: frozenset[str] = frozenset(), offer: str | None = None
) -> list[Program]:
    return [
        p
        for p in PROGRAMS
        if (level is None or level in {o.id for o in p.levels})
        and (not payment or payment & set(p.payment))
        and (offer is None or offer in p.offers)
    ]


def test_all_programs_are_listed_at_first(finder: Page) -> None:
    """Nothing is hidden before anything is chosen."""
    assert count(finder) == (len(PROGRAMS), 0)


def test_level_hides_what_does_not_offer_it(finder: Page) -> None:
    """A level is listed or not."""
    choose(finder, "level-php")
    assert count(finder) == (len(having(level="php")), 0)


def test_payment_moves_what_is_not_known_to_a_group_to_ask(finder: Page) -> None:
    """Absent is not no: listings that do not say are shown after those that do."""
    choose(finder, "payment-medicaid")
    known = len(having(payment=frozenset({"medicaid"})))
    assert count(finder) == (known, len(PROGRAMS) - known)
    expect(finder.locator(".ask-heading")).to_be_visible()


def test_choices_in_a_group_widen_and_groups_narrow(finder: Page) -> None:
    """Medicaid or Medicare, and PHP, and help with rides."""
    choose(finder, "payment-medicaid", "payment-medicare", "level-php", "offers-transport")
    known = having(level="php", payment=frozenset({"medicaid", "medicare"}), offer="transport")
    assert count(finder) == (len(known), len(having(level="php")) - len(known))


def test_what_a_program_says_it_does_not_offer_is_hidden(finder: Page) -> None:
    """A no is a no."""
    choose(finder, "offers-moud")
    refusing = [p for p in PROGRAMS if "moud" in p.does_not_offer]
    assert sum(count(finder)) == len(PROGRAMS) - len(refusing)


def test_town_and_reset(finder: Page) -> None:
    """One town's programs, and back to all with one button."""
    name, number = next((c, n) for c, n in town_counts() if n > 1)
    finder.locator("select").select_option(label=f"{name} ({number})")
    assert count(finder) == (number, 0)
    finder.get_by_role("button", name="Clear all").click()
    assert count(finder) == (len(PROGRAMS), 0)


def town_counts() -> list[tuple[str, int]]:
    towns = [str(p.address.city) for p in PROGRAMS]
    return sorted({(town, towns.count(town)) for town in towns})


def test_reader_finds_a_program_and_its_number(finder: Page) -> None:
    """From the list to a page with a link that dials."""
    choose(finder, "level-php")
    card = shown(finder).first
    number = card.locator('a[href^="tel:"]').get_attribute("href")
    card.get_by_role("link").first.click()
    expect(finder.locator("h1")).to_be_visible()
    assert number in [link.get_attribute("href") for link in finder.locator('main a[href^="tel:"]').all()]


def test_filtering_tells_nobody(page: Page, site_url: str, site_log: list[str]) -> None:
    """No request, and nothing in the address, storage or cookies."""
    page.goto(f"{site_url}programs/")
    page.wait_for_load_state("networkidle")
    site_log.clear()
    state = "() => [location.href, history.length, document.cookie, localStorage.length, sessionStorage.length]"
    before = page.evaluate(state)
    choose(page, "payment-medicaid", "level-php")
    assert page.evaluate(state) == before
    assert [page.context.cookies(), site_log] == [[], []]


@pytest.fixture
def scripted(page: Page, site_url: str) -> Page:
    page.goto(f"{site_url}programs/")
    return page


def names(finder: Page) -> list[str]:
    return shown(finder).locator("> a:first-child").all_text_contents()


def test_count_of_what_fits_is_told(scripted: Page) -> None:
    """All at first; then those known to fit, and those to ask; a screen reader hears it when it has time."""
    status = scripted.get_by_role("status")
    expect(status).to_have_text(f"Programs that fit: {len(PROGRAMS)}.")
    choose(scripted, "payment-medicaid")
    fit, ask = count(scripted)
    expect(status).to_have_text(f"Programs that fit: {fit}. To ask: {ask}.")


def test_programs_are_found_by_name_and_town(scripted: Page) -> None:
    """Every word counts, in any order, whatever their case, and beside the filters."""
    scripted.get_by_label("Name or town").fill("newark FAMILY")
    in_town = [p for p in PROGRAMS if "Newark" in (str(p.address.city), *str(p.name).split()) and "Family" in p.name]
    assert sorted(names(scripted)) == sorted(str(p.name) for p in in_town)
    choose(scripted, "level-php")
    assert sorted(names(scripted)) == sorted(str(p.name) for p in in_town if p in having(level="php"))


def test_nearest_come_first_and_the_distance_is_said(scripted: Page) -> None:
    """From the middle of the ZIP code, as site_gen/geo.py measures it; the list's own order again without one."""
    in_order = names(scripted)
    field = scripted.get_by_label("ZIP code, to see the nearest first")
    field.fill("19103")  # at once followed by another one, which counts
    field.fill("07102")
    expect(scripted.locator(".card__miles")).to_have_count(len(PROGRAMS))
    zips = list_zips((ROOT / TABLE).read_text(encoding="utf-8"), frozenset({"NJ"}))
    middle = {f"{code:05}": (latitude, longitude) for code, latitude, longitude in zips}
    far = sorted(miles(middle["07102"], middle[str(p.address.zip)]) for p in PROGRAMS)
    said = [f"about {n} mile{'' if n == 1 else 's'}" for n in (max(1, math.floor(one + 0.5)) for one in far)]
    expect(scripted.locator(".card:visible .card__miles")).to_have_text(said)
    scripted.get_by_role("button", name="Clear all").click()
    expect(scripted.locator(".card__miles")).to_have_count(0)
    assert names(scripted) == in_order


def test_unknown_zip_is_told_and_changes_nothing(scripted: Page) -> None:
    """The field says so; the list stays as it was."""
    in_order = names(scripted)
    field = scripted.get_by_label("ZIP code, to see the nearest first")
    field.fill("00000")
    scripted.wait_for_function("() => document.querySelector('#zip').validationMessage")
    assert field.evaluate("one => one.validationMessage") == "We do not know this ZIP code. Try one near it."
    assert names(scripted) == in_order


def test_a_typed_zip_sends_nothing(page: Page, site_url: str, site_log: list[str]) -> None:
    """The same three files are fetched for every ZIP code; nothing is stored or written into the address."""
    fetched = []
    for code in ("07102", "08601", "19103"):
        page.goto(f"{site_url}programs/")
        page.wait_for_load_state("networkidle")
        site_log.clear()
        page.get_by_label("ZIP code, to see the nearest first").fill(code)
        expect(page.locator(".card__miles").first).to_be_visible()
        state = "() => [location.search + location.hash, document.cookie, localStorage.length, sessionStorage.length]"
        assert page.evaluate(state) == ["", "", 0, 0]
        fetched.append(sorted(line.split("/assets/")[-1].split(".")[0] for line in site_log))
    assert fetched[0] == ["nearest", "places", "zips"]
    assert all(one in (fetched[0], []) for one in fetched)
