"""The store: one change is one transaction, one entry and one step to undo."""

# ruff: noqa: PT012 - a change is the block that fails

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from time import sleep

import pytest

from models import database
from models.attachments import Attachment, attach, attachments_of, body_of
from models.branch import Branch, Group
from models.errors import AppError, Duplicate, InvalidRecord, NotFound
from models.members import Member, Period
from models.store import Store
from models.verify import verify
from tests.people import NUMBERS, content, save


@pytest.fixture(autouse=True)
def _sound_and_settled(store):
    """After each test nothing is left open and the file is sound."""
    yield
    assert not store.connection.in_transaction
    assert verify(store) == []


def test_a_new_file_holds_its_branch_and_nothing_to_undo(store):
    assert store.branch.name == "第三党支部"
    assert len(store.branch.uid) == 32
    assert store.undoable is store.redoable is None
    assert [entry.title for entry in store.entries()] == ["建立第三党支部"]
    for step in (store.undo, store.redo, lambda: store.undo_entry(1), lambda: store.undo_entry(99)):
        with pytest.raises(NotFound, match="没有可以"):
            step()
        assert not store.connection.in_transaction


def test_a_saved_record_is_read_back(store):
    [member] = save(store, "王小𬭎")
    assert member.id == 1
    assert store.get(Member, 1) == member
    assert store.all(Member) == store.where(Member, name="王小𬭎") == [member]
    assert store.where(Member, born_on=None) == [member]
    assert store.where(Member, name="无此人") == []


def test_a_missing_record_is_not_found(store):
    with pytest.raises(NotFound, match="这条记录已不在文件中"):
        store.get(Member, 1)


def test_undo_and_redo_of_a_new_record(store):
    before = content(store)
    save(store, "王小明", title="登记王小明")
    after = content(store)
    assert store.undoable.title == "登记王小明"
    store.undo()
    assert content(store) == before
    assert store.undoable is None
    assert store.redoable.title == "登记王小明"
    store.redo()
    assert content(store) == after
    assert store.redoable is None
    store.undo()
    assert content(store) == before


def test_undo_restores_only_what_the_step_altered(store):
    [member] = save(store, "王小明")
    with store.change("改电话") as change:
        change.save(replace(member, phone="13800000000"))
    step = store.entries(1)[0]
    with store.change("改住址") as change:
        change.save(replace(store.get(Member, 1), address="人民路1号"))
    store.undo_entry(step.id)
    assert store.get(Member, 1) == replace(member, address="人民路1号")
    assert [change.before for change in store.changes(step.id)] == [{"phone": ""}]


def test_a_deleted_record_comes_back_under_its_id(store):
    [member] = save(store, "王小明")
    with store.change("删除") as change:
        change.delete(member)
    assert store.all(Member) == []
    store.undo()
    assert store.all(Member) == [member]


def test_an_older_step_is_refused_by_the_name_of_the_later(store):
    [member] = save(store, "王小明")
    for name, title in (("王明", "第一次改名"), ("王大明", "第二次改名"), ("王老明", "第三次改名")):
        with store.change(title) as change:
            change.save(replace(member, name=name))
    first = store.entries(3)[-1]
    now = content(store), store.entries()
    with pytest.raises(AppError, match="“第一次改名”没有撤销：后来的“第二次改名”改过同一条记录"):
        store.undo_entry(first.id)
    assert (content(store), store.entries()) == now
    assert not store.connection.in_transaction


def test_an_older_step_is_refused_even_if_a_later_one_happened_to_write_the_same(store):
    [member] = save(store, "甲")
    for name in ("乙", "丙", "乙"):
        with store.change(f"改为{name}") as change:
            change.save(replace(member, name=name))
    to_second = store.entries(3)[-1]
    with pytest.raises(AppError, match="后来的“改为丙”"):
        store.undo_entry(to_second.id)
    for _ in range(4):
        store.undo()
    assert store.all(Member) == []


def test_a_step_whose_later_step_was_undone_can_be_undone_alone(store):
    [member] = save(store, "甲")
    steps = []
    for name in ("乙", "丙"):
        with store.change(f"改为{name}") as change:
            change.save(replace(member, name=name))
        steps.append(store.entries(1)[0].id)
    store.undo()
    store.undo_entry(steps[0])
    assert store.get(Member, 1).name == "甲"


