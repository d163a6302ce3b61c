from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.errors import AppError, Cancelled
from models.importing import Kind, preview_of, problem_rows, read_workbook, roll_of, take
from models.importing.ledger import Ledger
from models.members import Member, Period, members_on
from models.members.roster import roster_field, roster_value
from models.store import Store
from tests.models.importing.rosters import (
    DAY,
    OTHER_SOUND,
    SOUND,
    THIRD,
    VILLAGE,
    new_store,
    seen,
    sheet_of,
)

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def kinds(preview):
    return [row.kind for row in preview.rows]


def planted_faults(preview):
    """Find what is wrong in a sample by other means than the program's."""
    faults = {}
    for row in preview.rows:
        number, sex = (
            str(row.raw[columns(preview)["identity_number"]]),
            row.raw[columns(preview)["sex"]],
        )
        found = set()
        if len(number) == 15 or (
            "10X98765432"[sum(int(c) * w for c, w in zip(number, WEIGHTS, strict=False)) % 11]
            != number[17]
        ):
            found.add("identity_number")
        if sex != ("男" if int(number[16 if len(number) == 18 else 14]) % 2 else "女"):
            found.add("sex")
        digits = "".join(
            c for c in str(row.raw[columns(preview)["born_on"]]).removesuffix(".0") if c.isdigit()
        )
        born = number[6:14] if len(number) == 18 else "19" + number[6:12]
        if int(born[4:6]) != int(digits[4:6]) and not digits[4:6].startswith(born[5]):
            found.add("born_on")
        if found:
            faults[row.row_number] = found
    return faults


def columns(preview):
    return {name: column for column, name in preview.mapping.items()}


@pytest.mark.parametrize(("path", "people"), [(THIRD, 47), (VILLAGE, 63)])
def test_a_real_roster_comes_in_whole_its_faults_named_and_no_sound_row_doubted(path, people):
    with new_store() as store:
        found = preview_of(read_workbook(path), roll_of(store, DAY))
        planted = planted_faults(found)
        assert len(found.rows) == people
        assert len(planted) == 3
        assert {r.row_number: set(r.problems) for r in found.rows if r.problems} == planted
        assert {r.row_number for r in found.rows if r.kind is Kind.DOUBTFUL} == set(planted)
        assert [left.reason for left in found.left_out] == ["空行", "合计行"]
        taken = take(store, found)
        assert (taken.new, taken.doubtful, taken.faulty) == (people - 3, 3, 0)
        assert len(members_on(store, DAY)) == people
        for row, member in zip(found.rows, store.all(Member), strict=True):
            for column, name in found.mapping.items():
                if name == "identity_number":
                    assert member.identity_number == str(row.raw[column])
                elif name == "phone":
                    assert member.phone == str(row.raw[column]).replace(" ", "").removesuffix(".0")
                elif name in {"born_on", "joined_on", "full_on"} and row.raw[column]:
                    assert same_day(row.raw[column], getattr(member, name))
        again = preview_of(read_workbook(path), roll_of(store, DAY))
        assert again.counts == {**dict.fromkeys(Kind, 0), Kind.SAME: people}


def same_day(cell, day):
    if isinstance(cell, date):
        return str(day) == cell.isoformat()
    text = str(cell).removesuffix(".0")
    parts = [int(part) for part in "".join(c if c.isdigit() else " " for c in text).split()]
    if len(parts) == 1:
        return str(day).replace("-", "") == text
    return parts == [part for part in (day.year, day.month, day.day) if part]


def test_one_import_is_one_step_to_undo():
    with new_store() as store:
        take(store, preview_of(read_workbook(VILLAGE), roll_of(store, DAY)), "导入村名册")
        assert store.undoable.title == "导入村名册"
        store.undo()
        assert store.all(Member) == []
        assert store.all(Period) == []


def test_groups_of_one_number_are_one_group():
    with new_store() as store:
        take(store, preview_of(read_workbook(VILLAGE), roll_of(store, DAY)))
        people = members_on(store, DAY)
        assert {person.group.name for person in people} == {"第一党小组", "第二党小组"}


