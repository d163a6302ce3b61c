"""照片和扫描件 that are odd, large, looked at in a hurry, or gone meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QThreadPool, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from models.attachments import attachments_of
from models.meetings.minutes import remove
from models.meetings.photos import SCAN, Incoming, put, take_out
from tests.models.meetings.branches import people_of
from tests.photographs import photograph, scan
from ui.meeting import bringing, photo_view
from ui.meeting.dropping import Dropping
from ui.meeting.photo_view import PhotoView
from ui.meeting.photos import Photos
from ui.meeting.shared import Shared
from ui.meeting.thumbnails import Thumbnails, small_picture
from ui.pictures import Source
from ui.record.photo import PhotoBox

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

DAY = date(2026, 3, 20)
NO_SIZE = ""
"""No number of pixels, so that the work itself fails."""


@pytest.fixture
def people():
    return people_of(4)


@pytest.fixture
def meeting(people):
    return people.hold("党员大会", DAY, starts_at="14:30", ends_at="16:30").meeting


@pytest.fixture
def card(qtbot, people, meeting):
    """The card of the meeting's photographs, with what it tells."""
    made = Photos(Shared(people.store))
    made.told, made.rearrangements = [], []
    made._shared.refused.connect(made.told.append)
    made._shared.rearranged.connect(lambda: made.rearrangements.append(1))
    qtbot.addWidget(made)
    made.show_meeting(meeting)
    return made


def words(widget):
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def press(name, inside):
    next(b for b in inside.findChildren(QAbstractButton) if b.text() == name).click()


def bring(card, **taken):
    colours = iter(("red", "green", "blue"))
    card.bringing.bring(
        [
            Source(f"{name}.jpg", lambda at=at: photograph(taken=at, colour=next(colours)))
            for name, at in taken.items()
        ]
    )


def test_an_offer_is_about_the_photographs_still_kept_and_goes_with_the_last(card, people, meeting):
    people.hold("支委会", DAY, starts_at="09:00", ends_at="10:00")
    bring(card, 甲="2026:03:20 09:40:00", 乙="2026:03:20 09:30:00")
    assert "有 2 张照片拍于 2026-03-20 09:30 前后" in words(card)
    take_out(people.store, meeting, attachments_of(people.store, meeting)[1])
    card.reload()
    assert "有 1 张照片拍于 2026-03-20 09:40，与" in words(card)
    people.store.undo()
    people.store.undo()
    card.reload()
    assert "相符" not in words(card)


def test_an_offer_that_could_not_be_followed_stands_until_it_is_settled(card, people, meeting):
    other = people.hold("支委会", DAY, starts_at="09:00", ends_at="10:00").meeting
    bring(card, 甲="2026:03:20 09:40:00")
    remove(people.store, other)
    press("放到那次会议", card)
    assert len(card.told) == len(attachments_of(people.store, meeting)) == 1
    assert "相符" in words(card)
    press("留在这里", card)
    assert "相符" not in words(card)


def test_captions_that_a_line_shows_otherwise_are_left_as_they_are(card, people, meeting):
    kept = put(people.store, meeting, [Incoming(name="甲.jpg", body=photograph())] * 2)
    captions = ["会场  全景", "𠮷" * 150]
    with people.store.change("说明") as change:
        for photo, caption in zip(kept, captions, strict=True):
            change.save(replace(photo, caption=caption))
    card.reload()
    card.keep()
    assert [each.caption for each in attachments_of(people.store, meeting)] == captions


def test_what_is_put_in_puts_the_page_in_order_once(card):
    bring(card, 甲="", 乙="")
    assert card.rearrangements == [1]


def test_many_large_files_at_once_are_refused_together(card, people, meeting, monkeypatch):
    monkeypatch.setattr(bringing, "MOST_BYTES", 2**20)
    large = [scan(pages) + bytes(600_000) for pages in (1, 2)]
    for body in large:
        card.bringing.bring([Source("甲.pdf", lambda body=body: body)])
    assert card.told == []
    assert len(attachments_of(people.store, meeting)) == 2
    card.bringing.bring([Source("乙.pdf", lambda body=body: body + b"\n") for body in large])
    assert card.told == ["一次最多放入 100 个文件、共 1 MB，什么也没有放入；请分几次放入。"]
    assert len(attachments_of(people.store, meeting)) == 2


