"""A small branch's dues, entered as the window does."""

from __future__ import annotations

from datetime import date

from models.dues.account import Month
from models.dues.fixing import Fixed, save_fixed
from models.dues.paying import Batch, pay
from models.dues.records import Basis, month_text
from models.members import Member
from models.members.movements import enter
from models.values import PartialDate

LATER = date(2030, 1, 1)
JOINED, FULL = PartialDate(2000, 5, 4), PartialDate(2001, 5, 4)


def member(store, name="赵敏", **more):
    return enter(store, Member(name=name, **({"joined_on": JOINED, "full_on": FULL} | more)))


def fix(store, person, year=2026, month=1, amount=7_500, payer="农民", **more):
    """Fix someone from a month on; a farmer's amount stands without a base."""
    since = month_text(Month(year, month))
    basis = Basis(member_id=person.id, since=since, payer=payer, amount=amount, **more)
    with store.change("核定") as change:
        return save_fixed(change, Fixed(basis))


def pays(store, person, day, months, title="收缴党费"):
    """Pay amounts (month of that year, or Month, to 分) on a day."""
    amounts = {
        month if isinstance(month, Month) else Month(day.year, month): fen
        for month, fen in months.items()
    }
    return pay(store, LATER, Batch(paid_on=day), {person.id: amounts}, title)[0]


def keep(store, record):
    with store.change("登记") as change:
        return change.save(record)