def test_the_step_in_the_way_is_the_one_that_touched_the_same_column(store):
    [member] = save(store, "甲")
    with store.change("改名") as change:
        change.save(replace(member, name="乙"))
    step = store.entries(1)[0]
    with store.change("改电话") as change:
        change.save(replace(member, name="乙", phone="13800000000"))
    with store.change("又改名") as change:
        change.save(replace(member, name="丙", phone="13800000000"))
    with pytest.raises(AppError, match="后来的“又改名”"):
        store.undo_entry(step.id)


def test_a_step_undone_twice_names_its_undo(store):
    save(store, "甲", title="登记甲")
    step = store.entries(1)[0]
    store.undo()
    with pytest.raises(AppError, match="“登记甲”没有撤销"):
        store.undo_entry(step.id)


def test_a_step_undone_is_not_undone_again_when_a_later_one_wrote_the_same(store):
    [member] = save(store, "甲")
    with store.change("改名") as change:
        change.save(replace(member, name="乙"))
    step = store.entries(1)[0]
    store.undo()
    when = store.entries(1)[0].time[:16]
    with store.change("又改名") as change:
        change.save(replace(member, name="乙"))
    with pytest.raises(AppError, match=f"“改名”没有撤销：它已经撤销过（{when}）；想恢复它"):
        store.undo_entry(step.id)
    assert store.get(Member, 1).name == "乙"


def test_two_numbers_exchanged_in_one_step_are_exchanged_back(store):
    one, two = save(store, "甲", "乙")
    with store.change("号码") as change:
        one = change.save(replace(one, identity_number=NUMBERS[0]))
        two = change.save(replace(two, identity_number=NUMBERS[1]))
    before = content(store)
    with store.change("对调号码") as change:
        change.save(replace(one, identity_number=""))
        change.save(replace(two, identity_number=NUMBERS[0]))
        change.save(replace(one, identity_number=NUMBERS[1]))
    after = content(store)
    store.undo()
    assert content(store) == before
    store.redo()
    assert content(store) == after


def test_a_number_passed_to_a_row_touched_earlier_goes_back(store):
    one, two = save(store, "甲", "乙")
    with store.change("号码") as change:
        one = change.save(replace(one, identity_number=NUMBERS[0]))
    before = content(store)
    with store.change("号码给乙，删去甲") as change:
        change.save(replace(two, phone="1"))
        change.delete(one)
        change.save(replace(two, phone="1", identity_number=NUMBERS[0]))
    store.undo()
    assert content(store) == before


def test_what_others_stand_on_cannot_be_taken_away(store):
    [member] = save(store, "甲")
    step = store.entries(1)[0]
    with store.change("在册") as change:
        change.save(Period(member_id=member.id, aspect="在册"))
    before = content(store)
    with pytest.raises(AppError, match="没有撤销：后来的“在册”用到了它的记录"):
        store.undo_entry(step.id)
    with pytest.raises(Duplicate), store.change("删") as change:
        change.delete(member)
    assert content(store) == before
    assert not store.connection.in_transaction


def test_a_step_is_not_taken_away_under_one_that_could_be_undone_after_it(store):
    [member] = save(store, "甲")
    step = store.entries(1)[0]
    with store.change("在册") as change:
        period = change.save(Period(member_id=member.id, aspect="在册"))
    with store.change("不在册") as change:
        change.delete(period)
    with pytest.raises(AppError, match="没有撤销：后来的“在册”用到了它的记录"):
        store.undo_entry(step.id)
    while store.undoable:
        store.undo()
    assert store.all(Member) == []


def test_one_number_stands_once(store):
    one, two = save(store, "甲", "乙")
    with store.change("号码") as change:
        change.save(replace(one, identity_number=NUMBERS[0]))
    with pytest.raises(Duplicate), store.change("再号码") as change:
        change.save(replace(two, identity_number=NUMBERS[0]))
    assert store.get(Member, two.id) == two


@pytest.mark.parametrize("error", [ValueError("坏了"), KeyboardInterrupt(), AppError("不行")])
def test_an_exception_takes_the_whole_change_back(store, error):
    [kept] = save(store, "留下")
    before, entries = content(store), store.entries()
    heard = []
    store.subscribe(lambda *notice: heard.append(notice))
    with pytest.raises(type(error)), store.change("失败") as change:
        change.save(Member(name="不留"))
        change.save(replace(kept, name="改"))
        change.delete(kept)
        raise error
    assert (content(store), store.entries(), heard) == (before, entries, [])
    assert store.search("不留") == []
    assert save(store, "下一个")[0].id == 2