def dragged(path):
    """Return a file dragged from a program that adds a picture of it."""
    data, image = QMimeData(), QImage(30, 40, QImage.Format.Format_RGB32)
    image.fill(0x0000FF)
    data.setUrls([QUrl.fromLocalFile(str(path))])
    data.setImageData(image)
    return data


def drop(target, data):
    rest = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(target, QDragEnterEvent(QPoint(5, 5), *rest))
    QApplication.sendEvent(target, QDropEvent(QPointF(5, 5), *rest))
    QTest.qWait(1)


def test_of_a_dragged_file_its_picture_is_not_asked_for(qtbot, tmp_path):
    around = QWidget()
    qtbot.addWidget(around)
    dropping, told = Dropping(around), []
    dropping.dropped.connect(lambda data: told.append((data.urls(), data.hasImage())))
    dropping.watch(around)
    data = dragged(tmp_path / "甲.jpg")
    drop(around, data)
    assert told == [(data.urls(), False)]


def test_the_box_of_a_photograph_takes_the_file_before_the_picture_of_it(qtbot, tmp_path):
    path = tmp_path / "甲.jpg"
    path.write_bytes(photograph((40, 60), colour="red"))
    box, told = PhotoBox("赵敏"), []
    qtbot.addWidget(box)
    box.chosen.connect(told.append)
    drop(box, dragged(path))
    [image] = map(QImage.fromData, told)
    assert (image.width(), image.pixelColor(5, 5).red() > 200) == (40, True)


# How they look.


def test_a_photograph_that_claims_a_vast_size_is_not_decoded():
    body = bytearray(photograph())
    at = body.index(b"\xff\xc0") + 5
    body[at : at + 4] = (20_000).to_bytes(2, "big") * 2
    assert small_picture(bytes(body), "image/jpeg", 100).isNull()
    assert not small_picture(photograph(), "image/jpeg", 100).isNull()


def test_a_small_picture_whose_making_fails_is_told_as_none(qtbot, people, meeting):
    kept = put(people.store, meeting, [Incoming(name="甲.jpg", body=photograph())])
    thumbnails = Thumbnails(people.store, NO_SIZE)
    with qtbot.waitSignal(thumbnails.made) as made:
        thumbnails.ask(kept)
    assert made.args[1].isNull()


@pytest.fixture
def view(qtbot, people, meeting, card):
    """Thirty photographs and a scan of thirty pages, looked at from the first on."""
    photos = [Incoming(name=f"{n}.jpg", body=photograph((n + 1, 9))) for n in range(30)]
    kept = put(
        people.store, meeting, [*photos, Incoming(name="表", body=scan(30), media_type=SCAN)]
    )
    read = []
    people.store.connection.set_trace_callback(
        lambda sql: read.append(sql) if "bytes FROM content" in sql else None
    )
    made = PhotoView(card, people.store, kept, kept[0])
    made.read = read
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: "正在打开…" not in words(made))
    read.clear()
    yield made
    made.reject()
    people.store.connection.set_trace_callback(None)


def test_a_photograph_whose_drawing_fails_is_said_not_to_be_shown(qtbot, view, monkeypatch):
    monkeypatch.setattr(photo_view, "LARGEST_SIDE", NO_SIZE)
    view.step(1)
    qtbot.waitUntil(lambda: "这个文件无法显示，内容没有改动。" in words(view))


def test_who_goes_on_quickly_waits_for_the_last_alone(qtbot, view):
    for _ in range(30):
        view.step(1)
    assert "31 / 31" in words(view)
    qtbot.waitUntil(lambda: "第 1 页，共 30 页" in words(view))
    assert len(view.read) == 2
    for _ in range(29):
        view.step(1)
    assert "第 30 页，共 30 页" in words(view)
    qtbot.waitUntil(lambda: "正在打开…" not in words(view))
    assert len(view.read) == 2


def test_nothing_more_is_drawn_once_it_is_closed(view):
    for _ in range(30):
        view.step(1)
    view.reject()
    assert QThreadPool.globalInstance().waitForDone(5000)
    QTest.qWait(1)
    assert len(view.read) == 1
