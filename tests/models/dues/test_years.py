"""A branch's year adds up from what is on file, whatever came in, left, was waived, paid or undone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.branch import Branch
from models.dues.account import Month
from models.dues.book import DuesBook
from models.dues.paying import take_back_months
from models.dues.records import BY_SUPERIOR, DuesWaiver, PaidMonth, Payment, month_of, month_text
from models.members import Movement
from models.members.movements import apply
from models.store import Store
from models.values import PartialDate
from tests.models.dues.ledger import LATER, fix, keep, member, pays

NEVER = 99
MONTHS = st.integers(1, 12)
FEN = st.integers(1, 20_000)


@dataclass(frozen=True)
class Life:
    """What happens to one member in 2026: months are numbers, 0 stands for long before."""

    came: tuple[str, int, int | None] | None  # kind, month, months between the letter's and it
    left: tuple[str, int, int | None] | None
    retired: int | None
    rates: dict[int, int]
    waivers: list[tuple[int, int, int | None, bool]]  # first, last, 分 of each or all, approved
    payments: list[tuple[int, dict[int, int]]]  # month of the day, months to 分
    taken_back: int | None

    @property
    def first(self):
        """The first month of paying here, by hand."""
        if self.came is None:
            return 0
        kind, month, before = self.came
        return month if kind == "新发展" or before is None else month - before + 1

    @property
    def last(self):
        """The last month of paying here, by hand."""
        if self.left is None:
            return NEVER
        kind, month, before = self.left
        if kind == "转出":
            return month - (before or 0)
        return month - 1 if kind == "去世" else month

    def due(self, month, until):
        held = [self.rates[since] for since in sorted(self.rates) if since <= month]
        asked = self.first <= month <= min(self.last, until)
        return held[-1] if held and asked else 0

    def waived(self, month, until):
        due = self.due(month, until)
        freed = [
            due if fen is None else fen
            for first, last, fen, approved in self.waivers
            if approved and first <= month <= last
        ]
        return min(due, sum(freed))


def by_hand(life, month, until, paid):
    """Return what is due and waived of a month; ahead of its time as far as its quarter was paid."""
    quarter_ends = until + -until % 3
    if until < month <= quarter_ends and paid:
        waived = life.waived(month, 12)
        return waived + min(life.due(month, 12) - waived, paid), waived
    return life.due(month, until), life.waived(month, until)


came = st.none() | st.tuples(
    st.sampled_from(["新发展", "转入"]), st.integers(1, 5), st.none() | st.integers(0, 2)
)
left = st.none() | st.tuples(
    st.sampled_from(["转出", "去世", "退党"]), st.integers(6, 12), st.none() | st.integers(0, 2)
)
waivers = st.tuples(MONTHS, MONTHS, st.none() | FEN, st.booleans()).map(
    lambda one: (min(one[:2]), max(one[:2]), *one[2:])
)
lives = st.builds(
    Life,
    came=came,
    left=left,
    retired=st.none() | st.just(5),
    rates=st.dictionaries(st.integers(0, 12), FEN, max_size=3),
    waivers=st.lists(waivers, max_size=2),
    payments=st.lists(
        st.tuples(MONTHS, st.dictionaries(MONTHS, FEN, min_size=1, max_size=4)), max_size=4
    ),
    taken_back=st.none() | MONTHS,
)


def month_at(number):
    return Month(2026, number) if number else Month(2025, 1)


def moved(store, person, case):
    """Enter a 变动 with the letter's 党费交至, so many months before it."""
    kind, number, before = case
    on = PartialDate(2026, number, 15)
    paid_to = None if before is None else month_text(Month(2026, number).plus(-before))
    if kind not in {"转入", "转出"}:
        paid_to = None
    received = date(2026, number, 20) if kind == "转出" else None
    apply(
        store,
        Movement(
            member_id=person.id, kind=kind, happened_on=on, dues_paid_to=paid_to,
            received_on=received,
        ),
        LATER,
    )  # fmt: skip


