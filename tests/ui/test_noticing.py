"""What wants a look of what was just written is said once, with what else is said, and led to."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from models.life.records import Appraisal
from models.members import Member
from models.members.movements import enter_in
from tests.ui.conftest import type_text
from tests.ui.test_whole_path import press
from ui.page import today
from ui.record import noticing

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

YEAR = today().year
ODD = "手机号码“张三丰”里没有数字，请核对"


@pytest.fixture
def page(page_of_three):
    return page_of_three


@pytest.fixture
def rounds(desk):
    desk.show_page("meetings")
    return desk.page._go_to(Appraisal.table)


def begin_round(page, **fields):
    page.add()
    for name, text in fields.items():
        page.side.form.put(name, str(text))


def test_a_single_pasted_cell_is_looked_at_like_a_typed_one(desk, page):
    page.table.go_to(0, page.model.place_of("phone"))
    QGuiApplication.clipboard().setText("张三丰")
    page.work.paste()
    assert desk.notice.sentence == f"已保存。赵敏：{ODD}。"


def test_of_a_large_step_the_first_are_looked_at_and_that_is_said(desk, page):
    most = noticing.MOST_LOOKED_AT
    with desk.store.change("很多人") as change:
        for number in range(most):
            enter_in(change, Member(name=f"李{number:03}"))
    page.reading.finish()
    edits = [(shown, {"phone": "张三丰"}) for shown in page.model.rows]
    assert page.work.write(edits, "批量修改手机号码")
    told = f"这样的共 {most} 处；改动的 {most + 3} 人里只核对了前 {most} 人。"
    assert desk.notice.sentence.startswith("已保存。")
    assert desk.notice.sentence.endswith(f"：{ODD}；{told}")


def test_a_new_line_that_is_filtered_out_says_so_beside_what_is_odd(qtbot, desk, page):
    page.search.setText("赵")
    page.line.texts.update(name="周刚", phone="张三丰")
    page.line.save()
    assert desk.notice.sentence == (f"已新增周刚，但现在的搜索或筛选不列出这一条。周刚：{ODD}。")
    press(qtbot, desk.notice, "显示出来")
    assert page.model.row_at(page.table.currentIndex()).member.name == "周刚"


def test_numbers_that_cannot_be_are_said_on_a_tab_of_organisation_life(qtbot, desk, rounds):
    begin_round(rounds, due=5, present=9)
    press(qtbot, rounds, "保存")
    assert desk.notice.sentence == f"已保存。{YEAR}年度：实到9，多于应到5，请核对。"
    press(qtbot, desk.notice, "去看看")
    assert rounds.side.form.typed()["present"] == "9"


@pytest.mark.parametrize(
    ("fields", "doubt"),
    [({}, ""), ({"due": 5, "present": 9}, f"{YEAR - 1}年度：实到9，多于应到5，请核对。")],
)
def test_what_was_saved_in_another_year_is_led_to_whatever_else_is_said(
    qtbot, desk, rounds, fields, doubt
):
    begin_round(rounds, year=YEAR - 1, **fields)
    press(qtbot, rounds, "保存")
    told = f"已保存在 {YEAR - 1} 年度，换到那一年可以看到。{doubt}"
    assert desk.notice.sentence == told
    press(qtbot, desk.notice, "去看看")
    assert desk.top_bar.year == YEAR - 1
    assert rounds.side.form.typed()["year"] == str(YEAR - 1)


def test_a_half_filled_form_keeps_the_year_it_is_filled_in(desk, rounds):
    with desk.store.change("往年") as change:
        old = change.save(Appraisal(year=YEAR - 2, batch="年度"))
    begin_round(rounds)
    type_text(rounds.side.form.editor("batch"), "补评")
    desk.show_record(Appraisal.table, old.id)
    assert "还有没保存的修改，没有换到别处" in desk.notice.sentence
    assert desk.top_bar.year == YEAR
    assert rounds.side.form.typed()["batch"] == "补评"
    rounds.beside.close_up()
    desk.show_record(Appraisal.table, old.id)
    assert desk.top_bar.year == YEAR - 2
    assert rounds.table.chosen_rows() == [old]


def test_that_the_file_is_gone_outlasts_what_a_page_has_to_clear(desk):
    path = desk.store.path
    moved = path.rename(path.with_suffix(".moved"))
    desk.show_page("import")
    desk.refuse("没有保存：文件不在原处。")
    desk.page.over.emit()
    desk.page.settled.emit()
    assert "文件不在原处" in desk.notice.sentence
    moved.rename(path)
    desk.put_file_back()
    desk.page.settled.emit()
    assert "已把全部记录写回原处" in desk.notice.sentence
    desk.page.over.emit()
    assert desk.notice.sentence == ""
    desk.refuse("没有这样的文件。")
    desk.page.settled.emit()
    assert desk.notice.sentence == ""
