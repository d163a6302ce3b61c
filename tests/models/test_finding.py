"""People first, then every record that holds the text, with where it stands."""

from __future__ import annotations

import pytest

from models.finding import find
from models.members import Member, Movement
from models.members.movements import apply, enter
from models.own_columns import OwnColumn, field_of_own, save_column, set_own
from models.values import PartialDate


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