def test_faults_keep_a_row_out_and_name_its_cell():
    with new_store() as store:
        found = seen(
            store,
            ("姓名", "身份证号", "出生日期", "入党时间"),
            ("", SOUND, "", ""),
            ("张三", "", "", ""),
            ("张三", "", "", ""),
            ("李四", "", "2026-02-30", "2026-13-01"),
            ("王五", OTHER_SOUND, "", ""),
            ("赵六", OTHER_SOUND, "", ""),
        )
        assert set(kinds(found)) == {Kind.FAULTY}
        assert found.rows[0].problems == {"name": "第2行A列：没有姓名"}
        assert "与第4行同名" in found.rows[1].problems["name"]
        assert found.rows[3].problems == {
            "born_on": "第5行C列：出生日期：2026年2月没有30日",
            "joined_on": "第5行D列：入党日期：没有13月",
        }
        assert found.rows[4].problems == {"identity_number": "第6行B列：公民身份号码与第7行的相同"}
        assert take(store, found).faulty == 6
        assert store.all(Member) == []


@pytest.mark.parametrize("text", ["1984", "2027.5.1", "2027年5月1日"])
def test_a_number_or_a_date_in_place_of_a_name_keeps_the_row_out(text):
    with new_store() as store:
        found = seen(store, ("姓名", "性别"), ("张三", "男"), (text, "女"))
        assert "不是姓名" in found.rows[1].problems["name"]
        assert take(store, found).faulty == 1
        assert [member.name for member in store.all(Member)] == ["张三"]


def test_doubts_are_taken_and_stay_marked_until_confirmed():
    rows = (
        ("姓名", "性别", "身份证号", "出生日期", "入党时间", "转正时间"),
        ("甲" * 41, "女", "", "", "", ""),
        ("张三", "男", SOUND, "1949.12.30", "", ""),
        ("李四", "", "1101051949123100", "", "", ""),
        ("王五", "", "", "1990.1", "2000.1", "1999.12"),
        ("赵六", "", "HA1234567", "1990", "2008", "2008"),
    )
    with new_store() as store:
        found = seen(store, *rows)
        assert kinds(found) == [Kind.DOUBTFUL] * 4 + [Kind.NEW]
        assert [set(row.doubts) for row in found.rows] == [
            {"name"}, {"sex", "born_on"}, {"identity_number"}, {"joined_on", "full_on"}, set(),
        ]  # fmt: skip
        assert "有16位" in found.rows[2].doubts["identity_number"]
        assert "不是居民身份号码" in found.rows[4].remarks["identity_number"]
        take(store, found)
        members = store.all(Member)
        assert [set(member.doubtful) for member in members] == [
            set(row.doubts) for row in found.rows
        ]
        with store.change("确认") as change:
            for member in members:
                change.save(Member(**{**fields(member), "doubts": "{}"}))
        assert set(kinds(seen(store, *rows))) == {Kind.SAME}


def fields(member):
    return {name: getattr(member, name) for name in member.__slots__}


def test_a_telephone_of_whichever_column_without_a_figure_is_doubted():
    with new_store() as store:
        heading = ("姓名", "固定电话", "紧急联系人电话", "注册手机号")
        found = seen(store, heading, ("赵敏", "甲", "乙", "丙"))
        assert found.rows[0].doubts == {
            "landline": "固定电话“甲”里没有数字，请核对",
            "emergency_phone": "紧急联系人电话“乙”里没有数字，请核对",
            "registered_phone": "注册手机号“丙”里没有数字，请核对",
        }
        take(store, found)
        assert store.all(Member)[0].doubtful == found.rows[0].doubts
        after = seen(store, heading, ("赵敏", "010-1234567", "13800000000", "丁"))
        assert after.rows[0].doubts == {"registered_phone": "注册手机号“丁”里没有数字，请核对"}


def test_an_unknown_region_is_only_a_remark():
    with new_store() as store:
        found = seen(store, ("姓名", "身份证号"), ("张三", "999999194912310024"))
        row = found.rows[0]
        assert "GB/T 2260" in row.remarks["identity_number"]


