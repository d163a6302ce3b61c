"""A chat's sign-up chain and leave messages tick attendance by name."""

from __future__ import annotations

import time

import pytest

from models.meetings.attending import ABSENT, MADE_UP, ON_LEAVE, PRESENT
from models.meetings.records import Attendance
from models.meetings.signing import absent_people, read_signing, said_of, ticked

PEOPLE = {
    1: "王伟", 2: "李娜", 3: "张小明", 4: "欧阳建国", 5: "赵敏", 6: "陈军", 7: "陈军", 8: "张小",
}  # fmt: skip

CHAIN = """#接龙
11月5日下午2:30党员大会，请大家接龙报名
例 张三 参加

1. 王伟
2. 李 娜 👍
3. 张小明（一组）
4、欧阳建国 请假，去省里开会
5. 刘备
"""


def test_a_chain_gives_who_comes_who_is_on_leave_and_who_is_not_known():
    signed = read_signing(CHAIN, PEOPLE)
    assert signed.present == (1, 2, 3)
    assert signed.away == {4: (ON_LEAVE, "请假，去省里开会")}
    assert signed.unplaced == ("刘备",)


@pytest.mark.parametrize(
    ("line", "away"),
    [
        ("赵敏：书记，我明天出差，请假一次", {5: (ON_LEAVE, "书记，我明天出差，请假一次")}),
        ("3. 赵敏 请假（孩子生病）", {5: (ON_LEAVE, "孩子生病")}),
        ("赵敏请假", {5: (ON_LEAVE, "")}),
        ("王伟、赵敏值班", {1: (ON_LEAVE, "值班"), 5: (ON_LEAVE, "值班")}),
        ("赵敏 无故缺席", {5: (ABSENT, "无故缺席")}),
        ("赵敏 2026-11-04 18:22:31\n明天来不了，住院检查", {5: (ON_LEAVE, "明天来不了，住院检查")}),
        ("赵敏 昨天 18:22\n\n公出，请假", {5: (ON_LEAVE, "公出，请假")}),
    ],
)
def test_messages_about_leave_are_read_as_people_write_them(line, away):
    signed = read_signing(line, PEOPLE)
    assert signed.away == away
    assert signed.present == ()


def test_who_speaks_for_another_comes_and_the_other_is_on_leave():
    signed = read_signing("1. 王伟 代赵敏请假", PEOPLE)
    assert signed.present == (1,)
    assert list(signed.away) == [5]


@pytest.mark.parametrize(
    ("chat", "present", "away", "unplaced"),
    [
        ("赵敏 11-05 09:00 参加", (5,), [], ()),
        ("赵敏 11-05 09:00\n收到，准时参加\n\n王伟 11-05 09:01\n今天天气不错", (5,), [], ()),
        ("赵敏：11月5日14:30的会我请假", (), [5], ()),
        ("孙悟空 11-05 09:00\n参加", (), [], ("孙悟空",)),
        ("11月5日 14:30 召开党员大会", (), [], ()),
    ],
)
def test_a_copied_chat_is_read_by_speaker(chat, present, away, unplaced):
    signed = read_signing(chat, PEOPLE)
    assert (signed.present, list(signed.away), signed.unplaced) == (present, away, unplaced)


def test_a_long_line_that_names_someone_is_no_sign_up():
    notice = "各位党员：定于本周五召开党员大会，由王伟同志主持，李娜同志作工作报告，请大家安排好手头工作，提前十分钟到会场签到，不得无故迟到早退，特此通知。"
    assert read_signing(notice, PEOPLE).present == ()


def test_a_later_message_holds():
    signed = read_signing("1. 赵敏\n2. 王伟\n赵敏 11-05 09:00\n临时有事请假", PEOPLE)
    assert signed.present == (1,)
    assert list(signed.away) == [5]
    assert read_signing("赵敏请假\n赵敏 参加", PEOPLE).present == (5,)


def test_a_name_that_two_share_is_left_to_the_user():
    signed = read_signing("1. 陈军\n2. 王伟", PEOPLE)
    assert signed.present == (1,)
    assert (signed.unplaced, signed.shared) == (("陈军",), ("陈军",))


def test_the_longer_name_is_meant():
    assert read_signing("张小明", PEOPLE).present == (3,)
    assert read_signing("张小", PEOPLE).present == (8,)


