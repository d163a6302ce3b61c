"""Every page, dialog and empty state of the window, brought about one after the other."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QScrollArea, QTabWidget

from models.backup import back_up
from models.branch import Branch
from models.meetings.records import Meeting
from models.own_columns import OwnColumn, save_column
from models.password import set_password
from models.sample import make_sample, sample_branch
from models.store import Store
from tests.photographs import photograph, scan
from tests.showing import caught, go, press, settle
from ui.shell.main_window import NOT_OPENED
from ui.shell.navigation import PLACES

DAY = date(2026, 11, 23)
ROSTER = Path(__file__).parent / "data" / "村党支部党员名册.xls"
LEDGER = ROSTER.with_name("村党支部三会一课登记表.xls")
PASSWORD = "一二三四五六"  # noqa: S105 - of a file that is thrown away
_LONG = "“示例党支部党员花名册（2026年度）.xlsx”没有写成：这个文件正在别的程序里打开，原有内容没有改动；请先关掉它，或换一个名字再导出。"


def views(window, place):
    """Yield a name and the widget to be drawn, once it is ready."""
    window.show_first_page()
    settle()
    yield "first", window
    empty = place / "空.zhibu"
    Store.create(empty, Branch(name="机关第三党支部")).close()
    window.open_file(empty)
    yield from _empty(window)
    path = place / "第三党支部.zhibu"
    with Store.create(path, sample_branch(DAY)) as store:
        make_sample(store)
    window.open_file(path)
    window.desk.begin()
    settle(0.4)
    yield from _members(window)
    yield from _table(window)
    yield from _branch(window)
    yield from _meetings(window)
    yield from _dues(window)
    yield from _import(window)
    yield from _export(window)
    yield from _shell(window)
    yield from _first_pages(window, path)


def _empty(window):
    """Yield the pages of a branch without anyone."""
    window.desk.begin()
    for each in PLACES:
        page = go(window, each.code)
        yield f"empty-{each.code}", window
        if each.code in {"branch", "members"}:
            yield from _empty_parts(window, page, each.code)


def _empty_parts(window, page, code):
    if code == "members":
        page.add()
        settle()
        yield "empty-form", window
        press(page, "取消")
        return
    tabs = page.findChild(QTabWidget)
    for at in range(1, tabs.count()):
        tabs.setCurrentIndex(at)
        settle()
        yield f"empty-branch-{tabs.tabText(at)}", window


def _members(window):
    """Yield the roster, one of its people, and what is done about them."""
    from ui.pages.movement import MovementDialog

    page = go(window, "members")
    yield "members", window
    page.table.selectRow(2)
    settle()
    yield "profile", window
    tabs = page.side.findChild(QTabWidget)
    for at in (1, 2):
        tabs.setCurrentIndex(at)
        settle()
        yield f"profile-{tabs.tabText(at)}", window
    tabs.setCurrentIndex(0)
    page.edit(page.model.rows[2])
    page.findChild(object, "field_identity_number").setText("110105198803121235")
    page.findChild(object, "field_born_on").setText("1988年2月30日")
    page.findChild(object, "field_born_on").edited.emit()
    settle(0.8)
    yield "form", window
    press(page, "取消")
    dialog = MovementDialog(window.desk.store, page.model.rows[5], window)
    dialog.show()
    settle()
    yield "movement-none", dialog
    dialog.choose("转出")
    settle()
    yield "movement", dialog
    dialog.form.editor("happened_on").show_text("20261101")
    dialog.form.editor("other_party").show_text("中共示例市第二局机关委员会")
    settle(0.8)
    yield "movement-typed", dialog
    dialog.form = None
    dialog.reject()
    page.close_side()
    page.counting.click()
    settle(0.4)
    yield "statistics", window
    page.counting.click()
    window.desk.top_bar.years.setCurrentIndex(1)
    settle()
    yield "past-year", window
    window.desk.top_bar.years.setCurrentIndex(0)
    settle()


def _meetings(window):
    """Yield the tabs of organisation life, a new meeting and one on file."""
    page = go(window, "meetings")
    tabs = page.findChild(QTabWidget)
    for at in range(tabs.count()):
        tabs.setCurrentIndex(at)
        settle(0.3)
        yield f"meetings-{tabs.tabText(at)}", window
    tabs.setCurrentIndex(0)
    page.begin_new("党员大会", None, None)
    settle(0.5)
    yield "meeting-new", window
    page.leave()
    held = window.desk.store.all(Meeting)[0]
    page.open_meeting(held.id)
    settle(0.5)
    yield "meeting-open", window
    yield from _photographs(window, page, held)


def _dues(window):
    """Yield the tabs of dues; in the grid a member, the sums, and an amount that wants its reason."""
    page = go(window, "dues")
    tabs = page.findChild(QTabWidget)
    grid = page.part.grid
    grid.go_to_month(2, 10)
    grid.setFocus()
    settle()
    yield "dues", window
    page.part.show_member(grid.records.rows[2].member_id)
    settle()
    yield "dues-member", window
    yield from _payments(window, page.part)
    page.part.show_sums()
    settle()
    yield "dues-sums", window
    grid.typed.emit(2, 10, 100)
    settle()
    yield "dues-reason", window
    page.part.reason.give_up()
    for at in range(1, tabs.count()):
        tabs.setCurrentIndex(at)
        settle(0.3)
        yield f"dues-{tabs.tabText(at)}", window
        page.add()
        settle(0.3)
        if tabs.tabText(at) != "欠交":
            yield f"dues-{tabs.tabText(at)}-form", window
            page.part.close_side()
    yield from _bases(window, page)
    tabs.setCurrentIndex(0)


def _payments(window, part):
    """Yield a member's payments, and the form that mends how one came."""
    mends = [
        each
        for each in part.findChildren(QPushButton)
        if each.accessibleName().startswith("改回执") and each.isVisible()
    ]
    area = part.beside.panel.findChild(QScrollArea)
    area.ensureWidgetVisible(mends[1])
    settle()
    yield "dues-payments", window
    yield "dues-payment", caught(mends[0].click)