def start(store: Store, **facts: object) -> None:
    with store.change("录入") as change:
        member = change.save(Member(name="张三", **facts))  # type: ignore[arg-type]
        change.save(Period(member_id=member.id or 0, aspect="在册"))


def test_the_same_vaguer_or_in_other_words_is_no_update_and_a_surer_date_is():
    with new_store() as store:
        take(store, seen(store, ("姓名", "民族", "学历", "出生日期", "入党时间", "身份证号"),
                         ("张三", "汉", "本科", "1949-12-31", "1980.3", SOUND)))  # fmt: skip
        same = seen(store, ("姓名", "民族", "学历", "出生年月", "身份证号", "备注"),
                    ("张　三", "汉族", "大学本科", "1949年12月", "110105********002x", ""))  # fmt: skip
        assert kinds(same) == [Kind.SAME]
        surer = seen(store, ("姓名", "入党时间"), ("张三", "1980-03-05"))
        assert kinds(surer) == [Kind.UPDATED]
        take(store, surer)
        assert str(store.all(Member)[0].joined_on) == "1980-03-05"


def test_an_update_never_empties_what_the_sheet_lacks():
    with new_store() as store:
        take(store, seen(store, ("姓名", "手机", "籍贯"), ("张三", "13800000001", "甘肃")))
        take(store, seen(store, ("姓名", "手机", "民族"), ("张三", "", "回")))
        member = store.all(Member)[0]
        assert (member.phone, member.native_place, member.nation) == ("13800000001", "甘肃", "回族")


def test_a_masked_number_matches_what_it_could_hide_and_never_replaces_it():
    with new_store() as store:
        take(store, seen(store, ("姓名", "身份证号", "手机"), ("张三", SOUND, "13800000001"),
                         ("张三", OTHER_SOUND, "13800000002")))  # fmt: skip
        masked = seen(store, ("姓名", "身份证号", "手机", "籍贯"),
                      ("张三", "440524********0014", "138****0002", "广东"),
                      ("张三", "110105********002X", "139****0001", "北京"))  # fmt: skip
        assert [row.target for row in masked.rows] == [2, 1]
        assert kinds(masked) == [Kind.UPDATED, Kind.DOUBTFUL]
        assert "对不上" in masked.rows[1].problems["phone"]
        take(store, masked)
        first, second = store.all(Member)
        assert (first.phone, first.identity_number, first.native_place) == (
            "13800000001",
            SOUND,
            "北京",
        )
        assert (second.phone, second.native_place) == ("13800000002", "广东")


def test_a_masked_number_of_a_stranger_is_asked_for():
    with new_store() as store:
        found = seen(store, ("姓名", "身份证号"), ("张三", "110105********002X"))
        assert kinds(found) == [Kind.DOUBTFUL]
        take(store, found)
        assert store.all(Member)[0].identity_number == ""
        assert kinds(seen(store, ("姓名", "身份证号"), ("张三", "110105********002X"))) == [
            Kind.SAME
        ]


def test_a_namesake_with_another_sound_number_is_another_person():
    with new_store() as store:
        take(store, seen(store, ("姓名", "身份证号"), ("张三", SOUND)))
        other = seen(store, ("姓名", "身份证号"), ("张三", OTHER_SOUND))
        assert kinds(other) == [Kind.NEW]
        assert "同名" in other.rows[0].remarks["name"]
        take(store, other)
        bare = seen(store, ("姓名", "性别"), ("张三", "女"))
        assert "册上有2位" in bare.rows[0].problems["name"]


def test_a_wrong_number_on_file_is_mended_by_name_and_its_doubt_goes():
    wrong = SOUND[:-1] + "1"
    with new_store() as store:
        take(store, seen(store, ("姓名", "身份证号"), ("张三", wrong)))
        assert set(store.all(Member)[0].doubtful) == {"identity_number"}
        mended = seen(store, ("姓名", "身份证号"), ("张三", SOUND))
        assert kinds(mended) == [Kind.UPDATED]
        take(store, mended)
        assert store.all(Member)[0].doubtful == {}
        old = seen(store, ("姓名", "身份证号"), ("张三", "110105491231002"))
        assert kinds(old) == [Kind.SAME]


