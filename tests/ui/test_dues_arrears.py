"""欠交: who owes which months, the way to them, and the settings that say since when."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QSpinBox

from models.dues.account import Month
from models.dues.records import DuesWaiver, month_text
from models.dues.settings import DuesSettings, dues_settings
from models.members import Member
from models.members.movements import enter
from models.values import PartialDate
from tests.ui.dues_people import ON_PAGES, YEAR, fix, paid, part, people
from tests.ui.test_whole_path import cells, press
from ui.page import today
from ui.pages.dues_settings import DuesSettingsForm

pytestmark = ON_PAGES
LAST = Month.of(today()).plus(-1)
"""A month whose collection is surely past, of this year or the last."""


@pytest.fixture
def ids(desk):
    found = people(desk.store)
    for name in ("赵敏", "钱伟", "孙丽"):
        fix(desk.store, found[name], year=LAST.year)
    paid(desk.store, found["钱伟"], range(1, 13), on=today())
    with desk.store.change("减免") as change:
        change.save(
            DuesWaiver(
                member_id=found["孙丽"], since=month_text(Month(LAST.year, 1)),
                until=month_text(Month(LAST.year + 1, 12)), approved_on=date(LAST.year, 1, 1),
            )
        )  # fmt: skip
    return found


@pytest.mark.skipif(today().month == 1, reason="in January nothing of the year is past")
def test_namesakes_who_owe_are_told_apart_in_full_and_all_are_said_to_be_here(desk, ids):
    page = part(desk, "欠交")
    for year in (1980, 1991):
        born = PartialDate(year, 3)
        one = enter(desk.store, Member(name="周宇旭", born_on=born, joined_on=PartialDate(2000)))
        fix(desk.store, one.id, year=LAST.year)
    assert "周宇旭（1991年3月生）" in cells(page)
    assert page.model.columns[0].field.width >= len("周宇旭（1991年3月生）")
    assert set(cells(page, page.model.place_of("state"))) == {"在册"}


@pytest.mark.skipif(today().month == 1, reason="in January nothing of the year is past")
def test_who_owes_stands_there_with_the_way_to_the_month_and_to_the_slip(qtbot, desk, ids):
    page = part(desk, "欠交")
    assert cells(page) == ["赵敏"]
    (one,) = page.model.rows
    assert cells(page, page.model.place_of("months")) == [one.words]
    assert one.months[0] == Month(YEAR, 1)
    said = [each.text() for each in page.findChildren(QLabel)]
    assert any(each.endswith("个月未核定，未计入应交。") and "1 人 " in each for each in said)
    asked, papers = [], []
    page.member_wanted.connect(lambda *each: asked.append(each))
    page.paper_wanted.connect(lambda *each: papers.append(each))
    page.table.selectRow(0)
    press(qtbot, page, "打印提醒…")
    assert papers == [("dues-reminder", ids["赵敏"])]
    assert desk.code == "export"
    desk.show_page("dues")
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert asked == [(ids["赵敏"], 1)]


def test_where_nobody_owes_it_says_so(desk):
    page = part(desk, "欠交")
    seen = [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
    assert any("没有人欠交党费" in each for each in seen)


def test_each_setting_holds_at_once_and_tells_where_it_comes_from(qtbot, desk):
    store = desk.store
    form = DuesSettingsForm(store)
    qtbot.addWidget(form)
    said = "\n".join(each.text() for each in form.findChildren(QLabel))
    assert all(each in said for each in ("第十条", "第十二条", "组电明字〔2017〕5号"))
    controls = {each.accessibleName(): each for each in form.findChildren(QComboBox)}
    rounding = controls["月交金额的尾数"]
    rounding.setCurrentIndex(rounding.findData("JIAO"))
    rounding.activated.emit(rounding.currentIndex())
    next(b for b in form.findChildren(QCheckBox) if "工资变化" in b.text()).click()
    next(b for b in form.findChildren(QSpinBox) if "日收缴" in b.accessibleName()).setValue(15)
    collector = next(b for b in form.findChildren(QLineEdit) if b.accessibleName() == "收款人")
    qtbot.keyClicks(collector, "Zhao")
    qtbot.keyClick(collector, Qt.Key.Key_Return)
    kept = dues_settings(store)
    assert (kept.rounding, kept.within_year, kept.collection_day) == ("JIAO", True, 15)
    assert kept.collector == "Zhao"
    form._usual.click()
    assert dues_settings(store) == DuesSettings()
    assert collector.text() == ""
