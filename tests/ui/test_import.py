"""The import page: look, mend, confirm, take back, by what a person does and sees."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QThreadPool, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSpinBox,
)

from models.backup import backups_of
from models.branch import Branch
from models.importing import Kind
from models.members import Member
from models.members.movements import enter
from models.own_columns import own_columns, own_values
from models.store import Store
from models.values import PartialDate
from tests.models.importing.test_workbook import marked_xls
from tests.ui.conftest import type_text
from tests.ui.test_whole_path import press
from ui.pages.import_preview import NEW_COLUMN
from ui.pages.import_table import FIXED, KIND, NUMBER, REASON
from ui.pages.imports import ImportPage
from ui.table.frozen import FrozenColumn

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

ROSTER = Path(__file__).parent.parent / "data" / "村党支部党员名册.xls"
SLOW = 20_000
ONE_MORE = "周刚\t男\t1990.2\t丁\n"
MIXED = "姓名\t性别\t出生日期\t备用\n赵敏\t女\t1988.3.12\t甲\n钱伟\t男\t2月30日\t乙\n孙丽\t女\t1990.1\t丙\n"


def clip(text):
    QGuiApplication.clipboard().setText(text)


def pasted(qtbot, desk, text=MIXED):
    clip(text)
    desk.show_page("import")
    before = desk.page.preview
    press(qtbot, desk.page, "粘贴表格")
    qtbot.waitUntil(lambda: desk.page.preview not in (None, before), timeout=SLOW)
    return desk.page


def read(qtbot, desk, path):
    desk.show_page("import")
    desk.page.read_file(path)
    qtbot.waitUntil(lambda: desk.page.preview is not None, timeout=SLOW)
    return desk.page


def test_the_row_number_and_its_state_stay_in_sight_while_the_columns_are_scrolled(qtbot, desk):
    page = read(qtbot, desk, ROSTER)
    table, bar = page.table, page.table.horizontalScrollBar()
    desk.window().resize(800, 600)
    QApplication.processEvents()
    staying = table.findChild(FrozenColumn)
    assert staying.isHidden()
    bar.setValue(bar.maximum())
    assert staying.isVisible()
    assert staying.width() == table.columnWidth(NUMBER) + table.columnWidth(KIND)
    picture = staying.grab().toImage()
    top = table.viewport().y() - staying.y()
    middles = []
    for left, width in ((0, table.columnWidth(NUMBER)), (table.columnWidth(NUMBER), 60)):
        inked = [
            y
            for y in range(top + 4, top + table.rowHeight(0) - 4)
            for x in range(left + 6, left + width - 6)
            if picture.pixelColor(x, y).lightness() < 140
        ]
        middles.append((min(inked) + max(inked)) / 2 - top)
    assert max(abs(each - table.rowHeight(0) / 2) for each in middles) < 3, "on the row's middle"
    for section in range(table.model().columnCount() - 1, REASON, -1):
        table.setCurrentIndex(table.model().index(0, section))
        assert table.visualRect(table.currentIndex()).left() >= table.width_that_stays
    bar.setValue(bar.maximum())
    right = table.columnWidth(NUMBER) + 10
    qtbot.mouseClick(staying, Qt.MouseButton.LeftButton, pos=QPoint(right, top + 50))
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, KIND)
    assert bar.value() == 0


def column(page, section):
    model = page.table.model()
    return [model.index(row, section).data() for row in range(model.rowCount())]


def at(page, row, section):
    page.table.setFocus()
    page.table.setCurrentIndex(page.table.model().index(row, section))


def words(page):
    return [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]


def workbook(path, *sheets):
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_cell_is_mended_by_typing_over_it_and_judged_at_once(qtbot, desk):
    page = pasted(qtbot, desk, MIXED + ONE_MORE)
    assert column(page, KIND) == ["新增", "有误", "新增", "新增"]
    at(page, 1, FIXED + 2)
    QTest.keyClick(page.table, Qt.Key.Key_1)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "1"
    QTest.keyClicks(editor, "988-2-3")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: column(page, KIND) == ["新增"] * 4)
    assert column(page, FIXED + 2)[1] == "1988-2-3"
    assert page.table.currentIndex().row() == 2
    assert any(b.text() == "确认导入 4 行" for b in page.findChildren(QPushButton))


def test_escape_gives_the_typing_up_and_delete_empties_the_chosen_cells(qtbot, desk):
    page = pasted(qtbot, desk)
    at(page, 1, FIXED + 2)
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert editor.text() == "2月30日"
    type_text(editor, "1999")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert column(page, FIXED + 2)[1] == "2月30日"
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert column(page, FIXED + 2)[1] == ""
    assert page.preview.counts[Kind.FAULTY] == 0


def test_one_copied_word_goes_into_the_cells_and_a_block_becomes_another_import(qtbot, desk):
    page = pasted(qtbot, desk)
    at(page, 1, FIXED + 2)
    clip("1988.2.3")
    QTest.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert column(page, FIXED + 2)[1] == "1988.2.3"
    clip("姓名\t性别\n周刚\t男\n")
    QTest.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(page.preview.rows) == 1)
    press(qtbot, desk.notice, "换回来")
    assert column(page, FIXED + 2)[1] == "1988.2.3"


def test_the_chosen_cells_are_copied_as_a_block(qtbot, desk):
    page = pasted(qtbot, desk)
    page.table.setFocus()
    page.table.selectAll()
    QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "赵敏\t女\t1988.3.12\t甲" in QGuiApplication.clipboard().text()


def test_rows_are_ordered_by_any_column_names_by_their_sound_and_put_back(qtbot, desk):
    page = pasted(qtbot, desk)
    for times, names in ((1, "钱伟 孙丽 赵敏"), (2, "赵敏 孙丽 钱伟"), (3, "赵敏 钱伟 孙丽")):
        heads = page.table.horizontalHeader()
        place = QPoint(heads.sectionViewportPosition(FIXED) + 12, heads.height() - 8)
        qtbot.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert column(page, FIXED) == names.split(), times


def test_a_mended_row_stays_in_sight_until_another_kind_is_chosen(qtbot, desk):
    page = pasted(qtbot, desk)
    press(qtbot, page, "有误 1")
    assert column(page, FIXED) == ["钱伟"]
    at(page, 0, FIXED + 2)
    page.table.fill("1988.2.3")
    assert column(page, KIND) == ["新增"]
    press(qtbot, page, "有误 0")
    assert column(page, FIXED) == []
    press(qtbot, page, "全部 3")
    assert len(column(page, FIXED)) == 3


def test_the_reason_stands_in_its_column_its_cell_and_below(qtbot, desk):
    page = pasted(qtbot, desk)
    reason = column(page, REASON)[1]
    assert "2月30日" in reason
    at(page, 1, FIXED + 2)
    assert any(reason in text and "F2" in text for text in words(page))
    cell = page.table.model().index(1, FIXED + 2)
    assert cell.data(Qt.ItemDataRole.ToolTipRole).endswith(reason)


def test_a_column_not_taken_in_says_how_it_is_taken(qtbot, desk):
    page = pasted(qtbot, desk)
    at(page, 0, FIXED + 3)
    QTest.keyClick(page.table, Qt.Key.Key_X)
    assert "没有取入" in desk.notice.sentence
    assert column(page, FIXED + 3)[0] == "甲"


def test_a_column_becomes_one_of_the_branchs_own_and_undo_takes_both_back(qtbot, desk):
    page = pasted(qtbot, desk)
    heads = page.table.horizontalHeader()
    box = heads.box(FIXED + 3)
    box.setCurrentIndex(box.findData(NEW_COLUMN))
    box.activated.emit(box.currentIndex())
    assert "备用" in heads.box(FIXED + 3).currentText()
    press(qtbot, page, "确认导入 2 行")
    (own,) = own_columns(desk.store, "member")
    assert own.label == "备用"
    assert sorted(
        *zip(*(each.values() for each in own_values(desk.store, "member").values()), strict=True)
    ) == ["丙", "甲"]
    desk.store.undo()
    assert own_columns(desk.store, "member") == []


def test_the_mapping_made_by_hand_is_remembered(qtbot, desk):
    page = pasted(qtbot, desk)
    page.table.horizontalHeader().mapped.emit(FIXED + 3, "remark")
    press(qtbot, page, "确认导入 2 行")
    page = pasted(qtbot, desk)
    assert page.preview.mapping[3] == "remark"


def test_a_swap_that_is_refused_leaves_the_head_as_it_was(qtbot, desk):
    page = pasted(qtbot, desk, "姓名\t性别\t\n赵敏\t女\t甲\n")
    box = page.table.horizontalHeader().box(FIXED + 2)
    assert box.findData(NEW_COLUMN) < 0
    page.table.horizontalHeader().mapped.emit(FIXED + 2, NEW_COLUMN)
    assert desk.notice.sentence
    assert page.table.horizontalHeader().box(FIXED + 2).currentData() == ""


def test_the_sheet_is_chosen_among_several(qtbot, desk, tmp_path):
    rows = [("姓名", "性别"), ("赵敏", "女")]
    path = workbook(
        tmp_path / "两张.xlsx",
        ("说明", [("这一张", "没有", "人"), ("甲", "乙", "丙")]),
        ("一组", rows),
        ("二组", [*rows, ("钱伟", "男")]),
    )
    page = read(qtbot, desk, path)
    box = next(b for b in page.findChildren(QComboBox) if b.accessibleName() == "工作表")
    box.textActivated.emit("二组")
    assert column(page, FIXED) == ["赵敏", "钱伟"]
    box = next(b for b in page.findChildren(QComboBox) if b.accessibleName() == "工作表")
    box.textActivated.emit("说明")
    assert page.preview.sheet.name == "说明"
    assert page.preview.counts[Kind.NEW] == 0


def test_the_heading_is_put_right_by_hand_one_row_or_two(qtbot, desk, tmp_path):
    path = workbook(
        tmp_path / "无名.xlsx",
        (
            "名单",
            [
                ("支部人员", "", ""),
                ("党员", "个人", ""),
                ("谁", "哪年生", "什么族"),
                ("赵敏", "1988.3", "汉族"),
                ("钱伟", "1990.1", "回族"),
            ],
        ),
    )
    page = read(qtbot, desk, path)
    assert "姓名" in desk.notice.sentence
    row = next(w for w in page.findChildren(object) if name_of(w) == "表头在第几行")
    row.setValue(3)
    heads = page.table.horizontalHeader()
    heads.mapped.emit(FIXED, "name")
    heads.mapped.emit(FIXED + 1, "born_on")
    assert column(page, KIND) == ["新增", "新增"]
    depth = next(w for w in page.findChildren(object) if name_of(w) == "表头占几行")
    depth.setCurrentIndex(1)
    depth.activated.emit(1)
    heading = page.preview.heading
    assert (heading.first, heading.last) == (1, 2)
    shown = [w.text() for w in page.findChildren(QSpinBox) if w.isVisibleTo(page)]
    assert shown == ["表头在第 2–3 行"]


def name_of(widget):
    return getattr(widget, "accessibleName", str)()


def test_an_import_is_backed_up_and_taken_back_with_one_press(qtbot, desk):
    page = pasted(qtbot, desk)
    press(qtbot, page, "确认导入 2 行")
    assert any(each.reason == "导入前" for each in backups_of(desk.store.path))
    assert len(desk.store.all(Member)) == 2
    press(qtbot, page, "撤销这次导入")
    assert desk.store.all(Member) == []
    assert column(page, FIXED) == ["赵敏", "钱伟", "孙丽"]
    press(qtbot, page, "确认导入 2 行")
    press(qtbot, page, "查看党员")
    assert sorted(m.name for m in desk.store.all(Member)) == ["孙丽", "赵敏"]
    assert desk.page.view.title == "党员"


def test_what_was_taken_is_said_once_and_the_next_preview_begins_clean(qtbot, desk):
    page = pasted(qtbot, desk)
    press(qtbot, page, "确认导入 2 行")
    assert any("新增 2 人" in text for text in words(page))
    assert desk.notice.sentence == ""
    enter(desk.store, Member(name="周刚"))
    assert desk.notice.sentence == "已保存：新增党员周刚。"
    pasted(qtbot, desk)
    assert desk.notice.sentence == ""


def test_an_import_that_is_cancelled_writes_nothing_and_keeps_the_preview(qtbot, desk, monkeypatch):
    lines = "\n".join(f"党员{at:04}\t男" for at in range(3000))
    page = pasted(qtbot, desk, f"姓名\t性别\n{lines}\n")
    monkeypatch.setattr("ui.whole_file.PATIENCE", 1)

    def cancel():
        dialog = QApplication.activeModalWidget()
        if dialog is None or not dialog.findChildren(QProgressBar):
            QTimer.singleShot(1, cancel)
        else:
            press(qtbot, dialog, "取消")

    QTimer.singleShot(1, cancel)
    press(qtbot, page, "确认导入 3000 行")
    assert "已取消导入" in desk.notice.sentence
    assert desk.store.all(Member) == []
    assert page.preview.counts[Kind.NEW] == 3000


def test_rows_with_a_fault_are_saved_to_be_sent_back(qtbot, desk, tmp_path, in_file_dialog):
    page = pasted(qtbot, desk)
    out = tmp_path / "退回.xlsx"
    in_file_dialog(out)
    press(qtbot, page, "另存有问题的行…")
    qtbot.waitUntil(lambda: "已存为" in desk.notice.sentence, timeout=SLOW)
    texts = [str(cell) for row in load_workbook(out).active.values for cell in row if cell]
    assert "钱伟" in texts
    assert "赵敏" not in texts
    assert any("2月30日" in text for text in texts)


def test_an_import_given_up_comes_back(qtbot, desk):
    page = pasted(qtbot, desk)
    press(qtbot, page, "放弃导入")
    assert page.preview is None
    press(qtbot, desk.notice, "恢复")
    assert len(page.preview.rows) == 3


def test_rows_are_judged_anew_when_someone_was_entered_meanwhile(qtbot, desk):
    page = pasted(qtbot, desk)
    other = pasted(qtbot, desk, "姓名\t性别\t出生日期\n赵敏\t女\t1988.3.12\n")
    press(qtbot, other, "确认导入 1 行")
    page = pasted(qtbot, desk)
    assert column(page, KIND) == ["相同", "有误", "新增"]
    desk.store.undo()
    assert column(page, KIND) == ["新增", "有误", "新增"]


def test_rows_read_while_someone_was_entered_are_judged_against_them(qtbot, desk):
    clip(MIXED)
    desk.show_page("import")
    press(qtbot, desk.page, "粘贴表格")
    enter(desk.store, Member(name="赵敏", sex="女", born_on=PartialDate(1988, 3, 12)))
    qtbot.waitUntil(lambda: desk.page.preview is not None, timeout=SLOW)
    assert column(desk.page, KIND)[0] == "相同"


def test_an_import_that_could_not_be_taken_back_is_still_there_to_be_taken_back(qtbot, desk):
    page = pasted(qtbot, desk)
    press(qtbot, page, "确认导入 2 行")
    desk.store.connection.execute("PRAGMA query_only = 1")
    try:
        press(qtbot, page, "撤销这次导入")
        assert "只读" in desk.notice.sentence
    finally:
        desk.store.connection.execute("PRAGMA query_only = 0")
    press(qtbot, page, "撤销这次导入")
    assert desk.store.all(Member) == []
    assert column(page, FIXED) == ["赵敏", "钱伟", "孙丽"]


def test_what_a_sheet_is_taken_as_goes_back_where_that_was_refused(qtbot, tmp_path):
    path = tmp_path / "支部.zhibu"
    Store.create(path, Branch(name="机关第三党支部")).close()
    with Store.open(path) as store:
        page = ImportPage(store)
        qtbot.addWidget(page)
        clip(MIXED)
        page.paste()
        qtbot.waitUntil(lambda: page.preview is not None, timeout=SLOW)
        box = next(b for b in page.findChildren(QComboBox) if name_of(b) == "作为什么取入")
        store.connection.execute("PRAGMA shrink_memory")
        with path.open("r+b") as file:
            file.seek(100)
            file.write(bytes(path.stat().st_size - 100))
        box.setCurrentIndex(1)
        with qtbot.waitSignal(page.refused) as said:
            box.activated.emit(1)
    assert "损坏" in said.args[0]
    assert box.currentData() == Member.table


def drop(page, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(page, QDragEnterEvent(QPoint(10, 10), *how))
    QApplication.sendEvent(page, QDropEvent(QPointF(10, 10), *how))


def test_a_file_is_dropped_on_the_page(qtbot, desk, tmp_path):
    desk.show_page("import")
    drop(desk.page, ROSTER)
    qtbot.waitUntil(lambda: desk.page.preview is not None, timeout=SLOW)
    assert len(desk.page.preview.rows) == 63
    drop(desk.page.table.viewport(), tmp_path)
    assert "不是文件" in desk.notice.sentence
    drop(desk.page, ROSTER, ROSTER)
    assert "一次拖一个" in desk.notice.sentence


def test_of_two_files_read_at_once_the_later_is_shown_and_the_earlier_says_nothing(
    qtbot, desk, tmp_path
):
    desk.show_page("import")
    later = workbook(tmp_path / "后一份.xlsx", ("表", [("姓名", "性别"), ("赵敏", "女")]))
    desk.page.read_file(ROSTER)
    desk.page.read_file(later)
    qtbot.waitUntil(lambda: desk.page.preview is not None, timeout=SLOW)
    QThreadPool.globalInstance().waitForDone()
    QTest.qWait(50)
    assert column(desk.page, FIXED) == ["赵敏"]
    assert desk.notice.sentence == ""


def test_reading_that_is_cancelled_says_so_and_shows_nothing(qtbot, desk):
    desk.show_page("import")
    desk.page.read_file(ROSTER)
    press(qtbot, desk.page, "取消")
    qtbot.waitUntil(lambda: "已取消" in desk.notice.sentence, timeout=SLOW)
    assert desk.page.preview is None


def test_a_picture_or_too_much_on_the_clipboard_gets_a_sentence(qtbot, desk):
    desk.show_page("import")
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(0)
    QGuiApplication.clipboard().setImage(picture)
    press(qtbot, desk.page, "粘贴表格")
    assert "是图片" in desk.notice.sentence
    clip("姓名\t性别\n" + "赵敏\t女\n" * 2_000_000)
    press(qtbot, desk.page, "粘贴表格")
    assert "太多了" in desk.notice.sentence
    assert desk.page.preview is None
    clip("")


def cut_zip(folder):
    whole = workbook(folder / "整.xlsx", ("表", [("姓名", "性别"), ("赵敏", "女")]))
    path = folder / "半.xlsx"
    path.write_bytes(whole.read_bytes()[:3000])
    return path


def renamed_text(folder):
    path = folder / "文字.xlsx"
    path.write_text("今天开会的通知\n请大家按时参加\n", "utf-8")
    return path


def empty_rows(folder):
    book = Workbook()
    for number in range(1, 3001):
        book.active.cell(number, 1).number_format = "@"
    path = folder / "空.xlsx"
    book.save(path)
    return path


def old_under_a_new_name(folder):
    path = folder / "旧.xlsx"
    shutil.copy(ROSTER, path)
    return path


def locked(folder):
    path = folder / "加密.xlsx"
    path.write_bytes(marked_xls("EncryptedPackage"))
    return path


def deleted(folder):
    path = workbook(folder / "没了.xlsx", ("表", [("姓名", "性别"), ("赵敏", "女")]))
    path.unlink()
    return path


def other_zip(folder):
    path = folder / "压缩.xlsx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("说明.txt", "不是工作簿")
    return path


@pytest.mark.parametrize("make", [cut_zip, renamed_text, empty_rows, locked, deleted, other_zip])
def test_a_file_that_is_no_roster_gets_a_sentence_and_nothing_is_shown(qtbot, desk, tmp_path, make):
    desk.show_page("import")
    desk.page.read_file(make(tmp_path))
    qtbot.waitUntil(lambda: "什么也没有取入" in desk.notice.sentence, timeout=SLOW)
    assert desk.page.preview is None


def test_an_old_workbook_under_a_new_name_is_read(qtbot, desk, tmp_path):
    page = read(qtbot, desk, old_under_a_new_name(tmp_path))
    assert len(page.preview.rows) == 63


def test_many_rows_are_mended_without_freezing_the_window(qtbot, desk):
    lines = "\n".join(f"党员{at:04}\t男\t1988.3" for at in range(3000))
    page = pasted(qtbot, desk, f"姓名\t性别\t出生日期\n{lines}\n")
    at(page, 5, FIXED + 2)
    page.table.fill("2月30日")
    assert column(page, KIND)[5] == "有误"
    assert page.preview.counts[Kind.NEW] == 2999