def _bases(window, page):
    """Yield what is done with the 核定: one of them, a new year's, and those a payroll differs from."""
    page.show_part_for("dues_basis", 0)
    part = page.part
    part.table.go_to(1, 1)
    part.edit(part.model.rows[1])
    settle(0.4)
    yield "dues-basis", window
    part.close_side()
    window.desk.page.show_year(2027)
    settle(0.3)
    yield "dues-basis-next-year", window
    yield "dues-basis-copied", caught(lambda: press(page.part, "照去年核定"))
    window.desk.page.show_year(2026)
    settle(0.3)
    yield "dues-payroll", caught(lambda: _hold_against(page.part, _payroll(part)), wait=1.0)
    agreeing = _payroll(part, differing=0)
    yield "dues-payroll-agreed", caught(lambda: _hold_against(page.part, agreeing), wait=1.0)


def _payroll(part, differing=3):
    """Write a payroll that differs for some, names somebody unknown, and misses others."""
    lines = [line for line in part.model.rows if line.basis and line.basis.base][:20]
    rows = [("姓名", "交纳基数")]
    rows += [
        (part.name_of(line), (line.basis.base + 40_000 * (at < differing)) / 100)
        for at, line in enumerate(lines)
    ]
    rows.append(("查无此人", 5000))
    book = Workbook()
    for row in rows:
        book.active.append(row)
    path = part.store.path.with_name("2026年11月工资表.xlsx")
    book.save(path)
    return path


def _hold_against(part, path):
    from ui.pages.dues_payroll import PayrollCheck

    PayrollCheck(part).file(path)
    settle(1.3)


def _photographs(window, page, meeting):
    """Yield what is kept with a meeting, and one of it large."""
    from models.meetings.photos import SCAN, Incoming, describe, put
    from ui.meeting.form import MinutesForm
    from ui.meeting.photo_view import PhotoView

    colours = ("steelblue", "rosybrown", "seagreen")
    incoming = [
        Incoming(name=f"IMG_{c}.jpg", body=photograph((800, 600), colour=c)) for c in colours
    ]
    incoming.append(Incoming(name="签到表.pdf", body=scan(2), media_type=SCAN))
    store = window.desk.store
    kept = put(store, meeting, incoming)
    describe(store, meeting, kept[0], "会场全景")
    settle(0.6)
    bar = page.findChild(MinutesForm).area.verticalScrollBar()
    bar.setValue(bar.maximum())
    settle()
    yield "meeting-photos", window
    view = PhotoView(window, store, kept, kept[0])
    view.show()
    settle(0.4)
    yield "meeting-photo", view
    view.close()


