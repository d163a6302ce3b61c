"""The preview of the export page while it is set anew, by what a person sees of it."""

from __future__ import annotations

from io import BytesIO
from threading import Event

import pytest
from pypdfium2 import PdfDocument, raw
from PySide6.QtTest import QTest

from exporters.pdf_pages import Pages
from models.sample import make_sample
from tests.ui.test_export import SLOW, drawn, opened
from ui.pages.paper_view import Drawn, PaperView
from ui.pages.papers import SOON

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

MOMENT = SOON // 3
BLACK, WHITE = 0, 255


class SlowPages(Pages):
    """One page, all black, whose picture comes only when it may."""

    def __init__(self):
        document, file = PdfDocument.new(), BytesIO()
        page = document.new_page(595, 842)
        ink = raw.FPDFPageObj_CreateNewRect(0, 0, 595, 842)
        raw.FPDFPageObj_SetFillColor(ink, 0, 0, 0, 255)
        raw.FPDFPath_SetDrawMode(ink, raw.FPDF_FILLMODE_ALTERNATE, False)
        raw.FPDFPage_InsertObject(page, ink)
        raw.FPDFPage_GenerateContent(page)
        document.save(file)
        super().__init__(file.getvalue())
        self.may = Event()

    def picture(self, number, scale):
        self.may.wait()
        return super().picture(number, scale)


@pytest.fixture
def view(qtbot):
    """Return a shown preview."""
    view = PaperView()
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    return view


@pytest.fixture
def made():
    """Return a maker of pages whose pictures wait, none of them for ever."""
    pages = []

    def make(*, is_ready):
        pages.append(SlowPages())
        if is_ready:
            pages[-1].may.set()
        return pages[-1]

    yield make
    for each in pages:
        each.may.set()


def show(qtbot, view, pages):
    view.show_pages(Drawn(pages, "", ""))
    if pages.may.is_set():
        qtbot.waitUntil(lambda: view._papers.is_drawn, timeout=SLOW)


def shade(view):
    """Return how light the page is at its upper corner in sight."""
    at = view._papers._places[0].topLeft()
    return view._papers.grab().toImage().pixelColor(at.x() + 20, at.y() + 20).lightness()


def says(view):
    """Return whether something stands in the middle of the white page in sight."""
    place = view._papers._places[0].intersected(view._papers.visibleRegion().boundingRect())
    middle = (
        view._papers.grab().toImage().copy(place.center().x() - 40, place.center().y() - 8, 80, 16)
    )
    dots = [(x, y) for x in range(middle.width()) for y in range(middle.height())]
    return any(middle.pixelColor(*dot).lightness() < 180 for dot in dots)


def test_pages_turn_pale_where_the_new_ones_take_long_and_not_before(qtbot, view, made):
    show(qtbot, view, made(is_ready=True))
    view.expect(0)
    QTest.qWait(MOMENT)
    assert shade(view) == BLACK
    assert view.sentence == "共 1 页"
    qtbot.waitUntil(lambda: view.sentence == "正在排版…")
    assert BLACK + 100 < shade(view) < WHITE
    show(qtbot, view, made(is_ready=True))
    assert shade(view) == BLACK
    assert view.sentence == "共 1 页"


def test_pages_that_come_soon_bring_no_word_of_a_wait(qtbot, view, made):
    show(qtbot, view, made(is_ready=True))
    view.expect(0)
    show(qtbot, view, made(is_ready=True))
    QTest.qWait(SOON + MOMENT)
    assert shade(view) == BLACK
    assert view.sentence == "共 1 页"


def test_a_page_says_that_it_is_being_set_until_it_is_drawn(qtbot, view, made):
    pages = made(is_ready=False)
    show(qtbot, view, pages)
    QTest.qWait(MOMENT)
    assert not says(view)
    qtbot.waitUntil(lambda: says(view))
    assert shade(view) == WHITE
    pages.may.set()
    qtbot.waitUntil(lambda: view._papers.is_drawn, timeout=SLOW)
    assert shade(view) == BLACK


def test_a_page_of_before_stands_there_until_the_new_one_is_drawn(qtbot, view, made):
    show(qtbot, view, made(is_ready=True))
    show(qtbot, view, made(is_ready=False))
    QTest.qWait(MOMENT)
    assert shade(view) == BLACK
    qtbot.waitUntil(lambda: shade(view) > BLACK + 100)


def test_a_pale_page_stays_pale_until_the_new_one_is_drawn(qtbot, view, made):
    show(qtbot, view, made(is_ready=True))
    view.expect(0)
    qtbot.waitUntil(lambda: shade(view) > BLACK + 100)
    pages = made(is_ready=False)
    show(qtbot, view, pages)
    assert shade(view) > BLACK + 100
    pages.may.set()
    qtbot.waitUntil(lambda: shade(view) == BLACK, timeout=SLOW)


def test_what_is_drawn_of_an_earlier_wish_is_not_shown_nor_printed(qtbot, desk):
    make_sample(desk.store, members=8)
    page = opened(qtbot, desk)
    page.choice.choose("changes")
    page._draw()
    assert page._drawing is not None
    page.choice.choose("committee")
    assert page._drawing is None
    assert not page._print.isEnabled()
    qtbot.waitUntil(lambda: drawn(page), timeout=SLOW)
    assert page._title.endswith(page.sheet().stem)
