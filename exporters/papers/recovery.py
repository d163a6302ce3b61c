"""恢复单: the one sheet that opens a file whose password was forgotten.

It stands outside the catalogue, so that no batch of papers ever carries the code along.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from exporters.ledgers.ledger import chinese_day
from exporters.sheet import Fact, Facts, Line, Paragraph, Sheet, Signatures
from models.errors import NotFound
from models.password import recovery_code

if TYPE_CHECKING:
    from models.store import Store

_PER_LINE = 6
_HOW = (
    "一、打开支部台账程序，选这个文件；要密码时，在密码栏输入上面的恢复码，横线和大小写都可以省略。",
    "二、打开后到“设置”的“密码和锁定”另设新密码，并重新打印恢复单；改过密码，这一张就作废，请销毁。",
    "三、恢复码也能打开用同一密码做的备份。忘记密码又丢失恢复单，文件谁也打不开。",
)


def recovery_sheet(store: Store, day: date) -> Sheet:
    """Return the sheet with the recovery code of an encrypted file.

    Raises:
        NotFound: the file has no password.
    """
    code = recovery_code(store)
    if not code or store.path is None:
        raise NotFound("文件没有设密码，没有恢复码；先在“设置”里设密码。")
    groups = code.split("-")
    lines = [
        "-".join(groups[place : place + _PER_LINE]) for place in range(0, len(groups), _PER_LINE)
    ]
    branch = store.branch
    facts = (
        Fact("文件名", store.path.name, wide=True),
        Fact("恢复码", "\n".join(lines), wide=True),
        Fact("保管", "请密封交上级保管，不与电脑、U盘放在一起", wide=True),
    )
    return Sheet(
        title="支部台账恢复单",
        code="recovery",
        paper="A4",
        stem=f"{branch.heading}恢复单",
        blocks=(
            Line(f"党支部：{branch.heading}", "", f"制作日期：{chinese_day(day)}"),
            Facts(facts),
            *(Paragraph(text, "note") for text in _HOW),
            Signatures(("密封人（签字）：", "保管人（签字）：", "交接日期：")),
        ),
    )