def test_another_name_for_a_known_number_is_doubted_and_not_taken():
    with new_store() as store:
        take(store, seen(store, ("姓名", "身份证号"), ("张三", SOUND)))
        renamed = seen(store, ("姓名", "身份证号"), ("张叁", SOUND))
        assert kinds(renamed) == [Kind.DOUBTFUL]
        assert "与册上的“张三”相同" in renamed.rows[0].problems["name"]
        take(store, renamed)
        [member] = store.all(Member)
        assert (member.name, member.doubtful) == ("张三", {})
        assert kinds(seen(store, ("姓名", "身份证号"), ("张叁", SOUND))) == [Kind.DOUBTFUL]


def test_what_was_mended_by_hand_is_not_replaced_by_what_is_doubtful():
    head = ("姓名", "性别", "身份证号", "学历")
    wrong = SOUND[:-1] + ("0" if SOUND[-1] != "0" else "1")
    with new_store() as store:
        take(store, seen(store, head, ("张三", "男", SOUND, "")))
        again = seen(store, head, ("张三", "女", wrong, "大学"))
        assert kinds(again) == [Kind.DOUBTFUL]
        assert "保留不动" in again.rows[0].problems["identity_number"]
        take(store, again)
        [member] = store.all(Member)
        assert (member.identity_number, member.doubtful.get("identity_number")) == (SOUND, None)
        assert member.education == "大学本科"


def test_what_is_dated_begins_with_the_day_it_is_heard():
    head = ("姓名", "入党时间", "党小组", "人员类别", "党籍状态", "党内职务", "编入")
    with new_store() as store:
        rows = [
            ("张三", "1980.1", "1组", "预备", "正常", "书记、宣传委员", "否"),
            ("李四", "1980.1", "机关党小组", "正式", "停止党籍", "无", "是"),
            ("王五", "1980.1", "", "积极分子", "已故", "", ""),
        ]
        first = seen(store, head, *rows)
        assert kinds(first) == [Kind.NEW, Kind.NEW, Kind.DOUBTFUL]
        take(store, first)
        zhang, li, _ = sorted(members_on(store, DAY), key=lambda one: one.member.id)
        assert (zhang.group.name, zhang.category, zhang.post) == (
            "第一党小组",
            "预备党员",
            "书记、宣传委员",
        )
        assert (li.group.name, li.standing, li.attached, li.on_roll) == (
            "机关党小组",
            "停止党籍",
            True,
            False,
        )
        assert set(kinds(seen(store, head, *rows))) == {Kind.SAME}
        later = date(2027, 1, 1)
        change = [
            ("张三", "1980.1", "二组", "正式", "停止党籍", "组织委员", "是"),
            ("李四", "1980.1", "机关党小组", "正式", "正常", "", ""),
        ]
        take(store, seen(store, head, *change, day=later))
        zhang, li, _ = sorted(members_on(store, later), key=lambda one: one.member.id)
        assert (zhang.group.name, zhang.category, zhang.standing) == (
            "第二党小组",
            "正式党员",
            "停止党籍",
        )
        assert "组织委员" in zhang.post
        assert zhang.attached
        assert li.standing == "正常"
        before = min(members_on(store, DAY), key=lambda one: one.member.id)
        assert before.group.name == "第一党小组"
        take(store, seen(store, head, ("张三", "", "1组", "", "", "", ""), day=later))
        assert members_on(store, later)[0].group.name == "第一党小组"


def test_a_mended_cell_is_judged_again():
    with new_store() as store:
        found = seen(store, ("姓名", "转正时间"), ("张三", "1990.13"))
        assert kinds(found) == [Kind.FAULTY]
        mended = found.with_cells({(2, "full_on"): "1990.12"}).with_cells(
            {(2, "identity_number"): SOUND}
        )
        assert kinds(mended) == [Kind.NEW]
        assert mended.texts(mended.rows[0])["full_on"] == "1990.12"
        take(store, mended)
        assert store.all(Member)[0].identity_number == SOUND
        assert kinds(found) == [Kind.FAULTY]


