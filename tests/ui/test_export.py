"""The export page: its pages, columns, formats and printing, by what a person does and sees."""

from __future__ import annotations

import stat
from io import BytesIO
from threading import Event

import pytest
from openpyxl import load_workbook
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt, QThreadPool, QTimer
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from exporters.fonts import stand_in_sentence, stand_ins
from exporters.pdf_pages import Pages
from models.errors import AppError, Cancelled
from models.meetings.settings import MeetingSettings, keep_settings
from models.members import Member
from models.members.movements import enter
from models.sample import make_sample
from models.values import PartialDate
from tests.ui.conftest import type_text
from tests.ui.test_whole_path import press
from ui import printing
from ui.pages.export_columns import ColumnsDialog
from ui.pages.paper_view import Drawn, PaperView
from ui.shell.preferences import FULL_NUMBERS

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

SLOW = 20_000


def opened(qtbot, desk, code="members"):
    desk.show_page("export")
    page = desk.page
    page.choice.choose(code)
    qtbot.waitUntil(lambda: drawn(page), timeout=SLOW)
    return page


def drawn(page):
    return "页" in page.papers.sentence and page._drawing is None and not page._pause.isActive()


def button(page, text):
    return next(b for b in page.findChildren(QPushButton) if b.text() == text)


def in_dialog(kind, act):
    """Do something in the dialog that the next step opens."""

    def try_it():
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            act(dialog)
        else:
            QTimer.singleShot(20, try_it)

    QTimer.singleShot(20, try_it)


def columns_of(path):
    rows = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    return [cell for cell in next(row for row in rows if "姓名" in row) if cell]


def export(qtbot, desk, page, path, in_file_dialog):
    in_file_dialog(path)
    press(qtbot, page, "导出…")
    qtbot.waitUntil(path.exists, timeout=SLOW)
    qtbot.waitUntil(page.outcome.isVisible, timeout=SLOW)


def test_ledgers_and_papers_stand_in_one_list_under_their_headings(qtbot, desk):
    page = opened(qtbot, desk)
    names = [page.what.item(at).text() for at in range(page.what.count())]
    assert names.index("台账") < names.index("党员花名册") < names.index("党员")
    assert names.index("党员") < names.index("党员基本信息表") < names.index("会议")
    assert names.index("会议") < names.index("会议记录") < names.index("工作手册")
    QTest.keyClick(page.what, Qt.Key.Key_Down)
    assert page.choice.ledger == "changes"


def test_every_page_of_a_long_ledger_is_reached(qtbot, desk):
    with desk.store.change("建立") as change:
        for place in range(500):
            enter_in(change, f"党员{place:03}")
    page = opened(qtbot, desk)
    total = len(page.papers.pages.sizes)
    assert total > 12
    page.papers.go_to(total)
    qtbot.waitUntil(lambda: page.papers._papers.is_drawn, timeout=SLOW)
    assert page.papers.number == total
    seen = page.papers._area.viewport().grab().toImage()
    dots = [(x, y) for x in range(0, seen.width(), 2) for y in range(0, seen.height(), 2)]
    assert any(seen.pixelColor(x, y).lightness() < 100 for x, y in dots)


def enter_in(change, name):
    from models.members.records import ON_ROLL, Period

    member = change.save(Member(name=name))
    change.save(Period(member_id=member.id, aspect=ON_ROLL))


def test_the_size_goes_from_half_to_double_and_back_to_the_width(qtbot, small_desk):
    page = opened(qtbot, small_desk)
    box = next(w for w in page.findChildren(object) if accessible(w) == "显示比例")
    width = {}
    for words in ("50%", "100%", "200%"):
        box.setCurrentText(words)
        width[words] = page.papers._papers._places[0].width()
    assert width["100%"] == pytest.approx(2 * width["50%"], abs=2)
    assert width["200%"] == pytest.approx(2 * width["100%"], abs=2)
    box.setCurrentText("适合宽度")
    room = page.papers._area.viewport().width()
    assert room * 0.8 < page.papers._papers._places[0].width() < room


def accessible(widget):
    return getattr(widget, "accessibleName", str)()


