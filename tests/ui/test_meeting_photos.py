"""照片和扫描件 in the editor of minutes: in by every way, by keys alone, nothing lost or half done."""

from __future__ import annotations

from datetime import date
from threading import Event

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPlainTextEdit, QWidget

from models.attachments import Attachment, attachments_of, body_of
from models.branch import Branch
from models.meetings.only_pictures import begun_among
from models.meetings.photos import SCAN, Incoming, put
from models.meetings.records import Meeting
from models.store import Store
from tests.models.meetings.branches import people_of
from tests.photographs import HEIC, photograph, scan
from tests.ui.conftest import type_text
from ui.meeting.bringing import MOST
from ui.meeting.photo_row import MOVED, PhotoRow
from ui.meeting.photo_view import PhotoView
from ui.meeting.photos import Photos
from ui.pages.minutes_editor import MinutesEditor
from ui.pictures import Source

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

DAY = date(2026, 3, 20)
HELD = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def people():
    return people_of(4)


@pytest.fixture
def meeting(people):
    return people.hold("党员大会", DAY, starts_at="14:30", ends_at="16:30").meeting


@pytest.fixture
def editor(qtbot, people):
    made = MinutesEditor(people.store)
    qtbot.addWidget(made)
    made.resize(1134, 700)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.told = []
    made.refused.connect(made.told.append)
    yield made
    QGuiApplication.clipboard().clear()


@pytest.fixture
def shown(editor, people, meeting):
    """The editor of a meeting with three photographs."""
    put(people.store, meeting, [incoming(name) for name in ("甲", "乙", "丙")])
    editor.open(meeting.id)
    return editor


def incoming(name, **facts):
    colour = {"甲": "red", "乙": "green", "丙": "blue"}.get(name, "white")
    return Incoming(name=f"{name}.jpg", body=photograph(colour=colour), **facts)


def rows(editor):
    """Return the lines from top to bottom, once they are laid out."""
    QTest.qWait(1)
    found = [row for row in editor.findChildren(PhotoRow) if row.isVisibleTo(editor)]
    return sorted(found, key=lambda row: row.mapTo(editor, QPoint()).y())


def names(editor, meeting):
    kept = [each.name for each in attachments_of(editor.store, meeting)]
    assert [row.photo.name for row in rows(editor)] == kept
    return kept


def mime(*paths, moved=None):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    if moved is not None:
        data = QMimeData()
        data.setData(MOVED, str(moved).encode())
    return data


def drop(target, data, y=10):
    action, none = Qt.DropAction.CopyAction, HELD
    left = Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(10, y), action, data, left, none)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(target, QDragMoveEvent(QPoint(10, y), action, data, left, none))
    QApplication.sendEvent(target, QDropEvent(QPointF(10, y), action, data, left, none))
    QTest.qWait(1)


def rows_of_text(editor):
    """Return a line and a long text to be typed in."""
    return editor.form.facts.editors["venue"], editor.findChild(QPlainTextEdit).viewport()


def press(name, inside):
    each = next(
        b for b in inside.findChildren(QAbstractButton) if name in (b.text(), b.accessibleName())
    )
    each.click()


def words(widget):
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def write(folder, **files):
    made = []
    for name, body in files.items():
        made.append(folder / name.replace("_", "."))
        made[-1].write_bytes(body)
    return made


def test_files_chosen_are_shown_and_are_one_step_of_the_window(
    qtbot, desk, tmp_path, in_file_dialog
):
    people = people_of(3, store=desk.store)
    meeting = people.hold("党员大会", DAY).meeting
    [path] = write(tmp_path, 会场_png=photograph(turned=6, kind="PNG"))
    desk.show_record(Meeting.table, meeting.id)
    in_file_dialog(path)
    press("添加照片或扫描件", desk.page)
    [row] = rows(desk.page)
    assert row.photo.name == "会场.png"
    assert "已保存：给3月20日党员大会放入1张照片" in desk.notice.sentence
    press("撤销", desk.notice)
    assert rows(desk.page) == []
    press("重做", desk.notice)
    assert len(rows(desk.page)) == 1
    image = QImage.fromData(body_of(desk.store, rows(desk.page)[0].photo))
    assert (image.width(), image.height()) == (40, 60)
    desk.show_record("attachment", row.photo.id)
    assert "党员大会" in words(desk.page)