def live(store, name, life):
    """Enter a life through the doors that the window uses."""
    joined = {}
    if life.came and life.came[0] == "新发展":
        joined = {"joined_on": PartialDate(2026, life.came[1], 15), "full_on": None}
    person = member(store, name, **joined)
    if life.came:
        moved(store, person, life.came)
    for since, fen in life.rates.items():
        month = month_at(since)
        fix(store, person, month.year, month.month, fen)
    for first, last, fen, approved in life.waivers:
        keep(
            store,
            DuesWaiver(
                member_id=person.id, since=PartialDate(2026, first), until=PartialDate(2026, last),
                amount=fen, ground="困难", approved_by=BY_SUPERIOR,
                approved_on=date(2026, 1, 1) if approved else None,
            ),
        )  # fmt: skip
    if life.retired:
        moved(store, person, ("退休", life.retired, None))
    for on, months in life.payments:
        pays(store, person, date(2026, on, 10), months)
    if life.left:
        moved(store, person, life.left)
    if life.taken_back:
        cell = (person.id, Month(2026, life.taken_back))
        take_back_months(store, date(2026, 12, 31), [cell], "收回")
    return person.id


def on_file(store):
    """Return what lies in the tables: member and month to 分 paid."""
    whose = {each.id: each.member_id for each in store.all(Payment) if each.voided_on is None}
    paid = defaultdict(int)
    for part in store.all(PaidMonth):
        if part.payment_id in whose:
            paid[whose[part.payment_id], month_of(part.month)] += part.amount
    return {key: fen for key, fen in paid.items() if fen}


def adds_up(store, day):
    """Assert the sum of each member and of all against the payments on file; return the year."""
    year = DuesBook(store, day).year(2026)
    for line in year:
        due, paid = line.total("due"), line.total("paid")
        assert due + line.total("overpaid") == paid + line.total("waived") + line.total("owed")
    found = {
        (line.person.member.id, state.month): state.paid
        for line in year
        for state in line.months
        if state.paid
    }
    assert found == on_file(store)
    return {line.person.member.id: line for line in year}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(lives, min_size=1, max_size=3), MONTHS, st.integers(0, 6))
def test_a_year_adds_up_for_each_and_for_all_and_still_does_when_steps_are_undone(
    found, until, undone
):
    with Store.memory(Branch(name="第三党支部")) as store:
        told = {live(store, f"党员{place}", life): life for place, life in enumerate(found)}
        day = date(2026, until, 28)
        year = adds_up(store, day)
        for number, life in told.items():
            for month in range(1, 13) if number in year else ():
                state = year[number].months[month - 1]
                assert (state.due, state.waived) == by_hand(life, month, until, state.paid)
            if number not in year:
                assert all(not life.due(month, until) for month in range(1, 13))
        steps = min(undone, len(store.entries()) - 2)
        for _ in range(steps):
            store.undo()
            adds_up(store, day)
        for _ in range(steps):
            store.redo()
        assert adds_up(store, day) == year


def test_an_undone_step_leaves_the_year_as_it_was_before_it(store):
    person = member(store)
    fix(store, person, amount=20)
    before = adds_up(store, date(2026, 6, 28))
    waiver = DuesWaiver(
        member_id=person.id, since=PartialDate(2026, 1), until=PartialDate(2026, 3), ground="困难",
        approved_by=BY_SUPERIOR,
    )  # fmt: skip
    kept = keep(store, waiver)
    assert adds_up(store, date(2026, 6, 28)) == before
    keep(store, replace(kept, approved_on=date(2026, 1, 5)))
    [line] = adds_up(store, date(2026, 6, 28)).values()
    assert (line.total("waived"), line.total("owed")) == (60, 60)
    store.undo()
    assert adds_up(store, date(2026, 6, 28)) == before
