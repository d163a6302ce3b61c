"""Search finds any substring, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import search
from models.branch import Branch
from models.members import Member
from models.store import Store
from tests.people import save

LETTERS = "张三，。“\"'*()-:^ABé1𬭎\ue000"


def found(store, query):
    return [hit.record_id for hit in store.search(query) if hit.table == "member"]


@pytest.fixture(scope="module")
def shared():
    with Store.memory(Branch(name="甲")) as made:
        yield made


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(LETTERS, min_size=1, max_size=8), data=st.data())
def test_every_substring_of_a_text_is_found(shared, text, data):
    with shared.change("登记") as change:
        member = change.save(Member(name="名", address=text))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert member.id in found(shared, text[start:end])
    shared.undo()
    assert found(shared, text) == []


@pytest.mark.parametrize(
    "query", ["张", "张三", "三丰", "san", "zsf", "13812", "四川省", "（成都）"]
)
def test_one_character_is_enough(store, query):
    with store.change("登记") as change:
        change.save(Member(name="张三丰", phone="13812345678", native_place="四川省（成都）"))
        change.save(Member(name="李"))
    # The store itself fills no name keys.
    with store.change("拼音") as change:
        change.save(replace(store.get(Member, 1), keys="zhang san feng|zsf"))
    assert found(store, query) == [1]


@pytest.mark.parametrize(
    "query", ['"', '三"', '"丰', '""', "三*", "*", "OR", "三 OR 四", "(", "^三"]
)
def test_signs_of_a_query_language_are_only_text(store, query):
    save(store, "张三", '张"三"丰', "三 OR 四", "*^三(")
    texts = ("张三", '张"三"丰', "三 OR 四", "*^三(")
    expected = [number for number, text in enumerate(texts, 1) if query in text]
    assert found(store, query) == expected[::-1]


def test_no_hit_runs_from_one_column_into_the_next(store):
    with store.change("登记") as change:
        change.save(Member(name="李四", sex="男", address="一行\n二行"))
    assert found(store, "四男") == found(store, "行二") == []
    assert found(store, "二行") == [1]


def test_blanks_alone_find_nothing(store):
    save(store, "张 三")
    assert store.search("") == store.search(" 　") == []
    assert found(store, " 张") == [1]


def test_the_newest_entered_come_first_up_to_the_limit(store):
    save(store, *(f"张{number}" for number in range(9)))
    assert found(store, "张") == list(range(9, 0, -1))
    assert [hit.record_id for hit in store.search("张", limit=3)] == [9, 8, 7]


def test_changed_and_deleted_text_is_found_no_more(store):
    [member] = save(store, "旧名")
    with store.change("改") as change:
        change.save(replace(member, name="新名"))
    assert (found(store, "旧"), found(store, "新")) == ([], [1])
    with store.change("删") as change:
        change.delete(member)
    assert found(store, "新") == []
    store.undo()
    assert found(store, "新") == [1]


def test_a_hit_shows_its_title_and_the_text_around(store):
    with store.change("登记") as change:
        change.save(Member(name="张三", address="很" * 60 + "人民路1号" + "远" * 60))
    [hit] = store.search("人民路")
    assert (hit.table, hit.title) == ("member", "张三")
    assert hit.snippet == "…" + "很" * 24 + "人民路1号" + "远" * 22 + "…"
    [hit] = store.search("第三党")
    assert hit.title == "第三党支部"
    assert hit.snippet.startswith("第三党支部 单独")


def test_a_snippet_is_one_line():
    assert search.snippet("甲\n乙", "乙") == "甲 乙"