def test_an_unacceptable_record_takes_the_whole_change_back(store):
    with pytest.raises(InvalidRecord, match="姓名不能为空"), store.change("失败") as change:
        change.save(Member(name="不留"))
        change.save(Member(name=""))
    assert store.all(Member) == []


def test_an_entry_which_altered_nothing_leaves_no_entry(store):
    [member] = save(store, "甲")
    entries = store.entries()
    heard = []
    store.subscribe(lambda *notice: heard.append(notice))
    with store.change("空"):
        pass
    with store.change("照旧") as change:
        change.save(member)
        change.save(replace(member, name="乙"))
        change.save(member)
        change.delete(change.save(Member(name="过客")))
        change.delete(Member(id=99, name="无此人"))
    assert (store.entries(), heard) == (entries, [])


def test_a_record_deleted_meanwhile_is_not_saved(store):
    [member] = save(store, "甲")
    with store.change("删") as change:
        change.delete(member)
    with pytest.raises(NotFound, match="已被删除或撤销"), store.change("改") as change:
        change.save(replace(member, name="乙"))


def test_ids_are_never_used_again(store):
    [one] = save(store, "甲")
    with store.change("删") as change:
        change.delete(one)
    store._next_ids.clear()
    assert save(store, "乙")[0].id == 2
    store.undo()
    store._next_ids.clear()
    assert save(store, "丙")[0].id == 3


def test_a_change_inside_a_change_is_a_bug(store):
    with pytest.raises(AssertionError), store.change("外") as change:
        change.save(Member(name="甲"))
        with store.change("内"):
            pass
    assert store.all(Member) == []
    save(store, "以后照常")


def test_listeners_hear_tables_and_title_once_after_the_commit(store):
    heard = []

    def listen(tables, title):
        heard.append((tables, title, store.connection.in_transaction))

    end = store.subscribe(listen)
    save(store, "甲", "乙", title="登记二人")
    store.undo()
    end()
    save(store, "丙")
    assert heard == [(frozenset({"member"}), "登记二人", False)] * 2


def test_history_shows_each_change_of_a_record_newest_first(store):
    [member, _] = save(store, "甲", "乙")
    with store.change("改名") as change:
        change.save(replace(member, name="丙"))
    store.undo()
    found = [(item.entry.title, item.change.after) for item in store.history(member)]
    assert [title for title, _ in found] == ["改名", "改名", "登记"]
    assert [after["name"] for _, after in found] == ["甲", "丙", "甲"]
    assert len(store.history(member, limit=1)) == 1


def test_redo_is_over_after_a_new_change(store):
    save(store, "甲")
    store.undo()
    save(store, "乙")
    with pytest.raises(NotFound, match="没有可以重做的步骤"):
        store.redo()


def test_undo_and_redo_run_through_all_steps_in_order(store):
    states = [content(store)]
    for name in "甲乙丙":
        save(store, name)
        states.append(content(store))
    for expected in reversed(states[:-1]):
        store.undo()
        assert content(store) == expected
    for expected in states[1:]:
        store.redo()
        assert content(store) == expected


def test_preferences_and_drafts_are_outside_undo(store):
    save(store, "甲")
    store.prefer("members:columns", ["name", "sex"])
    store.prefer("members:columns", {"宽": [1, 2]})
    store.keep_draft("member:new", "写了一半")
    store.undo()
    assert store.preference("members:columns") == {"宽": [1, 2]}
    assert store.preference("没有", 5) == 5
    assert store.draft("member:new") == "写了一半"
    store.keep_draft("member:new", "")
    assert store.draft("member:new") == ""


def test_a_step_of_a_program_with_other_columns_is_not_undone(store):
    save(store, "甲")

    def made_by(schema):
        store.connection.execute("UPDATE journal SET schema = ?", (schema,))

    made_by(database.ROWS_SINCE - 1)
    with pytest.raises(AppError, match="“登记”是旧版本程序记下的"):
        store.undo()
    made_by(database.ROWS_SINCE)
    store.undo()
    assert store.all(Member) == []
    made_by(database.SCHEMA_VERSION)


