"""The list of types of meetings, each with its agendas below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from models.meetings.kinds import Kinds
from models.meetings.records import OwnKind, Template
from models.meetings.templates import every_template, shipped_like
from ui import theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.store import Store

_LINE = 30
KIND, AGENDA = "kind", "agenda"
Key = tuple[str, str, str]
"""What tells a line apart: its sort, the type, and the name of the agenda, "" for none or a new one."""
NO_KEY: Key = ("", "", "")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list: a type, or an agenda under it; one without a name is new."""

    kind: str
    own: OwnKind | None = None
    template: Template | None = None

    @property
    def key(self) -> Key:
        """What tells it apart from the others."""
        sort = AGENDA if self.template else KIND
        return sort, self.kind, self.template.name if self.template else ""

    @property
    def words(self) -> str:
        """What the line says."""
        if self.template is None:
            return f"{self.kind}（自设）" if self.own else self.kind
        state = "（不再使用）" if self.template.is_hidden else ""
        if not state and self.template.id:
            state = "（已改）" if shipped_like(self.template) else "（自设）"
        return f"　　{self.template.name}{state}"


class AgendaList(QListWidget):
    """One line a type, one line an agenda; it keeps to the line one stands on."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.setObjectName("quietlist")
        self.setAccessibleName("会议类型和议程模板")

    @property
    def entry(self) -> Entry | None:
        """What one stands on."""
        at = self.currentRow()
        return self.entries[at] if 0 <= at < len(self.entries) else None

    def entry_of(self, key: Key) -> Entry | None:
        """Return the line with a key, if there is one."""
        return next((each for each in self.entries if each.key == key), None)

    def show_of(self, store: Store, key: Key) -> None:
        """List the types and agendas as they are now, the cursor on the line with a key."""
        at = self.currentRow()
        self.entries = list(_listed(store))
        self.blockSignals(True)
        self.clear()
        for entry in self.entries:
            item = QListWidgetItem(entry.words)
            font = item.font()
            font.setBold(entry.template is None)
            item.setFont(font)
            item.setSizeHint(QSize(0, theme.unit(_LINE)))
            self.addItem(item)
        self.setCurrentRow(min(max(at, 0), len(self.entries) - 1))
        self.blockSignals(False)
        self.stand_on(key)

    def stand_on(self, key: Key) -> None:
        """Put the cursor on the line with a key, if there is one, and tell nobody."""
        if (found := self.entry_of(key)) is not None:
            self.blockSignals(True)
            self.setCurrentRow(self.entries.index(found))
            self.blockSignals(False)


def _listed(store: Store) -> Iterator[Entry]:
    own = {kind.name: kind for kind in store.all(OwnKind)}
    for name in Kinds.of(store).names:
        yield Entry(name, own.get(name))
        for template in every_template(store, name):
            yield Entry(name, template=template)
