"""Any order of changes, undos and redos: the file holds what a plain dictionary holds."""

# ruff: noqa: PT012 - a change is the block that fails

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from models.branch import Branch, Group
from models.errors import AppError, Duplicate
from models.fields import to_row
from models.members import Member, Period
from models.store import Store
from models.verify import verify
from tests.people import NUMBERS, content

NAMES = st.sampled_from(["甲", "乙", "丙", "丁·戊", "王小𬭎", '引"号'])
SOME_NUMBER = st.sampled_from(["", *NUMBERS[:3]])
PICK = st.integers(0, 50)


class Plain:
    """What the store promises, over a dictionary from (table, id) to row."""

    def __init__(self, rows):
        self.rows = rows
        self.steps = {}
        self.undoable, self.redoable = [], []
        self.undone_by = {}

    def is_taken_back(self, entry_id):
        return any(not self.is_taken_back(later) for later in self.undone_by.get(entry_id, ()))

    def settle(self, entry_id, after):
        """Take `after` as what a new step left."""
        keys = self.rows.keys() | after.keys()
        self.steps[entry_id] = {
            key: (self.rows.get(key), after.get(key))
            for key in keys
            if self.rows.get(key) != after.get(key)
        }
        self.rows = after

    def push(self, entry_id, undoes):
        """Keep the two stacks."""
        self.undone_by.setdefault(undoes, []).append(entry_id)
        if undoes in self.redoable:
            self.redoable.remove(undoes)
            self.undoable.append(entry_id)
        elif undoes in self.undoable:
            self.undoable.remove(undoes)
            self.redoable.append(entry_id)
        else:
            self.undoable.append(entry_id)
            self.redoable = []

    def without(self, entry_id):
        """Return the rows without a step, None if it may not be taken back."""
        step, rows = self.steps[entry_id], dict(self.rows)
        if entry_id in self.undoable:
            later = self.undoable[self.undoable.index(entry_id) + 1 :]
            if any(overlap(step, self.steps[other]) for other in later):
                return None
            if any(leans(self.steps[other], step) for other in later):
                return None
        elif entry_id not in self.redoable and self.is_taken_back(entry_id):
            return None
        for key, (before, after) in step.items():
            present = rows.get(key)
            if before is None or after is None:
                if present != after:
                    return None
                rows[key] = before
                continue
            changed = {name for name in after if before[name] != after[name]}
            if present is None or any(present[name] != after[name] for name in changed):
                return None
            rows[key] = present | {name: before[name] for name in changed}
        rows = {key: row for key, row in rows.items() if row is not None}
        return rows if is_whole(rows) else None


def overlap(one, other):
    for key in one.keys() & other.keys():
        (b1, a1), (b2, a2) = one[key], other[key]
        if None in (b1, a1, b2, a2):
            return True
        if any(b1[name] != a1[name] and b2[name] != a2[name] for name in a1):
            return True
    return False


def leans(later, one):
    """Return whether a later step names a row or number that taking `one` back takes away."""
    sides = [(table, row) for (table, _), pair in later.items() for row in pair if row]
    for (table, key), (before, after) in one.items():
        if before is None or after is None:
            column = {"member": "member_id", "party_group": "group_id"}.get(table)
            if any(t == "period" and row.get(column) == key for t, row in sides):
                return True
        if table == "member":
            mine = {row["identity_number"] for row in (before, after) if row} - {""}
            if before and after and before["identity_number"] == after["identity_number"]:
                continue
            changed = [
                pair
                for (t, _), pair in later.items()
                if t == "member"
                and (None in pair or pair[0]["identity_number"] != pair[1]["identity_number"])
            ]
            theirs = {row["identity_number"] for pair in changed for row in pair if row}
            if mine & theirs:
                return True
    return False


def is_whole(rows):
    """Return whether references lead somewhere and numbers stand once."""
    numbers = [row["identity_number"] for (table, _), row in rows.items() if table == "member"]
    numbers = list(filter(None, numbers))
    return len(numbers) == len(set(numbers)) and all(
        ("member", row["member_id"]) in rows
        and (row["group_id"] is None or ("party_group", row["group_id"]) in rows)
        for (table, _), row in rows.items()
        if table == "period"
    )


