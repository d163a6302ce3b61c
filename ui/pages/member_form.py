"""The form of a member: a photograph, what the identity number already says, and own columns."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from models.errors import InvalidRecord
from models.fields import field_of
from models.members.checks import facts_in_number, member_doubts
from models.members.records import Member
from models.rules.dates import remarks_about
from ui import theme
from ui.page import today
from ui.record.form import RecordForm
from ui.record.photo import PhotoBox
from ui.widgets import button, column, label, row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from models.fields import Field
    from ui.record.form import Group

_LOW = 560
"""Below this height of the window the photograph is drawn small."""
PHOTO = "photo"
"""The extra value that is None while the photograph stays as it is, b"" once it is taken off."""


class MemberForm(RecordForm):
    """The fields of a member and the photograph, which is saved with them."""

    def __init__(self, groups: Sequence[Group], extra: Sequence[Field]) -> None:
        self._body: bytes | None = None
        super().__init__(
            Member,
            groups,
            extra=extra,
            doubts=member_doubts,
            remarks=lambda member: remarks_about(member, today()),
        )
        self._fill = button("从身份证号填入", self._fill_in, "confirm")
        self._facts_words = label("", "hint")
        self._offer = QWidget()
        self._offer.setLayout(row(self._fill, self._facts_words, None))
        self.add_below("identity_number", self._offer)
        self.photo.chosen.connect(self._on_photo)
        self.photo.removed.connect(lambda: self._on_photo(b""))
        self.edited.connect(self._offer_facts)

    def heading(self) -> QWidget | None:
        """Return the photograph with what can be done with it."""
        self.photo = PhotoBox("")
        made = QWidget()
        layout = row(self.photo, spacing=16)
        beside = column(spacing=4)
        beside.addStretch(1)
        for words in ("点击选择照片，", "也可以拖到这里或粘贴。"):
            beside.addWidget(label(words, "hint"))
        beside.addStretch(1)
        layout.addLayout(beside, 1)
        made.setLayout(layout)
        return made

    def show_record(self, record: Any, extra: Mapping[str, Any] | None = None) -> None:
        """Show a member, or an empty form."""
        self._body = None
        super().show_record(record, extra)
        self._offer_facts()

    def typed(self) -> dict[str, str]:
        """Return what stands in every editor, and the photograph if it is another."""
        texts = super().typed()
        if self._body is not None:
            texts[PHOTO] = b64encode(self._body).decode()
        return texts

    def restore(self, typed: Mapping[str, str]) -> None:
        """Put back what was typed before, and the photograph that was put in."""
        if PHOTO in typed:
            self._on_photo(b64decode(typed[PHOTO]))
        super().restore(typed)

    def extra(self) -> dict[str, Any]:
        """Return the values of the extra fields, and the photograph."""
        return {**super().extra(), PHOTO: self._body}

    def _on_photo(self, body: bytes) -> None:
        self._body = body
        self.photo.show_photo(body)
        self.edited.emit()

    # What the identity number says.

    def _facts(self) -> dict[str, Any]:
        """Return what the number says and the form does not, where nothing stands against it."""
        texts = super().typed()
        found = {}
        for name, value in facts_in_number(texts["identity_number"]).items():
            try:
                present = field_of(Member, name).parse(texts[name])
            except InvalidRecord:
                continue
            vaguer = name == "born_on" and present and present != value and present.agrees(value)
            if not present or vaguer:
                found[name] = value
        return found

    def _offer_facts(self) -> None:
        facts = self._facts()
        words = "、".join(str(value) for value in facts.values())
        labels = "、".join(f"{field_of(Member, name).label}{facts[name]}" for name in facts)
        self._facts_words.setText(words)
        self._fill.setAccessibleName(f"从身份证号填入{labels}")
        self._offer.setVisible(bool(facts))

    def _fill_in(self) -> None:
        for name, value in self._facts().items():
            self.put(name, str(value))
        self.focus_field("born_on")

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the photograph small in a low window: the fields are to be seen."""
        super().resizeEvent(event)
        self.photo.set_small(small=self.window().height() < theme.unit(_LOW))
