"""减免, 大额, 上缴, 使用 and 公布: entered by name, with the figures beside, undone as one step."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QLabel

from models.dues.book import DuesBook
from models.dues.records import DuesUse, DuesWaiver, LargeDues, Publication, Remittance
from models.values import PartialDate
from tests.ui.dues_people import ON_PAGES, YEAR, fix, paid, part, people
from tests.ui.test_life import add
from tests.ui.test_whole_path import cells, field, press
from ui.page import today

pytestmark = ON_PAGES
MONTH = f"{YEAR}-01"
DAY = date(YEAR, 1, 1)


@pytest.fixture
def ids(desk):
    found = people(desk.store)
    fix(desk.store, found["赵敏"])
    paid(desk.store, found["赵敏"], [1])
    return found


def words(page):
    return [each.text() for each in page.findChildren(QLabel)]


@pytest.mark.parametrize(
    ("tab", "title", "record", "texts"),
    [
        (
            "减免", "党费减免", DuesWaiver,
            {"member_id": "钱伟", "since": MONTH, "until": f"{YEAR}-06", "ground": "长期患病"},
        ),
        ("大额党费", "大额党费", LargeDues, {"member_id": "钱伟", "paid_on": str(DAY), "amount": "5000元"}),
        ("使用", "党费使用", DuesUse, {"used_on": str(DAY), "summary": "上级下拨", "income": "2000"}),
        ("公布", "党费公布", Publication, {"published_on": str(DAY), "way": "党员大会"}),
    ],
)  # fmt: skip
def test_every_kind_of_record_is_entered_shown_and_taken_back(
    qtbot, desk, ids, tab, title, record, texts
):
    page = part(desk, tab)
    add(qtbot, page, title, **texts)
    assert len(desk.store.all(record)) == page.model.rowCount() == 1, desk.notice.sentence
    desk.store.undo()
    assert desk.store.all(record) == []
    assert page.model.rowCount() == 0


def test_a_waiver_without_approval_is_told_of_and_one_of_two_years_is_in_both(qtbot, desk, ids):
    with desk.store.change("减免") as change:
        change.save(
            DuesWaiver(
                member_id=ids["赵敏"], since=PartialDate(YEAR - 1, 6), until=PartialDate(YEAR, 12)
            )
        )
    page = part(desk, "减免")
    assert cells(page, 1) == ["免交"]
    assert any("1 条没有批准日期，批准以前照常计应交" in each for each in words(page))
    assert any("第七条" in each for each in words(page))
    desk.top_bar.show_year(YEAR - 1)
    assert cells(page) == ["赵敏"]
    desk.top_bar.show_year(YEAR - 2)
    assert cells(page) == []


def test_a_month_without_a_year_and_a_wrong_order_are_said_at_their_fields(qtbot, desk, ids):
    page = part(desk, "减免")
    add(qtbot, page, "党费减免", member_id="钱伟", since=f"{YEAR}-06", until=MONTH)
    assert "终止月早于起始月" in field(page, "until").accessibleDescription()
    assert field(page, "since").text() == f"{YEAR}-06"
    assert desk.store.all(DuesWaiver) == []


@pytest.mark.parametrize("word", ["免交", "全免", "免"])
def test_a_whole_waiver_may_be_written_as_a_word(qtbot, desk, ids, word):
    page = part(desk, "减免")
    add(qtbot, page, "党费减免", member_id="钱伟", since=MONTH, until=MONTH, amount=word)
    (kept,) = desk.store.all(DuesWaiver)
    assert (kept.amount, kept.kind) == (None, "免交")


def test_a_remittance_begins_after_the_last_with_what_was_due_and_came_in(qtbot, desk, ids):
    page = part(desk, "上缴")
    press(qtbot, page, "新增党费上缴")
    assert field(page, "since").text() == MONTH
    assert field(page, "amount").text() == "75.00"
    field(page, "until").setText(MONTH)
    page.side.form.put("until", MONTH)
    said = f"{YEAR}年1月：应交 1 人 75.00元，期内收到 75.00元（按交纳日期，含补交）。"
    assert said in words(page)
    page.side.form.put("sent_on", str(today()))
    press(qtbot, page, "保存")
    (kept,) = desk.store.all(Remittance)
    assert (str(kept.since), str(kept.until), kept.amount) == (MONTH, MONTH, 7500)
    if today().month > 1:
        press(qtbot, page, "新增党费上缴")
        assert field(page, "since").text() == f"{YEAR}-02"
        assert field(page, "amount").text() == ""


def remarks(page):
    found = page.side.form.findChildren(QLabel, "doubt")
    return [each.text() for each in found if not each.isHidden()]


def test_the_amount_handed_up_follows_the_months_until_another_is_typed(qtbot, desk, ids):
    for day in (date(YEAR - 1, 11, 5), date(YEAR - 1, 12, 5)):
        paid(desk.store, ids["钱伟"], [1], amount=1000, on=day)
    page = part(desk, "上缴")
    press(qtbot, page, "新增党费上缴")
    form = page.side.form
    assert (field(page, "since").text(), field(page, "amount").text()) == (
        f"{YEAR - 1}-11",
        "95.00",
    )
    form.put("until", f"{YEAR - 1}-12")
    assert field(page, "amount").text() == "20.00"
    form.put("until", f"{YEAR - 1}-1")
    assert field(page, "amount").text() == "20.00"
    form.put("until", f"{YEAR - 1}-11")
    assert field(page, "amount").text() == "10.00"
    assert remarks(page) == []
    form.put("amount", "8")
    assert "期内收到10.00元，这里少2.00元" in remarks(page)[0]
    form.put("until", MONTH)
    assert field(page, "amount").text() == "8"
    assert "期内收到95.00元，这里少87.00元" in remarks(page)[0]
    form.put("remark", "按规定留存")
    assert remarks(page) == []
    form.put("sent_on", str(today()))
    press(qtbot, page, "保存")
    assert desk.store.all(Remittance)[0].amount == 800


def test_what_of_a_waiver_counts_otherwise_is_said_beside_its_field(qtbot, desk, ids):
    page = part(desk, "减免")
    press(qtbot, page, "新增党费减免")
    form, later = page.side.form, today() + timedelta(days=30)
    for name, text in {
        "member_id": str(ids["赵敏"]), "since": MONTH, "until": f"{YEAR}-06", "amount": "80",
        "approved_on": str(later),
    }.items():  # fmt: skip
        form.put(name, text)
    form._judge_touched()
    said = " ".join(remarks(page))
    assert f"少交多于应交：{YEAR}年1月核定月交75.00元" in said
    assert "批准日期还没有到" in said
    press(qtbot, page, "保存")
    assert len(desk.store.all(DuesWaiver)) == 1
    assert any("1 条批准日期还没到，到那一天才计入" in each for each in words(page))
    paid_now = DuesBook(desk.store, today()).year(YEAR)[0]
    assert paid_now.total("waived") == 0
    assert DuesBook(desk.store, later).year(YEAR)[0].total("waived") > 0


def test_a_balance_below_nothing_is_marked_and_told_first(desk, ids):
    with desk.store.change("使用") as change:
        for summary, outlay in (("购书", 50_000), ("慰问", 10_000)):
            change.save(DuesUse(used_on=DAY, summary=summary, outlay=outlay))
    page = part(desk, "使用")
    place = page.model.place_of("left")
    assert cells(page, place) == ["-500.00", "-600.00"]
    left = page.model.columns[place]
    assert {left.tone(row) for row in page.model.rows} == {"accent"}
    assert page.findings()[0].text.startswith(f"{DAY}“购书”以后，党费使用的结余为-500.00元")


def test_what_is_left_runs_on_from_line_to_line_and_from_year_to_year(desk, ids):
    lines = (
        (YEAR - 1, "上级下拨", 200_000, None), (YEAR - 1, "购书", None, 50_000),
        (YEAR, "慰问", None, 60_000),
    )  # fmt: skip
    with desk.store.change("使用") as change:
        for year, summary, income, outlay in lines:
            change.save(
                DuesUse(used_on=date(year, 1, 1), summary=summary, income=income, outlay=outlay)
            )
    page = part(desk, "使用")
    assert cells(page, page.model.place_of("left")) == ["900.00"]
    assert any("上年结转 1,500.00元，本年收入 0.00元，支出 600.00元" in w for w in words(page))
    assert any("未见集体讨论决定的日期" in each for each in words(page))
    desk.top_bar.show_year(YEAR - 1)
    assert cells(page, page.model.place_of("left")) == ["2,000.00", "1,500.00"]


def test_the_figures_of_the_year_stand_beside_its_publication(qtbot, desk, ids):
    page = part(desk, "公布")
    press(qtbot, page, "新增党费公布")
    assert sum(f"{YEAR}年：应交 1 人" in each for each in words(page)) == 2
    page.side.form.put("year", str(YEAR - 1))
    assert (
        f"{YEAR - 1}年：应交 0 人 0.00元，实交 0.00元，欠交 0.00元；上缴 0.00元；另有 4 人 48 个月未核定，未计入应交。"
        in words(page)
    )
