"""照片和扫描件 of a meeting: put in, described, put in order; each of it is a step of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame

from models.attachments import Attachment, attachments_of
from models.errors import AppError
from models.meetings import photos as steps
from ui import theme
from ui.meeting.bringing import Bringing
from ui.meeting.dropping import Dropping
from ui.meeting.photo_list import PhotoList
from ui.meeting.photo_offers import PhotoOffers
from ui.meeting.photo_row import WIDTH
from ui.meeting.thumbnails import Thumbnails
from ui.widgets import button, column, label, row
from ui.writing import for_writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from models.meetings.records import Meeting
    from ui.meeting.shared import Shared

_HINT = "把照片或扫描件拖到这一页，或复制后在这里按 Ctrl+V；照片自动转正，去掉拍摄地点。"
_NEW = "放入时先保存这次会议。"


class Photos(QFrame):
    """The card of what is kept with a meeting.

    `on_file` gives the meeting as it is on file, saved first if it is new; None if that could not
    be done.
    """

    on_file: Callable[[], Meeting | None]

    def __init__(self, shared: Shared) -> None:
        super().__init__()
        self.setObjectName("card")
        self._shared, self._store = shared, shared.store
        self._meeting: Meeting | None = None
        self.on_file = lambda: self._meeting
        self._thumbnails = Thumbnails(self._store, 2 * theme.unit(WIDTH))
        self._list = PhotoList(self._store)
        self._offers = PhotoOffers(self._store)
        self.bringing = Bringing(self, self._put)
        self._build()
        self._connect()

    def _build(self) -> None:
        inside = column(self, margin=16, spacing=12)
        self._count = label("", "hint")
        self._add = button("添加…", self.bringing.choose, "quiet", "plus")
        self._add.setAccessibleName("添加照片或扫描件")
        self._paste = button("粘贴", self.bringing.paste, "quiet", "clipboard-paste")
        self._paste.setAccessibleName("粘贴照片或扫描件")
        title = label("照片和扫描件", "cardtitle")
        inside.addLayout(row(title, self._count, None, self._paste, self._add))
        self._hint = label("", "hint", wrap=True)
        for each in (self._list, self._offers, self._hint):
            inside.addWidget(each)
        for_writing(self._store, self._add, self._paste)

    def _connect(self) -> None:
        self._thumbnails.made.connect(self._list.show_image)
        self._list.opened.connect(self._open)
        self._list.removal_asked.connect(self._take_out)
        self._list.arranged.connect(self._arrange)
        self._list.described.connect(self._describe)
        self._list.pasted.connect(self.bringing.paste)
        self._offers.accepted.connect(self._give)
        self._offers.settled.connect(self._on_settled)
        self.bringing.refused.connect(self._shared.refused)
        self._dropping = Dropping(self)
        self._dropping.dropped.connect(self.bringing.take_dropped)

    def take_drops_on(self, around: QWidget) -> None:
        """Take files that are dropped on a widget around this as well."""
        if not self._store.read_only:
            self._dropping.watch(around)

    # What is shown.

    def show_meeting(self, meeting: Meeting) -> None:
        """Show what is kept with a meeting, nothing for one that is not on file."""
        self.keep()
        if self._meeting is None or self._meeting.id != meeting.id:
            self._offers.forget()
        self._meeting = meeting if meeting.id else None
        self.reload()

    def reload(self) -> None:
        """Show the file as it is now."""
        photos = self._kept()
        is_other = self._list.show_photos(photos)
        is_other |= self._offers.show_for(photos)
        self._list.setVisible(bool(photos))
        self._count.setText(f"{len(photos)} 个" if photos else "")
        self._hint.setText(_HINT if self._meeting else _HINT + _NEW)
        self._thumbnails.ask(photos)
        if is_other:
            self._shared.rearranged.emit()

    def _kept(self) -> list[Attachment]:
        return attachments_of(self._store, self._meeting) if self._meeting else []

    def keep(self) -> None:
        """Keep what is half typed."""
        self._list.settle()

    def leave(self) -> None:
        """Keep what is half typed and ask the file for nothing more: it is about to be closed."""
        self.keep()
        self._thumbnails.stop()

    # What is done with one of them, or with what comes in.

    def _put(self, ready: Sequence[steps.Incoming]) -> int | None:
        """Keep what is ready; return how many were there already, None if there is no meeting.

        Raises:
            AppError: with nothing kept.
        """
        meeting = self.on_file()
        if meeting is None:
            return None
        fresh = steps.not_kept(self._store, meeting, ready)
        kept = steps.put(self._store, meeting, fresh) if fresh else []
        self._meeting = meeting
        self._offers.look(meeting, kept, [one.taken for one in fresh])
        self.reload()
        return len(ready) - len(fresh)

    def _do(self, step: Callable[[], object]) -> bool:
        """Make a step and show what came of it; return whether it was made."""
        is_done = False
        try:
            step()
            is_done = True
        except AppError as error:
            self._shared.refused.emit(str(error))
        self.reload()
        return is_done

    def _take_out(self, photo: Attachment) -> None:
        place = next((at for at, one in enumerate(self._kept()) if one.id == photo.id), 0)
        if self._meeting:
            self._do(partial(steps.take_out, self._store, self._meeting, photo))
        if not self._list.focus_on(place):
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self, photos: list[Attachment]) -> None:
        if self._meeting:
            self._do(partial(steps.arrange, self._store, self._meeting, photos))

    def _describe(self, photo: Attachment, caption: str) -> None:
        if self._meeting:
            self._do(partial(steps.describe, self._store, self._meeting, photo, caption))

    def _give(self, photos: list[Attachment], other: Meeting) -> None:
        if self._do(partial(steps.give, self._store, photos, other)):
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_settled(self) -> None:
        self.reload()
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, photo: Attachment) -> None:
        from ui.meeting.photo_view import PhotoView  # noqa: PLC0415 - when first asked for

        shown = PhotoView(self, self._store, self._kept(), photo)
        shown.exec()
        shown.deleteLater()

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste where no text is typed."""
        if event.matches(QKeySequence.StandardKey.Paste) and self._paste.isEnabled():
            self.bringing.paste()
        else:
            super().keyPressEvent(event)