def test_columns_are_chosen_ordered_widened_and_remembered_in_the_file(
    qtbot, small_desk, tmp_path, in_file_dialog
):
    page = opened(qtbot, small_desk)

    def choose(dialog):
        words = [dialog.list.item(at).text() for at in range(dialog.list.count())]
        for at, word in enumerate(words):
            keep = word in {"姓名", "性别", "籍贯"}
            dialog.list.item(at).setCheckState(
                Qt.CheckState.Checked if keep else Qt.CheckState.Unchecked
            )
        dialog.list.setCurrentRow(words.index("籍贯"))
        dialog.width_box.setValue(20)
        while dialog.list.currentRow():
            button(dialog, "上移").click()
        button(dialog, "确定").click()

    in_dialog(ColumnsDialog, choose)
    press(qtbot, page, "栏目和纸张…")
    qtbot.waitUntil(lambda: drawn(page), timeout=SLOW)
    out = tmp_path / "名册.xlsx"
    export(qtbot, small_desk, page, out, in_file_dialog)
    assert columns_of(out) == ["籍贯", "姓名", "性别"]
    table = next(block for block in page.sheet().blocks if hasattr(block, "columns"))
    assert table.columns[0].width == 20
    kept = small_desk.store.preference("ledger:members")
    assert kept["columns"] == ["native_place", "name", "sex"]

    in_dialog(ColumnsDialog, lambda dialog: (button(dialog, "恢复默认").click(), dialog.accept()))
    press(qtbot, page, "栏目和纸张…")
    assert len(next(b for b in page.sheet().blocks if hasattr(b, "columns")).columns) == 15


def test_a_ledger_without_any_column_is_not_asked_for(qtbot, desk):
    page = opened(qtbot, desk)

    def untick(dialog):
        for at in range(dialog.list.count()):
            dialog.list.item(at).setCheckState(Qt.CheckState.Unchecked)
        assert not button(dialog, "确定").isEnabled()
        dialog.reject()

    in_dialog(ColumnsDialog, untick)
    press(qtbot, page, "栏目和纸张…")


def test_what_the_file_remembers_wrongly_is_as_usual(qtbot, desk):
    for kept in ("乱写", {"columns": 3, "widths": {"name": "宽"}, "paper": "B5"}, [1]):
        desk.store.prefer("ledger:members", kept)
        page = opened(qtbot, desk)
        page.reload()
        assert len(next(b for b in page.sheet().blocks if hasattr(b, "columns")).columns) == 15


def test_those_of_one_name_are_told_apart_by_their_birth_month(qtbot, desk):
    for month in (3, 8):
        enter(desk.store, Member(name="张伟", born_on=PartialDate(1988, month)))
    page = opened(qtbot, desk, "member")
    who = page.choice.who
    assert {who.itemText(at) for at in range(who.count())} >= {
        "张伟（1988年3月生）",
        "张伟（1988年8月生）",
    }


def test_a_name_nobody_bears_is_told_instead_of_a_page(qtbot, desk):
    enter(desk.store, Member(name="张伟"))
    page = opened(qtbot, desk, "member")
    page.choice.who.line.selectAll()
    type_text(page.choice.who.line, "查无此人")
    qtbot.waitUntil(lambda: "没有选到党员" in page.papers.sentence)
    assert not button(page, "打印…").isEnabled()


def test_the_working_year_of_the_window_is_the_year_exported(qtbot, desk):
    page = opened(qtbot, desk)
    page.show_year(2011)
    assert page.choice.year == 2011
    assert page.sheet().stem.endswith("2011年度")


def test_numbers_are_masked_in_the_file_until_asked_for(qtbot, desk, tmp_path, in_file_dialog):
    enter(desk.store, Member(name="赵敏", phone="13812345678"))
    page = opened(qtbot, desk)
    page.choice.format.setCurrentIndex(page.choice.format.findData(".csv"))
    out = tmp_path / "名册.csv"
    export(qtbot, desk, page, out, in_file_dialog)
    assert "138****5678" in out.read_text("utf-8-sig")
    page.choice.full.setChecked(True)
    out.unlink()
    export(qtbot, desk, page, out, in_file_dialog)
    assert "13812345678" in out.read_text("utf-8-sig")


def test_numbers_are_written_in_full_at_once_where_the_file_asks_for_it(qtbot, desk):
    desk.store.prefer(FULL_NUMBERS, True)
    assert opened(qtbot, desk).choice.full.isChecked()


def test_after_an_export_the_file_and_its_folder_are_one_press_away(
    qtbot, desk, tmp_path, in_file_dialog
):
    page = opened(qtbot, desk)
    assert not page.outcome.isVisible()
    out = tmp_path / "名册.xlsx"
    export(qtbot, desk, page, out, in_file_dialog)
    assert page.outcome.isVisible()
    assert button(page.outcome, "打开所在文件夹").isVisible()
    out.unlink()
    press(qtbot, page, "打开文件")
    assert "已不在原处" in desk.notice.sentence