def flat(store):
    rows = {
        (table, key): row for table, found in content(store).items() for key, row in found.items()
    }
    for row in rows.values():
        row.pop("branch_id")
    return rows


class AnyOrder(RuleBasedStateMachine):
    @initialize()
    def found(self):
        self.store = Store.memory(Branch(name="第三党支部"))
        self.founding = flat(self.store)
        self.plain = Plain(flat(self.store))
        self.used = set()

    def some(self, table, pick):
        keys = sorted(key for key in self.plain.rows if key[0] == table)
        return keys[pick % len(keys)][1] if keys else None

    def attempt(self, work):
        """Do `work(change, rows)` in the store and on the plain rows, or see both refuse."""
        rows = {key: dict(row) for key, row in self.plain.rows.items()}
        newest = self.store.entries(1)[0].id
        try:
            with self.store.change("步骤") as change:
                work(change, rows)
        except Duplicate:
            assert not is_whole(rows)
            return
        assert is_whole(rows)
        if rows == self.plain.rows:
            assert self.store.entries(1)[0].id == newest
            return
        entry = self.store.entries(1)[0].id
        assert entry == newest + 1
        self.plain.settle(entry, rows)
        self.plain.push(entry, None)

    def saved(self, change, rows, record):
        record = change.save(record)
        rows[record.table, record.id] = to_row(record)
        return record

    @rule(names=st.lists(NAMES, min_size=1, max_size=3), number=SOME_NUMBER)
    def enter(self, names, number):
        def work(change, rows):
            for name in names:
                record = Member(name=name, identity_number=number)
                # Known before the file refuses: the plain rows must break as well.
                rows["member", object()] = to_row(record)
                member = change.save(record)
                rows.popitem()
                rows["member", member.id] = to_row(member)
                assert ("member", member.id) not in self.used
            self.used.update(key for key in rows if key[0] == "member")

        self.attempt(work)

    @rule(pick=PICK, name=NAMES, number=SOME_NUMBER)
    def edit(self, pick, name, number):
        member_id = self.some("member", pick)
        if member_id is None:
            return

        def work(change, rows):
            record = replace(self.store.get(Member, member_id), name=name, identity_number=number)
            rows["member", member_id] = to_row(record)
            change.save(record)

        self.attempt(work)

    @rule(pick=PICK, phone=st.sampled_from(["", "1", "2"]))
    def edit_phone(self, pick, phone):
        member_id = self.some("member", pick)
        if member_id is not None:
            self.attempt(
                lambda change, rows: self.saved(
                    change, rows, replace(self.store.get(Member, member_id), phone=phone)
                )
            )

    @rule(one=PICK, two=PICK)
    def exchange_numbers(self, one, two):
        one, two = self.some("member", one), self.some("member", two)
        if one is None or one == two:
            return

        def work(change, rows):
            first, second = self.store.get(Member, one), self.store.get(Member, two)
            self.saved(change, rows, replace(first, identity_number=""))
            self.saved(change, rows, replace(second, identity_number=first.identity_number))
            self.saved(change, rows, replace(first, identity_number=second.identity_number))

        self.attempt(work)

    @rule(pick=PICK, grouped=st.booleans())
    def enrol(self, pick, grouped):
        member_id = self.some("member", pick)
        if member_id is None:
            return

        def work(change, rows):
            group = self.saved(change, rows, Group(name="组")) if grouped else None
            period = Period(member_id=member_id, aspect="党小组", group_id=group and group.id)
            self.saved(change, rows, period)

        self.attempt(work)

    @rule(pick=PICK, table=st.sampled_from([Member, Period, Group]))
    def delete(self, pick, table):
        record_id = self.some(table.table, pick)
        if record_id is None:
            return

        def work(change, rows):
            del rows[table.table, record_id]
            change.delete(self.store.get(table, record_id))

        self.attempt(work)

    @rule()
    def fail(self):
        with pytest.raises(ZeroDivisionError), self.store.change("失败") as change:
            change.save(Member(name="不留"))
            raise ZeroDivisionError

    def take_back(self, entry_id, step):
        expected = self.plain.without(entry_id)
        if expected is None:
            with pytest.raises(AppError):
                step()
            return
        step()
        new = self.store.entries(1)[0]
        assert new.undoes == entry_id
        self.plain.settle(new.id, expected)
        self.plain.push(new.id, entry_id)

    @precondition(lambda self: self.plain.undoable)
    @rule()
    def undo(self):
        assert self.plain.without(self.plain.undoable[-1]) is not None
        self.take_back(self.plain.undoable[-1], self.store.undo)

    @precondition(lambda self: self.plain.redoable)
    @rule()
    def redo(self):
        self.take_back(self.plain.redoable[-1], self.store.redo)

    @precondition(lambda self: self.plain.steps)
    @rule(pick=PICK)
    def undo_one(self, pick):
        entry_id = sorted(self.plain.steps)[pick % len(self.plain.steps)]
        self.take_back(entry_id, lambda: self.store.undo_entry(entry_id))

    @rule()
    def is_sound(self):
        assert verify(self.store) == []

    @rule()
    def forget_what_is_remembered(self):
        self.store._stacks = None
        self.store._next_ids.clear()

    @invariant()
    def holds_what_the_dictionary_holds(self):
        if hasattr(self, "store"):
            assert flat(self.store) == self.plain.rows
            assert not self.store.connection.in_transaction
            top = self.store.undoable
            assert (top.id if top else None) == (self.plain.undoable or [None])[-1]

    def teardown(self):
        if not hasattr(self, "store"):
            return
        assert verify(self.store) == []
        while self.store.undoable:
            self.store.undo()
        assert flat(self.store) == self.founding
        assert verify(self.store) == []
        self.store.close()


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=60,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.soak
def test_ten_thousand_operations_are_undone_to_the_last(file):
    """The whole of it on a real file, every step drawn by one seed."""
    draw = random.Random(2026)
    founding, done = content(file), 0
    while done < 10_000:
        kind = draw.choices(["enter", "edit", "delete", "undo", "redo", "one"], [5, 8, 4, 3, 2, 1])[
            0
        ]
        try:
            OPERATIONS[kind](file, draw)
        except AppError:
            continue
        done += 1
        if done % 2000 == 0:
            assert verify(file) == []
    while file.undoable:
        file.undo()
    assert content(file) == founding
    assert verify(file) == []


