"""The papers of 党费 on the export page: offered of those they are wanted of, and of nobody else."""

from __future__ import annotations

import pytest

from models.dues.account import Month
from models.dues.fixing import Fixed, save_fixed
from models.dues.paying import Batch, pay
from models.dues.records import Basis, month_text
from models.members import Member
from models.members.movements import enter
from models.values import PartialDate
from tests.ui.test_export import SLOW, drawn, opened
from ui.page import today

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def offered(page):
    who = page.choice.who
    return [who.itemText(at) for at in range(1, who.count())]


def test_a_reminder_is_offered_of_who_owes_until_it_is_paid_and_then_the_receipt(qtbot, desk):
    last = Month.of(today()).plus(-1)
    person, _ = (
        enter(desk.store, Member(name=name, joined_on=PartialDate(2005, 7, 1)))
        for name in ("张伟", "李敏")
    )
    with desk.store.change("核定") as change:
        since = month_text(last)
        basis = Basis(member_id=person.id, since=since, payer="农民", amount=50)
        save_fixed(change, Fixed(basis))
    page = opened(qtbot, desk, "dues-reminder")
    assert offered(page) == ["张伟"]
    owed = {last: 50, last.plus(1): 50}
    pay(desk.store, today(), Batch(today()), {person.id: owed}, "收缴")
    qtbot.waitUntil(lambda: "不用提醒" in page.papers.sentence, timeout=SLOW)
    page.choice.choose("receipt")
    qtbot.waitUntil(lambda: drawn(page), timeout=SLOW)
    assert [text.rpartition(" ")[0].split(" ")[-1] for text in offered(page)] == ["张伟"]


def test_who_owes_nothing_is_named_where_a_reminder_was_asked_for_and_none_is_made(qtbot, desk):
    person = enter(desk.store, Member(name="李敏", joined_on=PartialDate(2005, 7, 1)))
    desk.show_paper("dues-reminder", person.id)
    page = desk.page
    qtbot.waitUntil(
        lambda: "李敏没有欠交的党费，没有制作提醒" in page.papers.sentence, timeout=SLOW
    )
    assert page.choice.who.currentText() == "李敏"