def test_the_same_bytes_are_stored_once_and_outlive_an_undo(store):
    [one, two] = save(store, "甲", "乙")
    body = bytes(range(256)) * 10
    with store.change("照片") as change:
        first = attach(store, change, one, "甲.jpg", body)
        attach(store, change, two, "乙.jpg", body)
        attach(store, change, two, "说明.txt", b"")
    assert attachments_of(store, one) == [first]
    assert body_of(store, first) == body
    assert store.connection.execute("SELECT count(*) FROM content").fetchone()[0] == 2
    store.undo()
    assert store.all(Attachment) == []
    store.redo()
    assert body_of(store, first) == body
    with pytest.raises(NotFound, match="附件“无”的内容不在文件中"):
        body_of(store, replace(first, name="无", digest="0" * 64))


def test_only_tables_of_the_schema_exist(store):
    save(store, "甲")
    store.keep_draft("a", "b")
    names = {name for (name,) in store.connection.execute("SELECT name FROM sqlite_master")}
    fresh = Store.memory(Branch(name="另一"))
    assert names == {n for (n,) in fresh.connection.execute("SELECT name FROM sqlite_master")}
    fresh.close()


def test_a_group_and_its_members_go_and_come_together(store):
    with store.change("编组") as change:
        group = change.save(Group(name="第一党小组"))
        member = change.save(Member(name="甲"))
        change.save(Period(member_id=member.id, aspect="党小组", group_id=group.id))
    after = content(store)
    store.undo()
    assert store.all(Group) == store.all(Member) == store.all(Period) == []
    store.redo()
    assert content(store) == after


def test_an_enormous_number_is_refused_by_the_file_without_a_trace(store):
    before = content(store)
    with pytest.raises(OverflowError), store.change("大数") as change:
        change.save(Member(name="甲", seniority_correction=2**70))
    assert content(store) == before


def test_a_store_in_memory_has_no_file(store):
    assert store.path is None
    assert not store.encrypted
    assert not store.read_only


def test_a_write_waits_for_the_step_that_another_thread_has_open(tmp_path):
    begun, ended = Event(), []
    with Store.create(tmp_path / "a.zhibu", Branch(name="第三党支部")) as own:

        def long_step():
            with own.change("导入") as change:
                begun.set()
                for place in range(300):
                    change.save(Member(name=f"党员{place}"))
                ended.append(len(own.all(Member)))

        with ThreadPoolExecutor(1) as pool:
            done = pool.submit(long_step)
            begun.wait()
            with own.change("另一步") as change:
                assert ended == [300]
                change.save(Member(name="赵敏"))
            done.result()
        assert [entry.title for entry in own.entries(2)] == ["另一步", "导入"]


@pytest.mark.parametrize("work", ["a step", "alone"])
def test_what_is_kept_aside_while_another_thread_has_the_file_never_waits_and_is_written(
    tmp_path, work
):
    path = tmp_path / "a.zhibu"
    begun, kept = Event(), Event()
    with Store.create(path, Branch(name="第三党支部")) as own:

        def long_work():
            with own.alone() if work == "alone" else own.change("导入") as change:
                if change:
                    change.save(Member(name="赵敏"))
                else:
                    own.connection.execute("BEGIN")
                begun.set()
                assert kept.wait(5)
                if not change:
                    own.connection.execute("COMMIT")

        with ThreadPoolExecutor(1) as pool:
            done = pool.submit(long_work)
            begun.wait()
            own.prefer("栏", ["旧"])
            own.prefer("栏", ["姓名"])
            own.keep_draft("表", "写了一半")
            assert (own.preference("栏"), own.draft("表")) == (["姓名"], "写了一半")
            kept.set()
            done.result()
        with Store.open(path, read_only=True) as reader:
            assert (reader.preference("栏"), reader.draft("表")) == (["姓名"], "写了一半")


def test_a_draft_kept_in_the_middle_of_a_step_is_there_after_it(file, path):
    with file.change("登记") as change:
        change.save(Member(name="赵敏"))
        file.keep_draft("表", "写了一半")
    with Store.open(path, read_only=True) as reader:
        assert reader.draft("表") == "写了一半"


def test_a_file_is_not_closed_under_work_that_has_it_alone(tmp_path):
    begun, found = Event(), []
    own = Store.create(tmp_path / "a.zhibu", Branch(name="第三党支部"))

    def work():
        with own.alone():
            begun.set()
            sleep(0.2)
            found.append(own.branch.name)

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(work)
        begun.wait()
        own.close()
        assert found == ["第三党支部"]
        done.result()