def test_problem_rows_hold_the_workbooks_words_and_the_reason():
    with new_store() as store:
        found = seen(
            store, ("姓名", "转正时间", "绰号"), ("张三", "文字", "小张"), ("李四", "", "")
        )
        columns_, rows = problem_rows(found)
        assert [field.label for field in columns_] == [
            "行号",
            "姓名",
            "转正时间",
            "绰号",
            "情况",
            "原因",
        ]
        assert rows == (
            ("2", "张三", "文字", "小张", "有误", "第2行B列：转正日期：“文字”不是日期"),
        )


def test_numbers_that_a_workbook_spoilt_are_read_as_far_as_they_go():
    with new_store() as store:
        found = seen(
            store,
            ("姓名", "身份证号", "出生日期", "入党时间", "转正时间", "延长预备期（月）", "农民工"),
            ("张三", 1.1010519491231e17, 30000.0, 1996.09, 1997.1, "6个月", True),
            ("李四", "", date(1980, 1, 2), "", "未转正", "9999999", "不详"),
        )
        zhang, li = found.rows
        assert "存成了数字" in zhang.problems["identity_number"]
        assert [str(zhang.cells[name]) for name in ("born_on", "joined_on", "full_on")] == [
            "1982-02-18", "1996-09", "1997",
        ]  # fmt: skip
        assert (zhang.cells["extension_months"], zhang.cells["is_migrant_worker"]) == (6, True)
        assert "大得不合情理" in li.problems["extension_months"]
        assert "未取入" in li.problems["is_migrant_worker"]


def test_an_extension_the_text_does_not_allow_is_left_out_and_the_member_comes_in():
    with new_store() as store:
        heads = ("姓名", "延长预备期（月）")
        texts = ("3", "100000", "-6", "0", "6个月", "不详")
        found = seen(
            store,
            heads,
            *((f"党员{n}", text) for n, text in zip("甲乙丙丁戊己", texts, strict=True)),
        )
        for row in found.rows[:3]:
            assert "不少于6个月、不超过12个月" in row.problems["extension_months"]
            assert "extension_months" not in row.cells
        assert [row.cells["extension_months"] for row in found.rows[3:5]] == [0, 6]
        assert "不是整数" in found.rows[5].problems["extension_months"]


def test_a_tenth_is_october_where_the_column_writes_two_places():
    with new_store() as store:
        found = seen(store, ("姓名", "入党时间"), ("张三", 1996.1), ("李四", 1996.03))
        assert str(found.rows[0].cells["joined_on"]) == "1996-10"


def test_someone_who_left_is_found_again_and_told():
    head = ("姓名", "身份证号", "进入日期", "离开日期", "籍贯")
    with new_store() as store:
        rows = [("张三", SOUND, "2001", "2020.5", ""), ("李四", "", "2020", "2001", "")]
        take(store, seen(store, head, *rows))
        assert [one.member.name for one in members_on(store, DAY)] == ["李四"]
        found = seen(store, head, ("张三", SOUND, "", "", "甘肃"))
        assert kinds(found) == [Kind.UPDATED]
        assert "现不在册" in found.rows[0].remarks["name"]


def test_someone_deleted_since_the_preview_stops_the_import_whole():
    with new_store() as store:
        take(store, seen(store, ("姓名", "籍贯"), ("张三", "")))
        found = seen(store, ("姓名", "籍贯"), ("李四", "广东"), ("张三", "甘肃"))
        store.undo()
        with pytest.raises(AppError, match="第3行的“张三”已不在文件中"):
            take(store, found)
        assert store.all(Member) == []


def test_taking_tells_its_progress_and_can_be_cancelled():
    def cancel(done, total):
        assert (done, total) == (1, 2)
        raise Cancelled

    with new_store() as store:
        found = seen(store, ("姓名", "籍贯"), ("李四", "广东"), ("张三", "甘肃"))
        with pytest.raises(Cancelled):
            take(store, found, progress=cancel)
        assert store.all(Member) == []


