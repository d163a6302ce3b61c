"""Under which name the agenda of a meeting is kept as a template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.errors import AppError
from models.fields import field_of
from models.meetings.records import Template
from models.meetings.templates import points_of, save_template, template_of
from ui.record.editors import LineEditor, settle
from ui.small_dialog import SmallDialog
from ui.widgets import button, label, row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from models.meetings.minutes import Point
    from models.store import Store


class KeepAgenda(SmallDialog):
    """Takes the name; only the topics are kept, nothing that was said or decided."""

    def __init__(self, parent: QWidget, store: Store, kind: str, points: Iterable[Point]) -> None:
        super().__init__(parent, "存为议程模板", 400)
        self._store, self._kind, self._points = store, kind, tuple(points)
        number = len(points_of(template_of(self._points, kind, "")))
        self.name = LineEditor(field_of(Template, "name"))
        self.name.setAccessibleName("模板名称")
        self.name.setPlaceholderText("如：季度会议议程")
        self.name.returnPressed.connect(self._save)
        hint = f"保存这{number}项议题的名称，以后登记{kind}时可以选用；内容、决议不带过去。"
        self.column.addWidget(label(hint, "hint", wrap=True))
        self.column.addWidget(self.name)
        self.column.addWidget(self._refusal)
        self.column.addLayout(
            row(button("保存", self._save, "primary"), button("取消", self.reject), None)
        )
        self.name.setFocus()

    def _save(self) -> None:
        settle(self.name)
        template = template_of(self._points, self._kind, self.name.entered().strip())
        try:
            save_template(self._store, template)
        except AppError as error:
            self.refuse(f"没有保存：{error}。")
            self.name.setFocus()
        else:
            self.accept()
