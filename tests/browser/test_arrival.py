"""A page comes in pieces where the network is slow, and is shown as far as it has come.

What stands on the screen already stays where it is: a thumb may be on its way to a number.
"""

from __future__ import annotations

import re
from itertools import product

import pytest
from playwright.sync_api import Browser

PHONE, DESK = 390, 1280
PAGES = ("", "get-help-now/", "what-is-iop/", "levels/iop/", "programs/", "call-sheet/", "es/pida-ayuda-ahora/")
# Columns of a table are as wide as their words need, in any language: at a desk they move when its next row comes.
ARRIVALS = (*product(PAGES, (PHONE, DESK)), ("compare/", PHONE))

PIECE_END = re.compile(r"(?<=\n)|(?<=</li>)(?!\n)")

# One piece to each picture of the screen, till nothing that comes could be seen.
ARRIVE = """async (pieces) => {
    const moves = [];
    let piece = '';
    const note = (list) => list.getEntries().forEach((move) => moves.push([move.value, piece]));
    const observer = new PerformanceObserver(note);
    document.open();
    observer.observe({type: 'layout-shift', buffered: true});
    for (piece of pieces) {
        document.write(piece);
        await new Promise(requestAnimationFrame);
        if (document.body?.offsetHeight > 2 * innerHeight) {
            break;
        }
    }
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return moves;
}"""


@pytest.mark.parametrize(("address", "width"), ARRIVALS)
def test_nothing_that_can_be_seen_moves_while_a_page_arrives(
    browser: Browser, site_url: str, address: str, width: int
) -> None:
    """Piece by piece, each painted before the next one is there; a move is told with the piece that caused it."""
    context = browser.new_context(viewport={"width": width, "height": 844}, bypass_csp=True)
    tab = context.new_page()
    pieces = PIECE_END.split(tab.request.get(site_url + address).text())
    assert tab.evaluate(ARRIVE, pieces) == []
    context.close()