def test_one_export_is_told_once_beside_the_ways_to_the_file(qtbot, desk, tmp_path, in_file_dialog):
    page = opened(qtbot, desk)
    page.write(tmp_path / "没有" / "名册.xlsx", lambda _report: write_nowhere())
    qtbot.waitUntil(lambda: "没有写成" in desk.notice.sentence)
    export(qtbot, desk, page, tmp_path / "名册.xlsx", in_file_dialog)
    assert not desk.notice.sentence


def test_an_export_that_ends_while_another_page_is_seen_is_told_there(qtbot, desk, tmp_path):
    page = opened(qtbot, desk)
    go_on = Event()
    page.write(tmp_path / "名册.xlsx", lambda _report: go_on.wait())
    desk.show_page("members")
    go_on.set()
    qtbot.waitUntil(lambda: desk.notice.sentence == "已导出“名册.xlsx”。")
    desk.show_page("export")
    assert page.outcome.isVisible()


def test_what_was_written_before_is_no_more_said_beside_another_wish(
    qtbot, desk, tmp_path, in_file_dialog
):
    page = opened(qtbot, desk)
    export(qtbot, desk, page, tmp_path / "甲.xlsx", in_file_dialog)
    assert page.outcome.isVisible()
    page.write(tmp_path / "没有" / "乙.xlsx", lambda _report: write_nowhere())
    qtbot.waitUntil(lambda: "没有写成" in desk.notice.sentence)
    assert not page.outcome.isVisible()
    export(qtbot, desk, page, tmp_path / "丙.xlsx", in_file_dialog)
    assert page.outcome.isVisible()
    page.choice.full.click()
    assert not page.outcome.isVisible()


def write_nowhere():
    raise AppError("没有写成。")


def test_a_place_that_cannot_be_written_gets_a_sentence(qtbot, desk, tmp_path, in_file_dialog):
    page = opened(qtbot, desk)
    there = tmp_path / "名册.xlsx"
    there.mkdir()
    page.write(there, lambda report: write_whole(there, page.sheet(), report))
    qtbot.waitUntil(lambda: "是一个文件夹" in desk.notice.sentence, timeout=SLOW)
    gone = tmp_path / "没有" / "名册.xlsx"
    page.write(gone, lambda report: write_whole(gone, page.sheet(), report))
    qtbot.waitUntil(lambda: "不存在" in desk.notice.sentence, timeout=SLOW)
    locked = tmp_path / "只读"
    locked.mkdir()
    locked.chmod(stat.S_IRUSR | stat.S_IXUSR)
    assert not page.outcome.isVisible()
    locked.chmod(stat.S_IRWXU)


def write_whole(path, sheet, report):
    from exporters.files import write_sheet

    write_sheet(path, sheet, report)


def test_stand_in_fonts_are_told_above_the_pages(qtbot, desk):
    page = opened(qtbot, desk)
    assert page.papers.stand_ins == stand_in_sentence()
    assert [name for name, _ in stand_ins() if name not in page.papers.stand_ins] == []


def test_without_a_printer_there_is_a_sentence_and_the_way_to_a_file(
    qtbot, desk, tmp_path, in_file_dialog
):
    assert not printing.has_printer()
    make_sample(desk.store, members=8)
    page = opened(qtbot, desk)
    press(qtbot, page, "打印…")
    assert "没有装打印机" in desk.notice.sentence
    out = tmp_path / "名册.pdf"
    in_file_dialog(out)
    press(qtbot, desk.notice, "打印到文件…")
    qtbot.waitUntil(page.outcome.isVisible, timeout=SLOW)
    assert len(PdfDocument(out)) == len(page.papers.pages.sizes)


def test_the_dialog_of_the_system_asks_for_printer_and_range(qtbot, desk):
    pages = pages_of(desk, qtbot)
    printer = printing.printer_for(pages, "党员花名册")
    assert printer.pageLayout().orientation() == QPageLayout.Orientation.Landscape
    seen = []

    def leave(dialog):
        seen.append((dialog.minPage(), dialog.maxPage()))
        dialog.reject()

    in_dialog(QPrintDialog, leave)
    assert printing.choose(desk.page, printer, len(pages.sizes)) is None
    assert seen == [(1, 2)]


def pages_of(desk, qtbot):
    make_sample(desk.store)
    return opened(qtbot, desk).papers.pages


