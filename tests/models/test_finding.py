"""People first, then every record that holds the text, with where it stands."""

from __future__ import annotations

from datetime import date

import pytest

from models.attachments import Attachment
from models.finding import find
from models.life.records import Study, Talk
from models.meetings.minutes import Point
from models.meetings.records import AgendaItem, Speech
from models.members import Member, Movement
from models.members.movements import apply, enter
from models.own_columns import OwnColumn, field_of_own, save_column, set_own
from models.parts import whole_of
from models.values import PartialDate
from tests.models.meetings.branches import people_of


@pytest.fixture
def people(store):
    made = [
        enter(store, Member(name=name, **rest))
        for name, rest in (
            ("张三", {"identity_number": "11010519491231002X", "work_post": "科员"}),
            ("赵山河", {"address": "张家湾三号", "remark": "100%_完成"}),
            ("阿依古丽·买买提", {}),
        )
    ]
    apply(
        store,
        Movement(
            member_id=made[0].id, kind="转出", happened_on=PartialDate(2026, 3, 1),
            other_party="张家湾党支部",
        ),
    )  # fmt: skip
    return store


def titles(store, text):
    return [found.title for found in find(store, text)]


@pytest.mark.parametrize("text", ["zs", "ZS", "zhangsan", "zhang s", "张三", " 张三 "])
def test_a_person_is_found_by_name_and_pinyin(people, text):
    assert titles(people, text)[0] == "张三"


def test_initials_find_all_who_have_them(people):
    assert titles(people, "zs") == ["张三", "赵山河"]


def test_pinyin_alone_inside_a_name_does_not_bring_everyone(people):
    assert titles(people, "ang") == []


def test_people_stand_before_records_that_mention_the_text(people):
    found = find(people, "张")
    assert next((one.table, one.title) for one in found) == ("member", "张三")
    assert ("movement", "张三　变动") in [(one.table, one.title) for one in found]
    assert any("张家湾" in one.where for one in found)


def test_numbers_are_masked_where_they_are_found(people):
    (found,) = find(people, "19491231")
    assert "19491231" not in found.where
    assert found.title == "张三"


@pytest.mark.parametrize(("text", "count"), [("%", 1), ("_", 1), ("100%_", 1), ("\\", 0), ("", 0)])
def test_signs_mean_themselves(people, text, count):
    assert len(find(people, text)) == count


def test_what_stands_in_an_own_column_is_found_with_its_name(people):
    with people.change("栏目") as change:
        column = save_column(change, OwnColumn(owner_table="member", label="微信号", kind="文本"))
        member = people.all(Member)[1]
        set_own(change, "member", member.id, {field_of_own(column).name: "shanhe_2026"})
    [found] = find(people, "shanhe")
    assert (found.table, found.title) == ("member", "赵山河")
    assert found.where == "微信号：shanhe_2026"


def test_a_text_in_minutes_of_any_year_is_found_with_its_meeting_and_what_stands_around_it():
    people = people_of(3)
    speech = Speech(
        member_id=people.id(1), words="大家结合实际谈了许多，我建议尽早修缮活动室，请支委会研究。"
    )
    point = Point(item=AgendaItem(topic="修缮活动室"), speeches=(speech,))
    for year in (2019, 2026):
        people.hold(day=date(year, 3, 20), points=[point], name="第一季度", body="先学习，再修缮。")
    found = [(one.title, one.where) for one in find(people.store, "修缮")]
    name = people.members[1].name
    assert found[:3] == [
        (f"2026年3月20日党员大会　发言　{name}", "发言内容：…实际谈了许多，我建议尽早修缮活动室，请支委会研究。"),
        ("2026年3月20日党员大会　议题", "议题：修缮活动室"),
        ("2026年3月20日党员大会", "会议内容：先学习，再修缮。"),
    ]  # fmt: skip
    assert [title.split("　")[0] for title, _ in found[3:]] == ["2019年3月20日党员大会"] * 3
    assert len(find(people.store, "，我建议尽早修缮活")) == 2


def test_other_records_with_a_day_are_called_by_it(people):
    with people.change("登记") as change:
        change.save(Talk(held_on=date(2026, 5, 1), content="谈了打算"))
        member = people.all(Member)[0]
        change.save(Study(member_id=member.id, held_on=date(2026, 5, 2), content="打算学网课"))
    assert titles(people, "打算") == ["2026年5月2日　张三　学习培训", "2026年5月1日　谈心谈话"]


@pytest.mark.parametrize(
    "owner",
    [("attachment", 1), ("attachment", 2), ("nowhere", 1), ("meeting", 99), ("vote", 99)],
)
def test_a_record_whose_whole_cannot_be_is_found_by_itself(people, owner):
    with people.change("附件") as change:
        for place in (1, 2):
            to = owner if place == 1 else ("attachment", 1)
            change.save(Attachment(owner_table=to[0], owner_id=to[1], name=f"签到表{place}"))
    assert sorted(titles(people, "签到表")) == ["签到表1　附件", "签到表2　附件"]
    assert whole_of(people, "attachment", 2)[0] in {"attachment", "meeting", "vote"}


def test_a_day_that_is_none_is_shown_as_it_stands(people):
    with people.change("登记") as change:
        kept = change.save(Talk(held_on=date(2026, 5, 1), content="谈了打算"))
    people.connection.execute("PRAGMA ignore_check_constraints = ON")
    people.connection.execute("UPDATE talk SET held_on = '明天' WHERE id = ?", (kept.id,))
    assert titles(people, "打算") == ["明天　谈心谈话"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026-03", ["2026年3月20日", "2026年3月15日"]),
        ("2026年3月15日", ["2026年3月15日"]),
        ("20260315", ["2026年3月15日"]),
        ("3月15日", ["2026年3月15日", "2025年3月15日"]),
        ("3.20", ["2026年3月20日"]),
        ("3月", ["2026年3月20日", "2026年3月15日", "2025年3月15日"]),
        ("2026", []),
        ("2月30日", []),
        ("202613", []),
    ],
)
def test_meetings_are_found_by_their_day_or_month_however_it_is_written(text, days):
    held = people_of(3, committee=3)
    for day in (date(2025, 3, 15), date(2026, 3, 15), date(2026, 3, 20), date(2026, 4, 1)):
        held.hold("支委会", day)
    assert titles(held.store, text) == [f"{day}支委会" for day in days]
