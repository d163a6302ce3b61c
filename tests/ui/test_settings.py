"""Settings hold at once, are kept, and passwords do what they say."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox

from models import database
from models.backup import back_up, backups_of
from models.branch import Branch
from models.elsewhere import second_place
from models.frameworks import framework_of
from models.members import Member
from models.members.movements import enter
from models.password import password_opens, recovery_code, set_password
from models.store import Store
from tests.ui.conftest import type_text
from tests.ui.test_pages import texts
from tests.ui.test_whole_path import fill, press
from ui.app import wear
from ui.shell import association
from ui.shell.password_dialog import PasswordDialog
from ui.shell.preferences import Preferences
from ui.shell.recovery_dialog import RecoveryDialog

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
    pytest.mark.usefixtures("cheap_keys"),
]
PASSWORD = "一个 password"  # noqa: S105 - a test's


@pytest.fixture
def page(desk):
    desk.show_page("settings")
    return desk.page


def combo(page, name):
    return next(box for box in page.findChildren(QComboBox) if box.accessibleName() == name)


def choose(box, text):
    box.setCurrentText(text)
    box.activated.emit(box.currentIndex())


def in_dialogs(qtbot, *steps):
    """Do each step in the dialog of its kind, once that is shown."""
    left = list(steps)

    def look():
        shown = QApplication.activeModalWidget()
        if left and isinstance(shown, left[0][0]):
            left.pop(0)[1](shown)
        if left:
            QTimer.singleShot(20, look)

    QTimer.singleShot(20, look)


def set_by_hand(qtbot, page, password=PASSWORD, old=""):
    def answer(dialog):
        if old:
            type_text(dialog.old, old)
        type_text(dialog.new, password)
        type_text(dialog.again, password)
        press(qtbot, dialog, dialog.windowTitle())

    codes = []

    def read(dialog):
        codes.append("".join(texts(dialog)))
        # An Enter too many must not close it unread.
        assert dialog.focusWidget().text() == "打印…"
        dialog.reject()

    in_dialogs(qtbot, (PasswordDialog, answer), (RecoveryDialog, read))
    press(qtbot, page, "更换密码…" if old else "设置密码…")
    return codes


def test_theme_and_text_size_hold_at_once_and_the_next_time(qtbot, qapp, window, desk):
    window.redress_asked.connect(lambda: wear(qapp))
    press(qtbot, desk.page, "新增党员")
    fill(qtbot, desk.page, "name", "赵敏")
    desk.show_page("settings")
    choose(combo(desk.page, "主题"), "深色")
    qtbot.waitUntil(lambda: window.desk is not desk)
    assert window.desk.code == "settings"
    assert qapp.palette().window().color().lightness() < 128
    choose(combo(window.desk.page, "文字大小"), "150%")
    qtbot.waitUntil(lambda: qapp.font().pixelSize() == 21)
    assert (Preferences().theme, Preferences().text_size) == ("dark", 150)
    assert any("已保存" in words and "尚未备份" in words for words in texts(window.desk.navigation))
    window.desk.show_page("members")
    assert window.desk.page.findChild(object, "field_name").text() == "赵敏"
    Preferences().theme, Preferences().text_size = "light", 100
    wear(qapp)


def test_a_password_is_set_with_its_warning_and_the_sheet_is_offered(qtbot, desk, page):
    assert any("没有设密码" in text for text in texts(page))
    path = desk.store.path
    (shown,) = set_by_hand(qtbot, page)
    assert desk.store.encrypted
    assert recovery_code(desk.store)[:29] in shown
    assert any("已设密码" in text for text in texts(page))
    assert password_opens(path, PASSWORD)
    assert all(password_opens(backup.path, PASSWORD) for backup in backups_of(path))


def test_the_warning_comes_before_the_password(page, desk, qtbot):
    dialog = PasswordDialog(page, desk.store)
    qtbot.addWidget(dialog)
    dialog.show()
    assert any("谁也打不开" in text for text in texts(dialog))
    press(qtbot, dialog, "设置密码")
    assert "至少 6 个字符" in dialog.refusal
    type_text(dialog.new, PASSWORD)
    type_text(dialog.again, "别的密码一二三")
    dialog.findChild(QCheckBox).click()
    assert dialog.new.displayText() == PASSWORD
    dialog.findChild(QCheckBox).click()
    assert PASSWORD not in dialog.new.displayText()
    press(qtbot, dialog, "设置密码")
    assert "两次输入的新密码不一样" in dialog.refusal
    assert not desk.store.encrypted


def test_a_password_is_changed_and_removed_only_with_the_old_one(qtbot, desk, page):
    set_by_hand(qtbot, page)
    dialog = PasswordDialog(page, desk.store, remove=True)
    qtbot.addWidget(dialog)
    dialog.show()
    type_text(dialog.old, "不对的密码")
    press(qtbot, dialog, "取消密码")
    assert "现在的密码不对" in dialog.refusal
    assert desk.store.encrypted
    set_by_hand(qtbot, page, "另一个新密码", old=PASSWORD)
    assert password_opens(desk.store.path, "另一个新密码")
    dialog.old.setText("另一个新密码")
    press(qtbot, dialog, "取消密码")
    assert not desk.store.encrypted


def test_the_sheet_saved_as_pdf_holds_the_code_that_opens_the_file(
    qtbot, desk, page, tmp_path, in_file_dialog
):
    import pypdfium2

    set_password(desk.store, PASSWORD)
    dialog = RecoveryDialog(page, desk.store)
    qtbot.addWidget(dialog)
    dialog.show()
    in_file_dialog(tmp_path / "恢复单.pdf")
    press(qtbot, dialog, "存为 PDF 文件…")
    assert "已写成" in dialog.told
    with pypdfium2.PdfDocument(tmp_path / "恢复单.pdf") as book:
        words = "".join(book[0].get_textpage().get_text_bounded().split())
    code = recovery_code(desk.store)
    assert code.replace("-", "") in words.replace("-", "")
    assert "密封" in words
    assert (tmp_path / "恢复单.pdf").stat().st_mode & 0o777 == 0o600
    assert password_opens(desk.store.path, code)


def test_the_second_place_gets_every_backup(qtbot, desk, page, tmp_path, monkeypatch):
    place = tmp_path / "移动硬盘"
    place.mkdir()
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getExistingDirectory", lambda *_: str(place))
    press(qtbot, page, "选择…")
    assert second_place(desk.store) == place
    desk.back_up()
    assert len(list(place.rglob("*.zhibu"))) == 1
    press(qtbot, page, "不用了")
    desk.back_up()
    assert len(list(place.rglob("*.zhibu"))) == 1


def test_a_second_place_that_takes_no_file_is_refused_and_the_old_one_stays(
    qtbot, desk, page, tmp_path, monkeypatch
):
    place = "PySide6.QtWidgets.QFileDialog.getExistingDirectory"
    monkeypatch.setattr(place, lambda *_: str(tmp_path))
    press(qtbot, page, "选择…")
    monkeypatch.setattr(place, lambda *_: "/proc")
    press(qtbot, page, "选择…")
    assert "“/proc”里不能存文件，没有选它；原来的选择没有变" in desk.notice.sentence
    assert second_place(desk.store) == tmp_path
    assert list(tmp_path.glob("tmp*")) == []


def test_the_file_is_checked_and_said_to_be_whole(qtbot, desk, page):
    with desk.store.change("登记") as change:
        change.save(Member(name="赵敏"))
    press(qtbot, page, "检查文件")
    assert "文件完好" in desk.notice.sentence


def test_the_framework_is_kept_in_the_file(page, desk):
    choose(page._framework, "兰州“六化”标准（6543）")
    assert framework_of(desk.store).code == "lanzhou-liuhua"
    assert any("政治建设" in text for text in texts(page))
    choose(page._framework, "暂不选")
    assert framework_of(desk.store) is None


def test_a_double_click_is_taken_on_and_taken_back(qtbot, desk, page, tmp_path):
    press(qtbot, page, "双击 .zhibu 文件由本程序打开")
    assert association.is_associated()
    (desktop,) = tmp_path.rglob("zhibu.desktop")
    assert "main.py" in desktop.read_text("utf-8")
    press(qtbot, page, "取消双击打开")
    assert list(tmp_path.rglob("zhibu.*")) == []


def test_the_sample_says_why_it_has_no_password(window):
    window.show_sample()
    window.desk.show_page("settings")
    page = window.desk.page
    assert any("示例只在内存里" in text for text in texts(page))
    assert not page._set.isEnabled()
    window.desk.show_page("backups")
    assert any("示例只在内存里" in text for text in texts(window.desk.page))


def test_the_fonts_that_stand_in_are_named(qtbot, page):
    qtbot.waitUntil(
        lambda: any("字体" in t and "正在" not in t for t in texts(page)), timeout=20_000
    )


def test_stale_backups_are_told_at_the_next_opening(qtbot, window, tmp_path):
    path = tmp_path / "甲.zhibu"
    with Store.create(path, Branch(name="甲")) as store:
        made = back_up(store)
        plain = made.path.read_bytes()
        set_password(store, PASSWORD)
    made.path.write_bytes(plain)
    made.sum_path.unlink()
    window.open_file(path, PASSWORD)
    window.desk.begin()
    window.desk.look_after_file()
    qtbot.waitUntil(lambda: "密码不一致" in window.desk.notice.sentence, timeout=10_000)
    press(qtbot, window.desk.notice, "备份和恢复")
    press(qtbot, window.desk.page, "改成现在的密码")
    assert "全部备份都已改成现在的密码" in window.desk.notice.sentence
    assert database.is_encrypted(made.path)
    assert password_opens(made.path, PASSWORD)


def test_numbers_are_whole_from_the_start_where_the_file_says_so(qtbot, window, desk, page):
    enter(desk.store, Member(name="赵敏", phone="13812345678"))
    page._full.setChecked(True)
    path = desk.store.path
    window.close()
    window.show()
    window.open_file(path)
    shown = window.desk.page
    assert shown._full.isChecked()
    assert "13812345678" in [
        shown.model.index(0, column).data() for column in range(shown.model.columnCount())
    ]
    window.desk.show_page("export")
    assert window.desk.page.choice.full.isChecked()


def test_a_sheet_without_a_printer_is_answered_with_a_sentence(qtbot, desk, page, monkeypatch):
    set_password(desk.store, PASSWORD)
    monkeypatch.setattr("ui.printing.has_printer", lambda: False)
    dialog = RecoveryDialog(page, desk.store)
    qtbot.addWidget(dialog)
    dialog.show()
    press(qtbot, dialog, "打印…")
    assert "没有装打印机" in dialog.told


def test_a_password_names_the_copies_it_does_not_reach(qtbot, desk, page, tmp_path):
    copy = back_up(desk.store, "复制", tmp_path / "U盘").path
    set_by_hand(qtbot, page)
    said = desk.notice.sentence
    assert said.startswith("密码已设好，文件和全部备份都已改写；")
    assert copy.name in said
    assert "U盘" in said
    assert said.endswith("删掉后重新复制。")


def test_faults_found_are_told_in_one_sentence(qtbot, desk, page):
    desk.store.connection.execute("UPDATE journal SET title = '别的'")
    desk.store.connection.execute("UPDATE branch SET name = '别的'")
    press(qtbot, page, "检查文件")
    said = desk.notice.sentence
    assert "的历史被改过或已损坏；另有 " in said
    assert " 处问题；文件没有改动，请到" in said
    assert "。" not in said[:-1]


VIEWS = ("columns:member", "ledger:member", "mapping:members", "framework", "backup:elsewhere")
DRAFTS = ("form:member", "line:member", "cell:member", "form:branch")


@pytest.mark.parametrize(
    "value", [5, [1], "x", {"widths": {"name": "x"}}, {"columns": 5}, {"a": 5}]
)
def test_settings_of_another_shape_are_as_none(window, tmp_path, value):
    path = tmp_path / "收到的.zhibu"
    with Store.create(path, Branch(name="甲")) as store:
        for name in VIEWS:
            store.prefer(name, value)
        for name in DRAFTS:
            store.keep_draft(name, json.dumps(value))
    window.open_file(path)
    for code in ("members", "branch", "export", "import", "settings", "backups"):
        window.desk.show_page(code)
        assert window.desk.code == code
    assert not window.desk.notice.sentence
    window.close()


def test_where_no_settings_can_be_kept_they_hold_for_this_run(tmp_path, monkeypatch):
    (tmp_path / "挡路").touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "挡路"))
    kept = Preferences()
    kept.text_size = 150
    kept.note_opened(tmp_path / "甲.zhibu")
    assert (kept.theme, kept.text_size) == ("system", 150)
    assert kept.recent == [tmp_path / "甲.zhibu"]
    assert kept.geometry is None
