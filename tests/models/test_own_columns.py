"""A branch's own columns: what they take, and that a step with them is one step."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.branch import Branch
from models.date_styles import DATE_STYLES, spelt
from models.errors import AppError, Duplicate, InvalidRecord, NotFound
from models.fields import Kind
from models.members import Member
from models.members.movements import remove
from models.own_columns import (
    DATE,
    NUMBER,
    TEXT,
    OwnColumn,
    OwnValue,
    field_of_own,
    own_columns,
    own_fields,
    own_values,
    own_values_of,
    remove_column,
    save_column,
    set_own,
)
from models.store import Store
from models.values import PartialDate
from models.verify import verify
from tests.people import content, save


@pytest.fixture(autouse=True)
def _sound_and_settled(store):
    """After each test nothing is left open and the file is sound."""
    yield
    assert not store.connection.in_transaction
    assert verify(store) == []


def add(store, label, kind=TEXT, **said):
    with store.change(f"新设{label}") as change:
        return save_column(change, OwnColumn(owner_table="member", label=label, kind=kind, **said))


def put(store, member, **values):
    with store.change("填写") as change:
        set_own(change, "member", member.id, values)


def test_a_column_is_a_field_to_every_layer(store):
    plate, age, since = (
        add(store, " 车牌号 "),
        add(store, "子女数", NUMBER),
        add(store, "入职", DATE),
    )
    assert [column.label for column in own_columns(store, "member")] == ["车牌号", "子女数", "入职"]
    assert [column.place for column in (plate, age, since)] == [1, 2, 3]
    fields = own_fields(store, "member")
    assert [field.kind for field in fields] == [Kind.TEXT, Kind.INTEGER, Kind.PARTIAL_DATE]
    assert [field.name for field in fields] == [
        f"own_{column.id}" for column in (plate, age, since)
    ]
    assert field_of_own(replace(plate, width=12)).width == 12
    assert own_columns(store, "post") == []


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"label": ""}, "label", "栏目名称不能为空"),
        ({"label": " 　"}, "label", "栏目名称不能为空"),
        ({"label": "车牌号"}, "label", "已有名为“车牌号”的自设栏目"),
        ({"label": " 车牌号"}, "label", "已有名为“车牌号”的自设栏目"),
        ({"label": "姓名"}, "label", "本表已有“姓名”一栏"),
        ({"label": "党小组"}, "label", "本表已有“党小组”一栏"),
        ({"label": "党龄"}, "label", "本表已有“党龄”一栏"),
        ({"label": "甲", "kind": "钱"}, "kind", "内容类型应为：文本、数字、日期"),
        ({"label": "甲", "width": 90}, "width", "列宽应在2到40个字之间"),
        ({"label": "甲", "kind": DATE, "date_style": "3/75"}, "date_style", "日期写法应为"),
    ],
)
def test_what_is_no_column_is_refused_with_a_sentence(store, said, field, sentence):
    add(store, "车牌号")
    before = content(store)
    with pytest.raises(InvalidRecord, match=sentence) as raised:
        add(store, **said)
    assert list(raised.value.problems) == [field]
    assert content(store) == before


def test_a_column_may_bear_a_word_that_only_workbooks_use_for_another(store):
    assert add(store, "部门").label == "部门"


def test_a_column_is_renamed_to_its_own_label_but_not_to_another(store):
    plate, blood = add(store, "车牌号"), add(store, "血型")
    with store.change("改宽") as change:
        save_column(change, replace(plate, width=6))
    with pytest.raises(InvalidRecord, match="已有名为“车牌号”"), store.change("改名") as change:
        save_column(change, replace(blood, label="车牌号"))
    with store.change("改名") as change:
        save_column(change, replace(blood, label="血型（本人）"))
    assert [column.label for column in own_columns(store, "member")] == ["车牌号", "血型（本人）"]


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (TEXT, " 浙A12345 ", "浙A12345"),
        (TEXT, 5, "5"),
        (NUMBER, "1,200", 1200),
        (NUMBER, -3.0, -3),
        (DATE, "1975.03", PartialDate(1975, 3)),
        (DATE, "197503", PartialDate(1975, 3)),
        (DATE, "1975年3月1日", PartialDate(1975, 3, 1)),
        (DATE, PartialDate(1975), PartialDate(1975)),
    ],
)
def test_a_value_is_kept_as_its_kind(store, kind, typed, value):
    [member] = save(store, "王小明")
    name = field_of_own(add(store, "栏目", kind)).name
    put(store, member, **{name: typed})
    assert own_values(store, "member") == {member.id: {name: value}}
    assert own_values_of(store, "member", member.id) == {name: value}


def test_a_value_of_another_kind_is_refused_and_nothing_is_kept(store):
    [member] = save(store, "王小明")
    number, text = (
        field_of_own(add(store, "子女数", NUMBER)).name,
        field_of_own(add(store, "乙")).name,
    )
    with pytest.raises(InvalidRecord, match="子女数：“三个”不是整数"):
        put(store, member, **{text: "甲", number: "三个"})
    assert own_values(store, "member") == {}


def test_only_what_differs_is_written_and_what_is_empty_is_taken_off(store):
    [member] = save(store, "王小明")
    plate, blood = (field_of_own(add(store, label)).name for label in ("车牌号", "血型"))
    put(store, member, **{plate: "浙A", blood: "A"})
    step = store.entries(1)[0]
    put(store, member, **{plate: "浙A", blood: "A"})
    assert store.entries(1)[0] == step
    put(store, member, **{blood: "B"})
    assert own_values(store, "member") == {member.id: {plate: "浙A", blood: "B"}}
    assert [change.after for change in store.changes(store.entries(1)[0].id)] == [{"value": "B"}]
    put(store, member, **{plate: ""})
    assert own_values(store, "member") == {member.id: {blood: "B"}}
    assert own_values_of(store, "member", member.id) == {plate: "", blood: "B"}
    store.undo()
    assert own_values(store, "member") == {member.id: {plate: "浙A", blood: "B"}}


def test_a_column_that_went_meanwhile_is_told(store):
    [member] = save(store, "王小明")
    name = field_of_own(add(store, "车牌号")).name
    store.undo()
    with pytest.raises(NotFound, match="已被删除或撤销，没有保存"):
        put(store, member, **{name: "浙A"})


def test_removing_a_member_takes_what_stands_in_its_columns_along_and_undo_brings_it_back(store):
    stays, goes = save(store, "王小明", "李四")
    name = field_of_own(add(store, "车牌号")).name
    put(store, stays, **{name: "浙A"})
    put(store, goes, **{name: "浙B"})
    before = content(store)
    remove(store, goes)
    assert own_values(store, "member") == {stays.id: {name: "浙A"}}
    assert store.search("浙B") == []
    store.undo()
    assert content(store) == before
    assert [hit.title for hit in store.search("浙B")] == ["李四"]


def test_removing_a_column_takes_its_values_along_and_undo_brings_them_back(store):
    [member] = save(store, "王小明")
    column = add(store, "车牌号")
    put(store, member, own_1="浙A")
    before = content(store)
    with store.change("删除车牌号") as change:
        remove_column(change, column)
    assert store.all(OwnColumn) == store.all(OwnValue) == []
    store.undo()
    assert content(store) == before
    store.redo()
    add(store, "车牌号")
    assert own_fields(store, "member")[0].name == "own_2"


def test_a_column_changes_its_kind_only_if_all_that_stands_in_it_allows(store):
    one, two = save(store, "王小明", "李四")
    column = add(store, "入职")
    put(store, one, own_1="1975.03")
    put(store, two, own_1="不详")
    with (
        pytest.raises(InvalidRecord, match="“不详”不是日期，没有保存"),
        store.change("改") as change,
    ):
        save_column(change, replace(column, kind=DATE))
    put(store, two, own_1="1980年")
    with store.change("改为日期") as change:
        made = save_column(change, replace(column, kind=DATE, date_style="1975.03"))
    assert (made.label, made.place) == ("入职", 1)
    name = field_of_own(made).name
    assert {row[name] for row in own_values(store, "member").values()} == {
        PartialDate(1975, 3),
        PartialDate(1980),
    }
    store.undo()
    assert own_values(store, "member")[one.id] == {"own_1": "1975.03"}


def test_an_older_step_is_not_undone_under_what_stands_on_it(store):
    with store.change("登记王小明") as change:
        member = change.save(Member(name="王小明"))
    entered = store.entries(1)[0]
    add(store, "车牌号")
    made = store.entries(1)[0]
    put(store, member, own_1="浙A")
    for step in (entered, made):
        with pytest.raises(AppError, match="后来的“填写”用到了它的记录，请先撤销那一步"):
            store.undo_entry(step.id)
    store.undo()
    store.undo_entry(entered.id)
    store.undo_entry(made.id)
    assert store.all(Member) == store.all(OwnColumn) == []


def test_a_rename_is_not_undone_under_a_column_that_bore_the_name_meanwhile(store):
    plate = add(store, "车牌号")
    with store.change("改名") as change:
        save_column(change, replace(plate, label="车号"))
    renamed = store.entries(1)[0]
    other = add(store, "车牌号")
    with store.change("另一栏改名") as change:
        save_column(change, replace(other, label="停车证"))
    with pytest.raises(AppError, match="后来的“新设车牌号”用到了它的记录"):
        store.undo_entry(renamed.id)
    while store.undoable:
        store.undo()
    assert store.all(OwnColumn) == []


def test_values_of_different_people_are_undone_apart(store):
    one, two = save(store, "王小明", "李四")
    add(store, "车牌号")
    put(store, one, own_1="浙A")
    step = store.entries(1)[0]
    put(store, two, own_1="浙B")
    store.undo_entry(step.id)
    assert own_values(store, "member") == {two.id: {"own_1": "浙B"}}


def test_what_was_taken_off_comes_back_neither_twice_nor_without_its_person(store):
    [member] = save(store, "王小明")
    add(store, "车牌号")
    put(store, member, own_1="浙A")
    put(store, member, own_1="")
    emptied = store.entries(1)[0]
    put(store, member, own_1="浙B")
    with pytest.raises(AppError, match="后来的“填写”用到了它的记录"):
        store.undo_entry(emptied.id)
    store.undo()
    remove(store, member)
    with pytest.raises(Duplicate, match="后来的步骤删除了它所属的记录，请先撤销那一步"):
        store.undo_entry(emptied.id)
    assert store.all(OwnValue) == []


def test_what_stands_in_a_column_is_found_and_leads_to_its_person_once(store):
    [member, _] = save(store, "王小明", "李四")
    add(store, "车牌号")
    put(store, member, own_1="浙A12345 王小明")
    [hit] = store.search("A123")
    assert (hit.table, hit.record_id, hit.title) == ("member", member.id, "王小明")
    assert hit.snippet == "浙A12345 王小明"
    assert len(store.search("王小明")) == 1


@pytest.mark.parametrize(
    ("style", "words"),
    [
        ("", ["1975-03-01", "1975-03", "1975"]),
        ("1975-03-01", ["1975-03-01", "1975-03", "1975"]),
        ("1975.03", ["1975.03", "1975.03", "1975"]),
        ("197503", ["197503", "197503", "1975"]),
        ("1975年3月", ["1975年3月", "1975年3月", "1975年"]),
    ],
)
def test_a_date_style_is_named_by_how_it_spells_the_first_of_march_1975(style, words):
    dates = [PartialDate(1975, 3, 1), PartialDate(1975, 3), PartialDate(1975)]
    assert [spelt(day, style) for day in dates] == words
    assert spelt(dates[0].first, style) == words[0]


@given(
    st.dates().filter(lambda day: 1900 <= day.year <= 2100),
    st.sampled_from(DATE_STYLES),
    st.integers(1, 3),
)
def test_every_style_is_read_back_as_the_same_date_known_less_at_most(day, style, known):
    kept = PartialDate(*(day.year, day.month, day.day)[:known])
    field = field_of_own(OwnColumn(id=1, owner_table="member", label="日期", kind=DATE))
    assert field.parse(spelt(kept, style)).agrees(kept)


def add_column(store, draw):
    kind = draw.choice([TEXT, NUMBER, DATE])
    with store.change("新设") as change:
        save_column(
            change, OwnColumn(owner_table="member", label=draw.choice("甲乙丙丁"), kind=kind)
        )


def alter_column(store, draw):
    column = draw.choice(own_columns(store, "member"))
    with store.change("改栏目") as change:
        label, kind = draw.choice("甲乙丙丁"), draw.choice([TEXT, NUMBER, DATE])
        save_column(change, replace(column, label=label, kind=kind))


def drop_column(store, draw):
    with store.change("删栏目") as change:
        remove_column(change, draw.choice(own_columns(store, "member")))


def fill(store, draw):
    members = store.all(Member)
    with store.change("填写") as change:
        for member in draw.sample(members, min(len(members), 2)):
            names = [field.name for field in own_fields(store, "member")]
            said = {name: draw.choice(["", "7", "1975.03", "浙A", "2001"]) for name in names}
            set_own(change, "member", member.id, said)
            change.save(replace(member, identity_number=draw.choice(["", "甲1", "甲2"])))


OPERATIONS = (
    lambda store, draw: save(store, draw.choice(["王伟", "李娜"])),
    lambda store, draw: remove(store, draw.choice(store.all(Member))),
    add_column, alter_column, drop_column, fill, fill, fill,
    lambda store, _: store.undo(),
    lambda store, _: store.redo(),
    lambda store, draw: store.undo_entry(draw.choice(store.entries(12)).id),
)  # fmt: skip


@settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32), st.integers(5, 40))
def test_any_sequence_with_own_columns_is_undone_to_the_last(seed, length):
    draw = random.Random(seed)
    with Store.memory(Branch(name="第三党支部")) as store:
        founding = content(store)
        for _ in range(length):
            before = content(store)
            try:
                draw.choice(OPERATIONS)(store, draw)
            except (AppError, IndexError):
                assert content(store) == before
            assert not store.connection.in_transaction
            assert_whole(store)
        assert verify(store) == []
        while store.undoable:
            store.undo()
        assert content(store) == founding
        assert verify(store) == []


def assert_whole(store):
    """See every value in a column and of a person that are there, one at most, of its kind."""
    columns = {column.id: field_of_own(column) for column in store.all(OwnColumn)}
    people = {member.id for member in store.all(Member)}
    values = store.all(OwnValue)
    places = {(value.column_id, value.owner_id) for value in values}
    assert len(places) == len(values)
    for value in values:
        assert value.owner_id in people
        assert str(columns[value.column_id].parse(value.value)) == value.value
