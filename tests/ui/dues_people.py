"""A branch with people who pay dues, in a window."""

from __future__ import annotations

from datetime import date

import pytest

from models.dues.account import Month
from models.dues.fixing import Fixed, save_fixed
from models.dues.paying import Batch, pay
from models.dues.records import Basis, month_text
from models.members import Member
from models.members.movements import enter
from models.values import PartialDate
from tests.ui.test_life import show
from ui.page import today

YEAR = today().year
NAMES = ("赵敏", "钱伟", "孙丽", "李强")
ON_PAGES = [
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
    pytest.mark.usefixtures("swept"),
]
"""The marks of tests on the pages of dues."""


def people(store, names=NAMES):
    """Enter members of long standing; return their ids by name."""
    full = PartialDate(2001)
    return {
        name: enter(store, Member(name=name, joined_on=PartialDate(2000), full_on=full)).id
        for name in names
    }


def fix(store, member_id, payer="企业人员", base=500_001, amount=7500, year=YEAR, **more):
    """Enter a 核定 from January of a year."""
    basis = Basis(
        member_id=member_id, since=month_text(Month(year, 1)), payer=payer, base=base,
        amount=amount, **more,
    )  # fmt: skip
    with store.change("核定") as change:
        return save_fixed(change, Fixed(basis))


def paid(store, member_id, months, amount=7500, on=None):
    """Enter a payment for some months of the year."""
    day = on or date(YEAR, 1, 1)
    return pay(
        store, today(), Batch(day), {member_id: {Month(YEAR, m): amount for m in months}}, "交纳"
    )


def part(desk, name):
    """Show a tab of the dues and return its page."""
    desk.show_page("dues")
    return show(desk, name)
