"""A small file with something in every table, and one bit of it turned over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import sqlcipher3

from models.attachments import attach
from models.branch import Branch, BranchYear, Group, Post
from models.dues.account import Month
from models.dues.fixing import Fixed, Item, save_fixed
from models.dues.paying import enter_payment
from models.dues.records import (
    Basis,
    DuesUse,
    DuesWaiver,
    LargeDues,
    Payment,
    Publication,
    Remittance,
)
from models.life.records import (
    Appraisal,
    AppraisalResult,
    DualLife,
    LifeEntry,
    Service,
    ServicePerson,
    Study,
    Talk,
    TalkPerson,
    Thought,
)
from models.meetings.minutes import Ballot, Minutes, Point
from models.meetings.minutes import save as save_minutes
from models.meetings.records import (
    AgendaItem,
    Attendance,
    Candidate,
    Election,
    Meeting,
    MeetingTask,
    NotHeld,
    OwnKind,
    Speech,
    Template,
    Vote,
)
from models.members import Member, Movement, Period
from models.own_columns import OwnColumn, save_column, set_own
from models.store import Store
from models.values import PartialDate


def fill(path, password=""):
    """Write a file that has a row in every table, some searched text deleted, some undone."""
    with Store.create(path, Branch(name="第三党支部"), password=password) as store:
        with store.change("年度和小组") as change:
            change.save(BranchYear(year=2026, theme="主题"))
            group = change.save(Group(name="第一党小组"))
            own = save_column(change, OwnColumn(owner_table="member", label="车牌", kind="文本"))
        for name in ("王小𬭎", "李娜", "张三", "阿依古丽·买买提"):
            with store.change(f"登记{name}") as change:
                member = change.save(Member(name=name, address="人民路1号", phone="13800000000"))
                change.save(Period(member_id=member.id, aspect="党小组", group_id=group.id))
                change.save(Post(member_id=member.id, post="委员", since=PartialDate(2024)))
                change.save(
                    Movement(member_id=member.id, kind="转入", happened_on=PartialDate(2024, 5))
                )
                attach(store, change, member, "照片.jpg", name.encode() * 9)
                set_own(change, "member", member.id, {f"own_{own.id}": f"京A{member.id}"})
        with store.change("改名") as change:
            change.save(replace(member, name="艾力·买买提"))
        with store.change("登记错了") as change:
            change.delete(change.save(Member(name="错")))
            wrong = change.save(Member(name="又错"))
        with store.change("删去") as change:
            change.delete(wrong)
        store.undo()
        fill_life(store, member.id)
        fill_dues(store, member.id)
        store.prefer("members:columns", ["name", "sex"])
        store.keep_draft("member:new", "写了一半")


def fill_life(store, member_id):
    """Enter a row of everything that belongs to meetings and organisation life."""
    day, who = date(2026, 3, 20), {"member_id": member_id}
    point = Point(
        item=AgendaItem(topic="议题"),
        speeches=(Speech(words="同意", **who),),
        tasks=(MeetingTask(what="起草", **who),),
        votes=(Vote(subject="通过报告", yes=3, **who),),
        ballots=(Ballot(election=Election(seats=3), candidates=(Candidate(yes=3, **who),)),),
    )
    meeting = Meeting(kind="党员大会", held_on=day, body="记录")
    attendance = (Attendance(status="出席", **who),)
    save_minutes(store, Minutes(meeting=meeting, attendance=attendance, points=(point,)))
    with store.change("组织生活") as change:
        for record in (
            NotHeld(kind="支委会", year=2026, month=2, reason="抗洪"),
            OwnKind(name="支部共建"),
            Template(kind="支委会", name="月度", topics="议事"),
            LifeEntry(year=2026, problem="联系群众不够"),
            DualLife(held_on=day, **who),
            Thought(made_on=day, state="稳定"),
            Study(held_on=day, content="网课", hours=20, **who),
        ):
            change.save(record)
        talk = change.save(Talk(held_on=day, content="交流思想"))
        change.save(TalkPerson(talk_id=talk.id, **who))
        appraisal = change.save(Appraisal(year=2026))
        change.save(AppraisalResult(appraisal_id=appraisal.id, grade="合格", **who))
        service = change.save(Service(held_on=day, name="社区清洁"))
        change.save(ServicePerson(service_id=service.id, hours=20, **who))


def fill_dues(store, member_id):
    """Enter a row of everything that belongs to dues."""
    day, month, who = date(2026, 3, 10), PartialDate(2026, 3), {"member_id": member_id}
    basis = Basis(since=month, payer="企业人员", base=249_000, amount=1_245, **who)
    span = {"since": month, "until": month}
    with store.change("党费") as change:
        save_fixed(change, Fixed(basis, (Item("基本工资", "计入", 249_000),)))
        enter_payment(change, Payment(paid_on=day, **who), {Month(2026, 3): 1_245})
        for record in (
            DuesWaiver(ground="患病", **span, **who),
            LargeDues(paid_on=day, amount=100_000, **who),
            Remittance(amount=1_245, sent_on=day, **span),
            DuesUse(used_on=day, summary="订阅报刊", outlay=12_000),
            Publication(year=2025, published_on=day),
        ):
            change.save(record)


def raw(path):
    """Open a file past every guard."""
    conn = sqlcipher3.connect(str(path), isolation_level=None)
    for pragma in ("writable_schema = ON", "ignore_check_constraints = ON", "foreign_keys = OFF"):
        conn.execute(f"PRAGMA {pragma}")
    return conn


def tables(path):
    """Return every table that is stored, the schema itself among them."""
    conn = raw(path)
    found = conn.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
    ).fetchall()
    conn.close()
    return ["sqlite_master", *(name for (name,) in found)]


def places(path, table):
    """Return (key column, key, column, value) of every value of a table that has a bit."""
    conn = raw(path)
    cursor = conn.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in cursor.description]
    keys = primary_key(conn, table)
    found = [
        (keys, tuple(row[names.index(key)] if key in names else None for key in keys), name, value)
        for row in cursor.fetchall()
        for name, value in zip(names, row, strict=True)
        if value not in (None, "", b"")
    ]
    conn.close()
    return found


def primary_key(conn, table):
    """Return the columns that name a row, also of a table without row ids."""
    columns = conn.execute(f"PRAGMA table_info({table})").fetchall()
    found = tuple(column[1] for column in sorted(columns, key=lambda c: c[5]) if column[5])
    return found or ("name",)


def flipped(value, bit):
    """Return a value with one bit turned over, and the SQL that writes it as the same type."""
    if isinstance(value, int):
        return value ^ (1 << bit % 12), "?"
    data = bytearray(value if isinstance(value, bytes) else value.encode())
    data[bit // 8 % len(data)] ^= 1 << bit % 8
    return bytes(data), "?" if isinstance(value, bytes) else "CAST(? AS TEXT)"


def flip(path, table, place, bit):
    """Turn one bit of one value over; return whether the file took it."""
    keys, key, column, value = place
    new, mark = flipped(value, bit)
    conn = raw(path)
    try:
        where = " AND ".join(f"{name} IS ?" for name in keys)
        count = conn.execute(
            f"UPDATE {table} SET {column} = {mark} WHERE {where}", (new, *key)
        ).rowcount
    except sqlcipher3.DatabaseError:
        return False
    finally:
        conn.close()
    return count == 1