def _table(window):
    """Yield what is done with the table itself."""
    from ui.table.conditions import between, one_of
    from ui.table.filter_dialog import FilterDialog

    page = window.desk.page
    columns = {column.field.name: column for column in page.available}
    page.conditions.add(one_of(columns["sex"], ["男", "女"]))
    page.conditions.add(between(columns["born_on"], None, None))
    settle()
    yield "conditions", window
    page.search.setText("查无此人")
    settle(0.4)
    yield "nothing-found", window
    page.search.clear()
    page.conditions.clear()
    for name in ("sex", "born_on"):
        dialog = FilterDialog(page.available, page.model.every_row, name, page)
        dialog.show()
        settle()
        yield f"filter-{name}", dialog
        dialog.reject()
    yield from _table_dialogs(page)
    yield from _table_cells(window, page)


def _table_dialogs(page):
    """Yield the dialogs about columns and many cells, and the menus."""
    from ui.record.column_choice import ColumnChoice
    from ui.record.many_rows import ManyRows

    with page.store.change("设栏目") as change:
        save_column(change, OwnColumn(owner_table="member", label="特长"))
    settle()
    dialog = ColumnChoice(page, page)
    dialog.show()
    settle()
    yield "columns", dialog
    dialog.reject()
    page.store.undo()
    page.table.go_to(1, 2)
    page.table.selectRow(1)
    dialog = ManyRows(page, "education")
    dialog.show()
    settle()
    yield "many-rows", dialog
    dialog.reject()
    page.close_side()
    page.table.go_to(1, 1)
    yield "paste-preview", _pasted(page)
    head = page.table.horizontalHeader()
    where = page.table.mapToGlobal(page.table.rect().center())
    yield "menu-row", caught(lambda: page.table.menu_asked.emit(where))
    yield "menu-head", caught(lambda: page.table.head_menu_asked.emit(2, head.mapToGlobal(where)))


def _table_cells(window, page):
    """Yield a cell and the last line as they are typed into."""
    page.table.go_to(3, 2)
    page.table.edit(page.table.currentIndex())
    settle()
    editor = page.table.findChild(QLineEdit, "cell")
    editor.setText("1988-2-30")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settle(0.4)
    yield "cell", window
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    window.desk.notice.hide()
    settle()
    page.line.begin()
    settle()
    yield "new-line", window
    page.table.setFocus()


def _pasted(page):
    block = "姓名\t性别\t出生日期\n赵一\t男\t1980-01-02\n钱二\t不明\t1990年13月\n孙三\t女\t19770304"
    QApplication.clipboard().setText(block)
    return caught(page.work.paste)


def _branch(window):
    """Yield the tabs of 组织建设, with one record open."""
    page = go(window, "branch")
    tabs = page.findChild(QTabWidget)
    for at in range(tabs.count()):
        tabs.setCurrentIndex(at)
        settle()
        yield f"branch-{tabs.tabText(at)[:4].split('（')[0]}", window
    tabs.setCurrentIndex(2)
    part = tabs.currentWidget()
    if part.model.rows:
        part.edit(part.model.rows[0])
        settle()
        yield "branch-form", window
        press(part, "取消")
    tabs.setCurrentIndex(0)


def _import(window):
    """Yield an import from the first look to its end."""
    from models.importing import Kind
    from ui.pages.import_preview import PreviewPane

    page = go(window, "import")
    QApplication.clipboard().setText("一\t二\n三\t四\n五\t六")
    page.paste()
    settle(0.8)
    yield "import-no-heading", window
    page.read_file(ROSTER)
    settle(1.0)
    yield "import", window
    bar = page.table.horizontalScrollBar()
    bar.setValue(bar.maximum())
    settle()
    yield "import-right", window
    bar.setValue(0)
    pane = page.findChild(PreviewPane)
    pane.show_kind(Kind.DOUBTFUL)
    page.table.setCurrentIndex(page.table.model().index(0, 5))
    settle()
    yield "import-doubtful", window
    page.table.edit(page.table.currentIndex())
    settle()
    yield "import-cell", window
    page.table.setFocus()
    pane.show_kind(None)
    press(page, "确认导入")
    settle(2.5)
    yield "import-outcome", window
    page.read_file(LEDGER)
    settle(1.0)
    yield "import-meetings", window
    press(page, "放弃导入")
    settle(0.2)