def to_file(path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setFullPage(True)
    return printer


def told(_done, _total):
    return None


def test_printing_paints_each_page_whole_on_paper_of_its_own_size(qtbot, desk, tmp_path):
    pages = pages_of(desk, qtbot)
    out = tmp_path / "打印.pdf"
    printing.paint_pages(to_file(out), pages, range(len(pages.sizes)), told)
    printed = PdfDocument(out)
    assert len(printed) == len(pages.sizes) == 2
    for number, size in enumerate(pages.sizes):
        assert printed.get_page_size(number) == pytest.approx(size, abs=1.5)
    scale = 100 / 72
    one = Pages(out.read_bytes()).picture(0, scale)
    two = pages.picture(0, scale)
    assert ink(one) == pytest.approx(ink(two), abs=3)


def ink(picture):
    """Return the box around what is not white, in pixels."""
    rows = [
        picture.pixels[at * picture.stride : at * picture.stride + picture.width * 4 : 4]
        for at in range(picture.height)
    ]
    filled = [at for at, row in enumerate(rows) if min(row) < 128]
    columns = [at for at in range(picture.width) if min(row[at] for row in rows) < 128]
    return filled[0], filled[-1], columns[0], columns[-1]


def test_pages_of_different_sizes_each_keep_theirs(tmp_path):
    a4, a3 = PdfDocument.new(), BytesIO()
    for size in ((595.3, 841.9), (1190.6, 841.9)):
        a4.new_page(*size)
    a4.save(a3)
    pages = Pages(a3.getvalue())
    out = tmp_path / "打印.pdf"
    printing.paint_pages(to_file(out), pages, (1, 0), told)
    printed = PdfDocument(out)
    assert printed.get_page_size(0) == pytest.approx((1190.6, 841.9), abs=2)
    assert printed.get_page_size(1) == pytest.approx((595.3, 841.9), abs=2)


def test_printing_to_a_file_keeps_the_pages_words_and_takes_only_the_range(qtbot, desk, tmp_path):
    pages = pages_of(desk, qtbot)
    printer = to_file(tmp_path / "第二页.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 2)
    numbers = printing.chosen_pages(printer, len(pages.sizes))
    assert numbers == [1]
    printing.Job(printer, pages.data, numbers).run(told)
    printed = PdfDocument(tmp_path / "第二页.pdf")
    assert len(printed) == 1
    assert "第2页" in printed[0].get_textpage().get_text_bounded().replace(" ", "")


def test_a_range_beyond_the_last_page_is_answered_with_a_sentence(tmp_path):
    printer = to_file(tmp_path / "没有.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(7, 9)
    with pytest.raises(AppError, match="只有 2 页"):
        printing.chosen_pages(printer, 2)


def test_printing_stops_when_it_is_cancelled(qtbot, desk, tmp_path):
    pages = pages_of(desk, qtbot)

    def cancel(done, _total):
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        printing.paint_pages(to_file(tmp_path / "半份.pdf"), pages, (0, 1), cancel)


def test_the_print_service_is_told_printer_copies_and_sides():
    sides = QPrinter.DuplexMode.DuplexLongSide
    command = printing.lp_command("办公室", "党员花名册", 3, sides)
    assert command[:5] == ["lp", "-d", "办公室", "-n", "3"]
    assert "sides=two-sided-long-edge" in command
    assert "print-scaling=none" in command


def test_a_window_closed_while_a_page_is_painted_stays_silent(qtbot, window, small_desk):
    small_desk.show_page("export")
    QTest.qWait(200)
    window.show_first_page()
    with qtbot.capture_exceptions() as caught:
        QThreadPool.globalInstance().waitForDone()
        QApplication.sendPostedEvents()
    assert caught == []


def test_pages_as_wide_as_the_room_stay_so_in_a_smaller_window(qtbot):
    document, file = PdfDocument.new(), BytesIO()
    document.new_page(595, 842)
    document.save(file)
    view = PaperView()
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    view.show_pages(Drawn(Pages(file.getvalue()), "", ""))

    def width():
        return view._papers._places[0].width()

    before = width()
    assert 600 < before < 700
    view.resize(500, 400)
    qtbot.waitUntil(lambda: width() < 500)


def test_pages_are_drawn_anew_once_the_settings_that_they_are_counted_by_are_others(qtbot, desk):
    page = opened(qtbot, desk)
    desk.show_page("members")
    keep_settings(desk.store, MeetingSettings(hours=40))
    desk.show_page("export")
    assert not drawn(page)
    qtbot.waitUntil(lambda: drawn(page), timeout=SLOW)
    desk.show_page("members")
    desk.show_page("export")
    assert drawn(page)