def test_talk_that_names_nobody_says_nothing():
    signed = read_signing("收到\n好的\n会议地点在三楼\n\n谢谢大家", PEOPLE)
    assert (signed.present, signed.away, signed.unplaced) == ((), {}, ())
    assert read_signing("孙悟空", PEOPLE).unplaced == ("孙悟空",)
    assert read_signing("孙悟空请假", {}).unplaced == ("孙悟空请假",)


@pytest.mark.parametrize(
    ("cell", "away", "unplaced"),
    [
        ("无", {}, ()),
        ("", {}, ()),
        ("赵敏（值班）", {5: (ON_LEAVE, "值班")}, ()),
        (
            "王伟（出差）、赵敏(病假),李娜",
            {1: (ON_LEAVE, "出差"), 5: (ON_LEAVE, "病假"), 2: (ABSENT, "")},
            (),
        ),
        ("赵敏（值班）；刘备（病假）", {5: (ON_LEAVE, "值班")}, ("刘备（病假）",)),
        ("陈军（值班）", {}, ("陈军（值班）",)),
    ],
)
def test_a_ledgers_cell_of_absent_people_is_read_with_reasons(cell, away, unplaced):
    found = absent_people(cell, PEOPLE)
    assert dict(found.away) == away
    assert found.unplaced == unplaced


@pytest.mark.parametrize(
    ("words", "status", "reason"),
    [
        ("出席市里会议", ON_LEAVE, "出席市里会议"),
        ("出席局党组会", ON_LEAVE, "出席局党组会"),
        ("补课学习", ON_LEAVE, "补课学习"),
        ("请假条", ON_LEAVE, "请假条"),
        ("出差", ON_LEAVE, "出差"),
        ("出席", PRESENT, ""),
        ("补课", MADE_UP, ""),
        ("缺席", ABSENT, ""),
        ("请假 看病", ON_LEAVE, "看病"),
        ("请假，看病", ON_LEAVE, "看病"),
        ("缺席：没有说明", ABSENT, "没有说明"),
        ("无故缺席", ABSENT, "无故缺席"),
    ],
)
def test_a_state_is_a_word_by_itself(words, status, reason):
    assert said_of(words, ON_LEAVE) == (status, reason)


@pytest.mark.parametrize(
    ("words", "settled", "status", "reason"),
    [
        ("出席市里会议", ON_LEAVE, ON_LEAVE, "出席市里会议"),
        ("出席 市里会议", ON_LEAVE, ON_LEAVE, "出席 市里会议"),
        ("补课", ON_LEAVE, ON_LEAVE, "补课"),
        ("航班未到", ON_LEAVE, ON_LEAVE, "航班未到"),
        ("请假 看病", ON_LEAVE, ON_LEAVE, "看病"),
        ("请假", ABSENT, ABSENT, "请假"),
        ("缺席", ABSENT, ABSENT, ""),
        ("出差", MADE_UP, MADE_UP, "出差"),
        ("缺席", ON_LEAVE, ABSENT, ""),
        ("无故缺席", ON_LEAVE, ABSENT, "无故缺席"),
    ],
)
def test_a_reason_never_changes_a_settled_state_to_one_that_counts(words, settled, status, reason):
    assert said_of(words, settled, is_settled=True) == (status, reason)


def test_ticking_touches_only_those_named():
    entries = [
        Attendance(member_id=1),
        Attendance(member_id=2, status=ABSENT),
        Attendance(member_id=4),
        Attendance(member_id=5, status=MADE_UP),
        Attendance(member_id=8, status=PRESENT),
    ]
    found = ticked(entries, read_signing(CHAIN + "6. 赵敏", PEOPLE))
    assert [entry.status for entry in found] == [PRESENT, PRESENT, ON_LEAVE, MADE_UP, PRESENT]
    assert found[2].reason == "请假，去省里开会"


def test_a_long_chat_is_read_at_once():
    people = {number: f"党员{chr(0x4E00 + number)}" for number in range(60)}
    text = "\n".join(f"{n}. 党员{chr(0x4E00 + n % 60)} 参加会议没有问题" for n in range(14_000))
    begun = time.perf_counter()
    signed = read_signing(text[:300_000], people)
    assert time.perf_counter() - begun < 2.0
    assert len(signed.present) == 60
