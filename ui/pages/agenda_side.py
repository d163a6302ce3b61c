"""What stands beside the list of types and agendas: the chosen one as a form, and what is half typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from models.errors import AppError, InvalidRecord
from models.meetings.kinds import Kinds
from models.meetings.own_kinds import remove_kind, save_kind
from models.meetings.records import OwnKind, Template
from models.meetings.templates import restore_shipped, save_template, shipped_like, stop_using
from ui.pages.agenda_forms import AgendaFacts, KindFacts, TemplateForm, kind_form
from ui.pages.agenda_list import AGENDA, KIND, NO_KEY, Entry
from ui.record import drafts
from ui.record.side_panel import SidePanel

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.store import Store
    from ui.pages.agenda_list import Key

_DRAFT = "agendas"
_PLACE = ("@sort", "@kind", "@name")
"""Where the line's key stands among the texts of a draft."""


class AgendaSide(SidePanel):
    """One type or agenda; each thing done with it is one step."""

    done = Signal(object)
    """Something was written; the key of the line to be shown after it."""
    refused = Signal(str)

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self.entry: Entry | None = None
        self.save_asked.connect(self._write_form)
        self.removal_asked.connect(self._remove)

    @property
    def key(self) -> Key:
        """What tells the line apart that stands here."""
        return self.entry.key if self.entry else NO_KEY

    def show_entry(self, entry: Entry) -> None:
        """Show a type or an agenda; as a form where it can be altered."""
        self.entry = entry
        if entry.template is not None and self._store.read_only:
            self.show_profile(AgendaFacts(entry.template))
        elif entry.template is not None:
            self._show_template(entry.template)
        elif entry.own is not None and not self._store.read_only:
            form = kind_form()
            form.show_record(entry.own)
            is_new = entry.own.id is None
            self.show_form(form, "新增会议类型" if is_new else entry.kind, removable=not is_new)
        else:
            kind = Kinds.of(self._store)[entry.kind]
            self.show_profile(KindFacts(kind, is_own=bool(entry.own)))

    def _show_template(self, template: Template) -> None:
        form = TemplateForm(template)
        form.stop_asked.connect(lambda: self._write(lambda: stop_using(self._store, template)))
        form.restore_asked.connect(
            lambda: self._write(lambda: restore_shipped(self._store, template))
        )
        form.show_record(template)
        is_own = template.id is not None and shipped_like(template) is None
        title = f"{template.kind} › {template.name or '新的议程模板'}"
        self.show_form(form, title, removable=is_own)

    def is_busy(self) -> bool:
        """Return whether something half typed is in the way, and say so."""
        if not self.has_typing:
            return False
        self.refused.emit(f"“{self.title}”还有没保存的修改，没有换到别处；请先按“保存”或“取消”。")
        self.focus_save()
        return True

    def begin(self) -> None:
        """Put the cursor into the form, where there is one."""
        if self.form is not None:
            self.form.focus_first()

    def give_up(self) -> None:
        """Show nothing; what was typed is forgotten unless it was kept."""
        self.close_up()
        self.entry = None

    # What is written.

    def _write_form(self) -> None:
        form, entry = self.form, self.entry
        if form is None or entry is None:
            return
        try:
            record = form.record()
            if isinstance(record, Template):
                before = entry.template if entry.template and entry.template.name else None
                save_template(self._store, record, before)
                saved = Entry(record.kind, template=record)
            else:
                saved = Entry(save_kind(self._store, record).name)
        except InvalidRecord as error:
            form.explain(error.problems)
            self.refused.emit(f"没有保存：{error}。")
        except AppError as error:
            self.refused.emit(str(error))
        else:
            self._finish(saved.key)

    def _remove(self) -> None:
        if self.entry is None:
            return
        template, kind = self.entry.template, self.entry.own
        if template is not None:
            self._write(lambda: stop_using(self._store, template))
        elif kind is not None:
            self._write(lambda: remove_kind(self._store, kind))

    def _write(self, act: Callable[[], None]) -> None:
        try:
            act()
        except InvalidRecord as error:
            self.refused.emit(f"{error}。")
        except AppError as error:
            self.refused.emit(str(error))
        else:
            self._finish(self.key)

    def _finish(self, key: Key) -> None:
        drafts.drop(self._store, _DRAFT)
        self.give_up()
        self.done.emit(key)

    # Half typed.

    def keep(self) -> None:
        """Keep what is half typed, or forget what was."""
        if self.has_typing and self.form is not None:
            place = dict(zip(_PLACE, self.key, strict=True))
            drafts.keep(self._store, _DRAFT, None, {**self.form.typed(), **place})
        else:
            drafts.drop(self._store, _DRAFT)

    def resume(self, known: Callable[[Key], Entry | None]) -> None:
        """Show what was kept half typed; `known` gives the line with a key.

        What belongs to a type that is there no more, or to nothing known, is forgotten.
        """
        found = drafts.kept(self._store, _DRAFT)
        if found is None:
            return
        _, typed = found
        sort, kind, name = (typed.pop(each, "") for each in _PLACE)
        entry = known((sort, kind, name)) or self._new_entry(sort, kind)
        if entry is None or not (entry.own or entry.template):
            drafts.drop(self._store, _DRAFT)
            return
        self.show_entry(entry)
        if self.form is not None:
            self.form.restore(typed)

    def _new_entry(self, sort: str, kind: str) -> Entry | None:
        """Return the line of a new type, or of a new agenda of a type there is."""
        if sort == KIND and not kind:
            return Entry("", own=OwnKind(name=""))
        if sort == AGENDA and kind in Kinds.of(self._store).names:
            return Entry(kind, template=Template(kind=kind, name=""))
        return None
