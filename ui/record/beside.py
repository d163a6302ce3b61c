"""What stands beside a page's table: the profile of the chosen one, or the form being filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from models.errors import AppError, InvalidRecord, NotFound
from ui.record import drafts, noticing

if TYPE_CHECKING:
    from ui.record.form import RecordForm
    from ui.record.page import RecordPage


class Beside(QObject):
    """Opens, saves and gives up the form of a page, and keeps what is half done."""

    def __init__(self, page: RecordPage) -> None:
        super().__init__(page)
        self._page = page
        self._side = page.side
        self._row: Any = None
        self._is_closed = False
        self._is_untold = False
        self._is_at_work = False
        self._side.save_asked.connect(self._save)
        self._side.cancelled.connect(self._cancel)
        self._side.removal_asked.connect(self._remove)
        self._side.closed.connect(self.close_for_good)

    @property
    def form(self) -> RecordForm | None:
        """The form that is open."""
        return self._side.form

    @property
    def key(self) -> Any:
        """What tells the row apart that stands here, None for none or a new one."""
        return None if self._row is None else self._page.model.key_of(self._row)

    def choose(self, shown: Any) -> None:
        """Show the record of a chosen row, where that leaves room for the table being worked in."""
        if shown is None:
            return
        if self._side.has_typing:
            is_other = self._page.model.key_of(shown) != self.key
            if is_other and self._page.table.hasFocus():
                self.is_busy()
            return
        self._row = shown
        page = self._page
        if page.table.has_whole_row or not self._side.isHidden() or self._opens_by_cell:
            self.show_row(shown)

    @property
    def is_at_work(self) -> bool:
        """Whether a form was opened to be filled in, not by walking through the rows."""
        return self._is_at_work and self._side.form is not None

    @property
    def _opens_by_cell(self) -> bool:
        """Whether someone appears beside the table as soon as one of their cells is chosen."""
        return self._page.has_profile and not self._page.is_narrow and not self._is_closed

    def show_row(self, shown: Any) -> None:
        """Show the profile of a row, or the form of its record."""
        self._row = shown
        self._is_closed = False
        profile = self._page.profile(shown)
        if profile is None:
            self._open(self._page.view.record_of(shown), focus=False)
        else:
            self._side.show_profile(profile)
            self._page.fit()

    def show_again(self, key: Any) -> None:
        """Show the chosen record as it is now, if it still stands in the table."""
        model = self._page.model
        index = model.index_of(key)
        if index.isValid():
            shown = model.row_at(index)
            if self._side.isHidden() or self._side.has_typing:
                self._row = shown
                if self.form is not None:
                    self.form.refresh(self._page.view.record_of(shown), self._page.extra_of(shown))
            else:
                self.show_row(shown)
        else:
            self.follow()

    def follow(self) -> None:
        """Close what was shown of a row that the table lists no more; a half-filled form stays."""
        page = self._page
        is_coming = page.model.is_arranging or page.reading.is_reading
        if self.key is None or is_coming or self._side.has_typing:
            return
        if not page.model.index_of(self.key).isValid():
            self.close_up()

    def add(self) -> None:
        """Open an empty form."""
        self._page.table.clearSelection()
        self._row = None
        self._open(None)

    def edit(self, shown: Any) -> None:
        """Open the form of a row's record, or what there is to read of it in a read-only file."""
        self._row = shown
        if self._page.store.read_only and self._page.has_profile:
            self.show_row(shown)
        else:
            self._open(self._page.view.record_of(shown))

    def is_busy(self) -> bool:
        """Return whether a half-filled form stands in the way, and say so."""
        if self.form is None or not self._side.has_typing:
            return False
        self._page.refused.emit(
            f"“{self._side.title}”还有没保存的修改，没有换到别处；请先按“保存”或“取消”。"
        )
        self._side.focus_save()
        return True

    def _open(self, record: Any, *, focus: bool = True) -> RecordForm:
        page = self._page
        form = page.make_form()
        page.prepare_form(form, record)
        form.show_record(record, page.extra_of(self._row))
        self._is_at_work = focus
        title = f"新增{page.view.record.title}" if record is None else page.view.name_of(record)
        if page.store.read_only:
            self._side.show_to_read(form, title)
        else:
            self._side.show_form(form, title, removable=record is not None)
        page.fit()
        page.show_count()
        if focus:
            form.focus_first()
        return form

    def _save(self) -> None:
        form, page = self.form, self._page
        if form is None:
            return
        before = None
        try:
            if self.key is not None:
                before = page.stored(self.key)
                form.rebase(before)
                page.model.hold([self.key])
            saved = page.save(form.record(), form.extra())
        except InvalidRecord as error:
            form.explain(error.problems)
            page.refused.emit(f"没有保存：{error}。")
            return
        except AppError as error:
            page.refused.emit(str(error))
            return
        drafts.drop(page.store, self._table)
        self._after_form(page.view.key(saved))
        noticing.tell(page, [(before, saved)])

    def _after_form(self, key: Any) -> None:
        page = self._page
        self.close_up()
        page.show_count()
        row = page.model.index_of(key).row() if key is not None else -1
        if row < 0:
            return
        if page.has_profile:
            page.table.choose(key)
            self.choose(page.model.row_at(page.table.currentIndex()))
        else:  # a whole row would open the form again
            page.table.go_to(row, max(page.table.currentIndex().column(), 0))
        page.table.setFocus()

    def _cancel(self) -> None:
        form, key, page = self.form, self.key, self._page
        if form is not None and form.is_dirty:
            drafts.keep(page.store, self._table, key, form.typed())
            page.offered.emit("已取消，没有保存刚才的输入。", "恢复输入", self.resume_draft)
        else:
            drafts.drop(page.store, self._table)
        self._after_form(key)

    def close_up(self) -> None:
        """Give the table the whole width again."""
        self._row = None
        self._side.close_up()
        self._page.table.clearSelection()
        self._page.fit()

    def close_for_good(self) -> None:
        """Close at someone's wish; from now on only a whole row opens it."""
        self.close_up()
        self._is_closed = True
        self._page.table.setFocus()

    def _remove(self) -> None:
        if self._row is not None:
            self._page.remove_rows([self._row])

    # Half-filled forms.

    @property
    def _table(self) -> str:
        return str(self._page.view.record.table)

    def keep_draft(self) -> None:
        """Keep a half-filled form; what was cancelled is not offered again."""
        if self.form is not None and self._side.has_typing:
            drafts.keep(self._page.store, self._table, self.key, self.form.typed())
        else:
            drafts.drop(self._page.store, self._table)

    def resume_draft(self) -> None:
        """Open the form that was kept half filled, if its record is there and no other is in the way."""
        if self.is_busy():
            return
        found = drafts.kept(self._page.store, self._table)
        if found is None or self._page.store.read_only:
            return
        number, typed = found
        shown = None if number is None else self._row_of(number)
        if number is not None and shown is None:
            return
        self._row = shown
        form = self._open(None if shown is None else self._page.view.record_of(shown))
        form.restore(typed)

    def resume_kept(self) -> None:
        """Open what was half filled when the file was closed; `tell_resumed` says so once shown."""
        self.resume_draft()
        self._is_untold = self.form is not None

    def tell_resumed(self) -> None:
        """Say once that a form was open from the last time, and how to be rid of it."""
        if self._is_untold and self._side.has_typing:
            self._page.offered.emit(
                f"上次没有保存的“{self._side.title}”已打开，可以接着填。", "不要了", self._cancel
            )
        self._is_untold = False

    def _row_of(self, number: int) -> Any:
        """Return the row of a record, be it filtered out; None if the record is gone."""
        page = self._page
        if (shown := page.model.row_of(number)) is not None or not page.view.gives_single_rows:
            return shown
        try:
            return page.view.row_now(page.store, page.day, number)
        except NotFound:
            return None