def test_what_is_dropped_anywhere_on_the_page_is_put_in_and_the_rest_is_told(
    editor, meeting, tmp_path
):
    editor.open(meeting.id)
    good = write(
        tmp_path, 甲_heic=HEIC.read_bytes(), 乙_webp=photograph(kind="WEBP"), 丙_pdf=scan(2)
    )
    drop(rows_of_text(editor)[0], mime(*good[:1]))
    drop(rows_of_text(editor)[1], mime(*good[1:]))
    assert names(editor, meeting) == ["甲.heic", "乙.webp", "丙.pdf"]
    assert rows(editor)[2].photo.media_type == SCAN
    assert editor.told == []
    bad = write(tmp_path, 空_jpg=b"", 丁_png=photograph(colour="green"), 锁_pdf=b"%PDF-1.7 broken")
    drop(editor.form, mime(bad[0]))
    assert editor.told.pop() == "“空.jpg”：这个文件是空的，没有放入；请换一个文件。"
    drop(editor.form, mime(bad[2], good[0], bad[1]))
    assert editor.told.pop() == (
        "“锁.pdf”：这个 PDF 不能读取或有密码，没有放入；请另存为没有密码的 PDF 再放入。"
        "1 个已经在这次会议里，没有重复放入。其余 1 个已放入。"
    )
    folder = tmp_path / "照片夹"
    folder.mkdir()
    drop(editor.form, mime(folder, bad[0]))
    assert "2 个没有放入（照片夹、空.jpg）" in editor.told.pop()
    drop(editor.form, mime(*good * MOST))
    assert "一次最多放入 100 个文件、共 300 MB，什么也没有放入" in editor.told.pop()
    assert names(editor, meeting) == ["甲.heic", "乙.webp", "丙.pdf", "丁.png"]