def _export(window):
    """Yield the pages of ledgers and papers, and the dialogs about them."""
    from exporters.ledgers import CATALOGUE, Asked
    from ui.pages.export_columns import ColumnsDialog

    page = go(window, "export")
    settle(1.0)
    yield "export", window
    asked = Asked(year=DAY.year, made_on=DAY)
    dialog = ColumnsDialog(page, page.store, CATALOGUE["members"], asked)
    dialog.show()
    settle()
    yield "export-columns", dialog
    dialog.reject()
    for code in ("member", "statistics", "minutes", "election-method", "handbook"):
        page.choice.choose(code)
        settle(1.8)
        yield f"export-{code}", window
    press(page, "打印…")
    settle()
    yield "export-no-printer", window
    window.desk.notice.hide()


def _shell(window):
    """Yield what belongs to the window and the file."""
    from ui.pages.backups import RestoreDialog
    from ui.shell.palette import Palette
    from ui.shell.password_dialog import PasswordDialog
    from ui.whole_file import run_alone

    desk = window.desk
    go(window, "history")
    yield "history", window
    desk.page.table.selectRow(len(desk.page.model.rows) - 1)
    settle()
    yield "history-founding", window
    for text in ("hb", "女", "查无此人"):
        desk.find_anywhere()
        desk.findChild(Palette).search.setText(text)
        settle(0.6)
        yield f"palette-{text}", window
    desk.findChild(Palette).close_up()
    page = go(window, "settings")
    yield "settings", window
    bar = page.findChild(QScrollArea).verticalScrollBar()
    for name, value in (("middle", bar.maximum() // 2), ("bottom", bar.maximum())):
        bar.setValue(value)
        settle()
        yield f"settings-{name}", window
    dialog = PasswordDialog(page, desk.store)
    dialog.show()
    dialog.refuse("两次输入的新密码不一样，密码没有改动；请再输入一次。")
    settle()
    yield "password", dialog
    dialog.reject()
    back_up(desk.store)
    page = go(window, "backups")
    settle(0.8)
    yield "backups", window
    dialog = RestoreDialog(page, page.model.rows[0])
    dialog.show()
    settle()
    yield "restore", dialog
    dialog.reject()
    page = go(window, "help")
    for number in (2, 6):
        page.topics.setCurrentRow(number)
        settle()
        yield f"help-{number}", window
    yield from _notices(window)

    def work(report):
        report(3, 10)
        time.sleep(1.2)

    doing = caught(
        lambda: run_alone(window, work, "正在改写文件和全部备份，请不要关机…"),
        wait=0.7,
        close=False,
    )
    yield "doing", doing
    yield "menu-file", caught(lambda: press(desk.top_bar, "文件"))


def _notices(window):
    desk = window.desk
    go(window, "members")
    desk.notice.say("已保存：修改赵敏的会费。", "撤销", lambda: None)
    settle()
    yield "notice-said", window
    desk.notice.warn("这个文件在网盘文件夹里，两台电脑同时打开会互相覆盖；请把它移到本机磁盘。")
    settle()
    yield "notice-warning", window
    desk.notice.refuse(_LONG, "换一个名字", lambda: None)
    settle()
    yield "notice-refused", window
    desk.notice.hide()


def _first_pages(window, path):
    """Yield a file with its password, the covered window, and the first page when files are known."""
    from ui.shell.lock_page import LockDialog
    from ui.shell.recovery_dialog import RecoveryDialog

    store = window.desk.store
    set_password(store, PASSWORD)
    page = go(window, "settings")
    page.reload()
    page.findChild(QScrollArea).verticalScrollBar().setValue(0)
    settle()
    yield "settings-password", window
    dialog = RecoveryDialog(page, store)
    dialog.show()
    settle()
    yield "recovery", dialog
    dialog.reject()
    window.lock()
    settle()
    lock = next(each for each in QApplication.topLevelWidgets() if isinstance(each, LockDialog))
    yield "lock", lock
    yield "lock-covered", window
    lock.accept()
    window.show_first_page()
    settle()
    yield "first-behind", window
    window.show_first_page(path)
    window.centralWidget().refuse(NOT_OPENED)
    settle()
    yield "locked", window
    window.show_first_page(
        refusal="这个文件正在另一个窗口中打开，没有改动；可以先只读查看。", way_on=lambda: None
    )
    settle()
    yield "first-busy", window
    window.open_file(path.with_name("空.zhibu"), read_only=True)
    window.desk.begin()
    for code in ("members", "settings"):
        go(window, code)
        yield f"read-only-{code}", window