def test_columns_mapped_by_hand_are_remembered_in_the_file():
    with new_store() as store:
        take(
            store,
            seen(store, ("姓名", "性别", "绰号"), ("张三", "男", "小张")).with_mapping(2, "remark"),
        )
        assert seen(store, ("姓名", "绰号"), ("李四", "小李")).mapping == {0: "name", 1: "remark"}


def test_the_roster_shows_what_is_true_on_the_day():
    with new_store() as store:
        take(store, seen(store, ("姓名", "出生日期", "转正时间", "党小组", "党内职务"),
                         ("张三", "1980.1.1", "2000.1.1", "1组", "书记"), ("李四", "", "", "", "")))  # fmt: skip
        zhang, li = members_on(store, DAY)
        shown = [
            roster_value(zhang, name)
            for name in ("name", "age", "party_years", "group", "post", "category")
        ]
        assert shown == ["张三", 46, 26, "第一党小组", "书记", "正式党员"]
        assert roster_value(li, "group") == ""
        assert roster_field("age").label == "年龄"


def test_two_masked_namesakes_who_are_strangers_cannot_be_told_apart():
    with new_store() as store:
        found = seen(
            store,
            ("姓名", "身份证号"),
            ("张三", "110105********002X"),
            ("张三", "110105********0011"),
        )
        assert kinds(found) == [Kind.FAULTY, Kind.FAULTY]


def test_a_namesake_without_number_beside_one_with_a_number_is_another_and_told():
    with new_store() as store:
        take(store, seen(store, ("姓名", "身份证号"), ("张三", SOUND)))
        rows = (("姓名", "身份证号", "性别"), ("张三", SOUND, "女"), ("张三", "", "女"))
        found = seen(store, *rows)
        assert kinds(found) == [Kind.UPDATED, Kind.NEW]
        assert "是否重复" in found.rows[1].remarks["name"]
        take(store, found)
        assert kinds(seen(store, *rows)) == [Kind.SAME, Kind.SAME]


def test_a_number_for_someone_known_by_name_alone_is_an_update():
    with new_store() as store:
        take(store, seen(store, ("姓名", "注册时间"), ("张三", "")))
        found = seen(store, ("姓名", "身份证号", "注册时间"), ("张三", SOUND, "2020.5"))
        assert kinds(found) == [Kind.DOUBTFUL]
        assert found.rows[0].problems == {
            "registered_on": "第2行C列：注册时间：“2020-05”要写到日，这一格未取入"
        }
        take(store, found)
        assert store.all(Member)[0].identity_number == SOUND


def test_looking_tells_its_progress():
    told = []
    with new_store() as store:
        sheets = sheet_of(("姓名", "性别"), ("张三", "男"), ("李四", "女"))
        preview_of(sheets, roll_of(store), progress=lambda done, total: told.append((done, total)))
    assert told == [(2, 2)]


class GoneThrough(dict):
    """Counts how often all that it holds is gone through."""

    times = 0

    def items(self):
        self.times += 1
        return super().items()


@pytest.mark.parametrize("about", ["people", "meetings"])
def test_mended_cells_are_not_gone_through_once_for_each_row(about):
    names = [f"党员{chr(0x7532 + place)}" for place in range(30)]
    with new_store() as store:
        if about == "people":
            rows, subject, name = [("姓名", "性别")], roll_of(store, DAY), "sex"
            rows += [(each, "男") for each in names]
        else:
            rows, subject, name = [("会议类型", "日期", "主题")], Ledger.of(store, 2026), "name"
            rows += [("党课", "3月9日", each) for each in names]
        found = preview_of(sheet_of(*rows), subject)
        mended = GoneThrough({(row.row_number, name): "女" for row in found.rows})
        found = replace(found, mended=mended).with_subject(subject)
        said = [row.made.meeting.name if row.made else row.cells["sex"] for row in found.rows]
        assert said == ["女"] * 30
        assert {found.texts(row)[name] for row in found.rows} == {"女"}
        assert mended.times < 10
