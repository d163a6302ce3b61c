"""Every page, dialog and empty state of the window, brought about one after the other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from models.branch import Branch
from models.sample import make_sample, sample_branch
from models.store import Store
from ui.shell.navigation import PLACES

DAY = date(2026, 11, 23)
ROSTER = Path(__file__).parent / "data" / "村党支部党员名册.xls"
_SLOW = {"export": 1.5}


def settle(seconds=0.15):
    """Let Qt finish for a while."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def views(window, place):
    """Yield a name and the widget to be drawn, once it is ready."""
    window.show_first_page()
    settle()
    yield "first", window
    empty = place / "空.zhibu"
    Store.create(empty, Branch(name="机关第三党支部")).close()
    window.open_file(empty)
    for each in PLACES:
        window.desk.show_page(each.code)
        settle(_SLOW.get(each.code, 0.15))
        yield f"empty-{each.code}", window
    path = place / "第三党支部.zhibu"
    with Store.create(path, sample_branch(DAY)) as store:
        make_sample(store)
    window.open_file(path)
    yield from _filled(window)
    window.show_first_page(path)
    window.centralWidget().refuse("密码不对，或文件损坏，或不是支部台账文件；文件未作任何改动。")
    settle()
    yield "locked", window


def _filled(window):
    """Yield the pages of a branch with people in it."""
    from ui.pages.movement import MovementDialog

    desk = window.desk
    desk.show_page("members")
    settle()
    yield "members", window
    page = desk.page
    page.table.selectRow(2)
    settle()
    yield "profile", window
    page.edit(page.model.rows[2])
    page.findChild(object, "field_identity_number").setText("110105198803121235")
    page.findChild(object, "field_born_on").setText("1988年2月30日")
    page.findChild(object, "field_born_on").edited.emit()
    settle(0.8)
    yield "form", window
    dialog = MovementDialog(desk.store, page.model.rows[5], desk)
    dialog.show()
    settle(0.8)
    yield "movement", dialog
    dialog.reject()
    for code in ("branch", "export", "history"):
        desk.show_page(code)
        settle(_SLOW.get(code, 0.15))
        yield code, window
    desk.show_page("import")
    desk.page.read_file(ROSTER)
    settle(1.0)
    yield "import", window
