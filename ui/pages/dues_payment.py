"""How and by whom a payment came, and its remark, put right without taking the payment back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.dues.paying import RETOLD, retell
from models.dues.records import Payment
from models.errors import AppError, in_one_sentence
from ui.record.form import Group, RecordForm
from ui.small_dialog import SmallDialog
from ui.widgets import button, label, row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from models.store import Store

_KEPT = "金额、月份、交纳日期和回执编号不变；这些登记错了的，请在收缴表里选中那个月，按 Delete 取回后重新登记。"


class PaymentDialog(SmallDialog):
    """Takes what is told of one payment; `saved` is the payment as written then, None if it agrees."""

    def __init__(self, parent: QWidget, store: Store, payment: Payment) -> None:
        super().__init__(parent, f"回执{payment.receipt}", 440)
        self._store, self._payment = store, payment
        self.saved: Payment | None = None
        self.form = RecordForm(Payment, [Group("", RETOLD)])
        if inner := self.form.layout():
            inner.setContentsMargins(0, 0, 0, 0)
        self.form.show_record(payment)
        self.form.save_asked.connect(self._save)
        self.column.addWidget(label(_KEPT, "hint", wrap=True))
        self.column.addWidget(self.form)
        self.column.addWidget(self._refusal)
        self.column.addLayout(
            row(None, button("取消", self.reject), button("保存", self._save, "primary"))
        )
        self.form.focus_first()

    def _save(self) -> None:
        try:
            self.saved = retell(self._store, self._payment.id or 0, self.form.values())
        except AppError as error:
            self.refuse(in_one_sentence(f"没有保存：{error}", "写的都还在"))
        else:
            self.accept()