def enter(store, draw):
    with store.change("登记") as change:
        for _ in range(draw.randint(1, 3)):
            member = change.save(Member(name=draw.choice(PEOPLE)))
            change.save(Period(member_id=member.id, aspect="在册"))


def some_member(store, draw):
    """Return one of the members entered of late, if it is still there."""
    newest = store.connection.execute("SELECT coalesce(max(id), 1) FROM member").fetchone()[0]
    return store.get(Member, draw.randint(max(1, newest - 50), newest))


def edit(store, draw):
    with store.change("修改") as change:
        for _ in range(draw.randint(1, 3)):
            number = draw.choice(["", f"X{draw.randint(1, 10**6)}"])
            member = replace(some_member(store, draw), identity_number=number)
            change.save(replace(member, name=draw.choice(PEOPLE), phone=str(draw.random())))


def delete(store, draw):
    member = some_member(store, draw)
    with store.change("删除") as change:
        for period in store.where(Period, member_id=member.id):
            change.delete(period)
        change.delete(member)


PEOPLE = ["王伟", "李娜", "阿依古丽·买买提", "王小𬭎", "张三"]
OPERATIONS = {
    "enter": enter,
    "edit": edit,
    "delete": delete,
    "undo": lambda store, _: store.undo(),
    "redo": lambda store, _: store.redo(),
    "one": lambda store, draw: store.undo_entry(draw.choice(store.entries(20)).id),
}