def test_a_picture_or_files_on_the_clipboard_are_pasted_and_words_are_not(
    editor, meeting, tmp_path
):
    editor.open(meeting.id)
    clipboard, photos = QGuiApplication.clipboard(), editor.findChild(Photos)
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(0xFF2020)
    clipboard.setImage(image)
    press("粘贴照片或扫描件", photos)
    clipboard.setMimeData(mime(*write(tmp_path, 乙_jpg=photograph())))
    rows(editor)[0].caption.setFocus()
    QTest.keyClick(rows(editor)[0].caption, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert names(editor, meeting) == ["粘贴的照片.jpg", "乙.jpg"]
    clipboard.setText("会场全景")
    press("粘贴照片或扫描件", photos)
    assert "剪贴板里没有图片或文件，没有放入" in editor.told.pop()
    QTest.keyClick(rows(editor)[0].caption, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert rows(editor)[0].caption.text() == "会场全景"
    assert len(names(editor, meeting)) == 2


def test_a_new_meeting_is_saved_before_its_first_photograph(editor, people, tmp_path):
    editor.begin_new("党员大会", DAY)
    assert "放入时先保存这次会议。" in words(editor)
    [path] = write(tmp_path, 甲_jpg=photograph())
    drop(editor.form, mime(path))
    [meeting] = people.store.all(Meeting)
    assert names(editor, meeting) == ["甲.jpg"]
    assert not editor.is_dirty
    assert "放入时先保存这次会议。" not in words(editor)
    editor.reload()
    told = [each.text for each in editor.form.checks.findings]
    assert any(text.startswith("只有照片，没有时间、地点和内容，没有计入") for text in told)


@pytest.mark.parametrize("typed", ["who came", "the place"])
def test_a_meeting_in_which_something_was_typed_is_recorded_with_its_photograph(
    editor, people, tmp_path, typed
):
    editor.begin_new("党员大会", DAY)
    if typed == "who came":
        editor.form.roll.clicked.emit(0)
    else:
        editor.form.facts.editors["venue"].show_text("会议室")
    drop(editor.form, mime(*write(tmp_path, 甲_jpg=photograph())))
    assert begun_among(people.store, people.store.all(Meeting)) == frozenset()


def test_a_meeting_begun_with_a_photograph_is_recorded_once_it_is_entered(editor, people, tmp_path):
    editor.begin_new("党员大会", DAY)
    drop(editor.form, mime(*write(tmp_path, 甲_jpg=photograph())))
    assert len(begun_among(people.store, people.store.all(Meeting))) == 1
    editor.finish()
    assert begun_among(people.store, people.store.all(Meeting)) == frozenset()


def test_a_meeting_that_cannot_be_saved_gets_no_photograph(editor, people, tmp_path):
    editor.begin_new("党员大会", DAY)
    editor.form.facts.editors["held_on"].show_text("没有日期")
    drop(editor.form, mime(*write(tmp_path, 甲_jpg=photograph())))
    assert "没有保存" in editor.told.pop()
    assert people.store.all(Attachment) == people.store.all(Meeting) == []


def test_what_is_stopped_halfway_puts_nothing_in(editor, meeting):
    editor.open(meeting.id)
    read = Event()

    def slowly():
        read.wait(5)
        return photograph()

    def stop():
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(20, stop)
            return
        press("取消", dialog)
        read.set()

    QTimer.singleShot(20, stop)
    editor.findChild(Photos).bringing.bring(
        [Source("甲.jpg", slowly), Source("乙.jpg", photograph)]
    )
    assert editor.told == ["已取消，没有留下任何半成品。"]
    assert names(editor, meeting) == []


def test_captions_order_and_removal_go_by_keys_and_keep_the_cursor(shown, meeting):
    first = rows(shown)[0]
    first.caption.setFocus()
    type_text(first.caption, "会场全景")
    QTest.keyClick(first.caption, Qt.Key.Key_Down, ALT)
    assert names(shown, meeting) == ["乙.jpg", "甲.jpg", "丙.jpg"]
    assert QApplication.focusWidget() is first.caption
    QTest.keyClick(first.caption, Qt.Key.Key_Return)
    assert attachments_of(shown.store, meeting)[1].caption == "会场全景"
    QTest.keyClick(first.picture, Qt.Key.Key_Up, ALT)
    QTest.keyClick(first.picture, Qt.Key.Key_Up, ALT)
    assert names(shown, meeting) == ["甲.jpg", "乙.jpg", "丙.jpg"]
    last = rows(shown)[2]
    last.picture.setFocus()
    QTest.keyClick(last.picture, Qt.Key.Key_Delete)
    assert QApplication.focusWidget() is rows(shown)[1].picture
    assert names(shown, meeting) == ["甲.jpg", "乙.jpg"]
    shown.store.undo()
    shown.reload()
    assert names(shown, meeting) == ["甲.jpg", "乙.jpg", "丙.jpg"]


def test_a_caption_half_typed_is_kept_when_the_meeting_is_saved_or_the_window_closed(
    shown, meeting
):
    row = rows(shown)[0]
    row.caption.setFocus()
    type_text(row.caption, "会场")
    shown.save()
    assert attachments_of(shown.store, meeting)[0].caption == "会场"
    type_text(rows(shown)[1].caption, "发言")
    shown.leave()
    assert attachments_of(shown.store, meeting)[1].caption == "发言"


def test_a_photograph_is_dragged_to_its_place(shown, meeting):
    first, _, last = rows(shown)
    area = first.parentWidget()
    drop(area, mime(moved=first.photo.id), y=last.geometry().bottom())
    assert names(shown, meeting) == ["乙.jpg", "丙.jpg", "甲.jpg"]
    data, unknown = mime(moved=first.photo.id), mime(moved=999)
    enter, move, strange = (
        event(place, Qt.DropAction.MoveAction, of, Qt.MouseButton.LeftButton, HELD)
        for event, place, of in (
            (QDragEnterEvent, QPoint(10, 10), data),
            (QDragMoveEvent, QPoint(10, 10), data),
            (QDragEnterEvent, QPoint(10, 10), unknown),
        )
    )
    QApplication.sendEvent(area, enter)
    QApplication.sendEvent(area, move)
    assert [row.photo.name for row in rows(shown)] == ["甲.jpg", "乙.jpg", "丙.jpg"]
    QApplication.sendEvent(area, QDragLeaveEvent())
    assert names(shown, meeting) == ["乙.jpg", "丙.jpg", "甲.jpg"]
    QApplication.sendEvent(area, strange)
    assert not strange.isAccepted()


def test_photographs_of_another_meetings_time_are_offered_to_it(editor, people, meeting, tmp_path):
    other = people.hold("支委会", DAY, starts_at="09:00", ends_at="10:00").meeting
    people.hold("支委会", DAY, starts_at="19:00")
    editor.open(meeting.id)
    files = write(
        tmp_path,
        甲_jpg=photograph(taken="2026:03:20 09:40:00"),
        乙_jpg=photograph(taken="2026:03:20 15:00:00", colour="blue"),
        丙_jpg=photograph(taken="2026:03:20 09:30:00", colour="green"),
    )
    drop(editor.form, mime(*files))
    photos = editor.findChild(Photos)
    assert "有 2 张照片拍于 2026-03-20 09:30 前后，与3月20日支委会（09:00）的时间相符。" in words(
        photos
    )
    press("放到那次会议", photos)
    assert names(editor, meeting) == ["乙.jpg"]
    assert [each.name for each in attachments_of(people.store, other)] == ["甲.jpg", "丙.jpg"]
    assert "相符" not in words(photos)
    people.store.undo()
    editor.reload()
    assert len(names(editor, meeting)) == 3


def test_every_photograph_is_looked_at_large_page_by_page(qtbot, shown, people, meeting, tmp_path):
    put(people.store, meeting, [Incoming(name="签到表.pdf", body=scan(2), media_type=SCAN)])
    shown.reload()
    view = PhotoView(
        shown.findChild(Photos),
        people.store,
        attachments_of(people.store, meeting),
        rows(shown)[2].photo,
    )
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(lambda: "3 / 4" in words(view))
    view.activateWindow()
    qtbot.waitUntil(lambda: view.isAncestorOf(QApplication.focusWidget()))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: "4 / 4　第 1 页，共 2 页" in words(view))
    press("下一张", view)
    qtbot.waitUntil(lambda: "第 2 页，共 2 页" in words(view))
    press("原始大小", view)
    pictures = view.findChildren(QLabel)
    qtbot.waitUntil(lambda: max(one.pixmap().height() for one in pictures) == 2560)
    assert not next(
        b for b in view.findChildren(QAbstractButton) if b.text() == "下一张"
    ).isEnabled()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.isVisible()


def test_what_is_kept_is_written_to_a_file_that_is_asked_for(
    qtbot, shown, people, meeting, tmp_path, in_file_dialog
):
    kept = attachments_of(people.store, meeting)
    view = PhotoView(shown.findChild(Photos), people.store, kept, kept[1])
    qtbot.addWidget(view)
    view.show()
    in_file_dialog(tmp_path / "会场.jpg")
    press("另存为…", view)
    assert (tmp_path / "会场.jpg").read_bytes() == body_of(people.store, kept[1])
    assert "已存为“会场.jpg”" in words(view)


def test_small_pictures_come_after_the_page_and_damage_is_told(qtbot, editor, people, meeting):
    put(
        people.store,
        meeting,
        [
            incoming("甲"),
            Incoming(name="坏.jpg", body=b"damaged"),
            Incoming(name="签到表.pdf", body=scan(), media_type=SCAN),
            Incoming(name="坏.pdf", body=b"%PDF-1.7", media_type=SCAN),
        ],
    )
    editor.open(meeting.id)
    pictures = [row.picture for row in rows(editor)]
    qtbot.waitUntil(lambda: all(each.word != "…" for each in pictures))
    assert [each.word for each in pictures] == ["", "无法显示", "", "无法显示"]


def test_everything_of_it_has_a_name_and_is_reached_by_tab(shown):
    photos = shown.findChild(Photos)
    stops = [w for w in photos.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    stops = [stop for stop in stops if stop.isVisibleTo(photos) and stop.isEnabled()]
    assert [stop for stop in stops if not stop.accessibleName()] == []
    shown.form.agenda.new.setFocus()
    seen = set()
    for _ in range(len(stops) + 10):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.add(QApplication.focusWidget())
    assert set(stops) <= seen


def test_a_file_that_is_only_read_shows_its_photographs_and_takes_none(window, tmp_path):
    path = tmp_path / "只读.zhibu"
    with Store.create(path, Branch(name="机关第三党支部")) as store:
        meeting = people_of(3, store=store).hold("党员大会", DAY).meeting
        put(store, meeting, [incoming("甲")])
    window.open_file(path, read_only=True)
    window.desk.show_record(Meeting.table, meeting.id)
    [row] = rows(window.desk)
    photos = window.desk.findChild(Photos)
    named = {each.accessibleName(): each for each in photos.findChildren(QAbstractButton)}
    for control in (row.caption, row.drop, named["添加照片或扫描件"], named["粘贴照片或扫描件"]):
        assert not control.isEnabled()
    assert row.picture.isEnabled()
    QTest.keyClick(row.picture, Qt.Key.Key_Delete)
    assert len(rows(window.desk)) == 1
