"""The ledgers of 党费 say what the books say; their sums are formulas in a workbook."""

from __future__ import annotations

import csv
import re
from datetime import date
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from exporters.files import write_sheet
from exporters.ledgers import CATALOGUE, Asked
from exporters.sheet import Paragraph, Table
from models.branch import Branch
from models.dues.account import Month, Span
from models.dues.book import DuesBook
from models.dues.fixing import Fixed, save_fixed
from models.dues.records import Basis
from models.members import Member
from models.members.movements import enter
from models.members.records import Movement
from models.store import Store
from models.values import PartialDate, format_money
from tests.exporters.dues_of_fifty import (
    ENTERED_LATE,
    LATE,
    OVER,
    OWING,
    PARTLY,
    RETIRED,
    SHORT,
    STUDENT,
    TODAY,
    UNFIXED,
    WAIVED,
)

ASKED = Asked(2026, TODAY)


def table(store, code, asked=ASKED):
    sheet = CATALOGUE[code].make(store, asked)
    return next(block for block in sheet.blocks if isinstance(block, Table))


def rows(store, code, asked=ASKED):
    """Return a ledger's rows, each as label to value."""
    found = table(store, code, asked)
    labels = [field.label for field in found.columns]
    return [dict(zip(labels, row, strict=True)) for row in found.rows]


def test_a_month_says_what_was_paid_or_how_it_stands(fifty):
    found = rows(fifty, "dues")
    assert found[STUDENT]["1月"] == 20
    assert found[WAIVED]["1月"] == found[WAIVED]["11月"] == "免"
    assert [found[OWING][f"{month}月"] for month in (8, 10, 11, 12)] == ["欠", "欠", "待", ""]
    assert found[UNFIXED]["3月"] == "定"
    assert found[PARTLY]["3月"] == found[PARTLY]["2月"] - 500
    remarks = [found[place]["备注"] for place in (LATE, SHORT, PARTLY, OVER, 0)]
    assert remarks == ["补交4—5月", "未交足9月", "少交3—5月", "多交9月", ""]


def test_what_was_entered_late_is_remarked(fifty):
    assert rows(fifty, "dues")[ENTERED_LATE]["备注"] == "补录9月"


def test_who_came_or_went_within_the_year_is_remarked_and_read_back_from_a_workbook(tmp_path):
    with Store.create(tmp_path / "支部.zhibu", Branch(name="第三党支部")) as store:
        went, came, other = (
            enter(store, Member(name=name, joined_on=PartialDate(2010, 7, 1)))
            for name in ("赵敏", "钱立", "孙强")
        )
        with store.change("核定") as change:
            for one in (went, came, other):
                basis = Basis(member_id=one.id, since=PartialDate(2025, 1), payer="学生", amount=20)
                save_fixed(change, Fixed(basis, ()))
            for one, kind, month in (
                (came, "转出", 2), (came, "转入", 9), (went, "转出", 3), (other, "转入", 0),
            ):  # fmt: skip
                on = PartialDate(2026, month, 5) if month else PartialDate(2025, 6, 5)
                change.save(Movement(member_id=one.id, kind=kind, happened_on=on))
        remarks = {row["姓名"]: row["备注"] for row in rows(store, "dues")}
        assert remarks == {"赵敏": "3月转出", "钱立": "2月转出、9月转入", "孙强": ""}
        write_sheet(tmp_path / "台账.xlsx", CATALOGUE["dues"].make(store, ASKED), lambda *_: None)
    sheet = load_workbook(tmp_path / "台账.xlsx").worksheets[0]
    assert "3月转出" in {cell.value for row in sheet.iter_rows() for cell in row}


def test_sums_of_each_row_and_of_all_are_those_of_the_book(fifty):
    lines = DuesBook(fifty, TODAY).year(2026)
    found = rows(fifty, "dues")
    for row, line in zip(found, lines, strict=True):
        due = line.total("due") - line.total("waived")
        assert (row["应交"], row["实交"], row["欠交"] or 0) == (
            due, line.total("paid"), line.total("owed"),
        )  # fmt: skip
    total = dict(zip([f.label for f in table(fifty, "dues").columns],
                     table(fifty, "dues").total, strict=True))  # fmt: skip
    assert total["序号"] == "合计"
    assert total["实交"] == sum(line.total("paid") for line in lines)
    assert (total["交纳基数"], total["12月"]) == (None, None)


@pytest.fixture(scope="module")
def recomputed(fifty, office, tmp_path_factory):
    """Return by code the rows that LibreOffice reckons from the formulas alone."""
    folder = tmp_path_factory.mktemp("recomputed")
    for code in ("dues", "dues-use"):
        write_sheet(folder / "whole.xlsx", CATALOGUE[code].make(fifty, ASKED), lambda *_: None)
        without_figures(folder / "whole.xlsx", folder / f"{code}.xlsx")
    paths = [folder / f"{code}.xlsx" for code in ("dues", "dues-use")]
    office("csv:Text - txt - csv (StarCalc):44,34,76", folder, *paths)
    return {code: read_csv(folder / f"{code}.csv") for code in ("dues", "dues-use")}


def without_figures(path, to):
    """Copy a workbook without what its formulas come to, so that a reader has to reckon."""
    with ZipFile(path) as archive, ZipFile(to, "w") as copy:
        for name in archive.namelist():
            body = archive.read(name)
            if name == "xl/worksheets/sheet1.xml":
                body, count = re.subn(rb"(</f>)<v>[^<]*</v>", rb"\1", body)
                assert count
            copy.writestr(name, body)


def read_csv(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_the_printed_totals_are_what_libreoffice_reckons_and_what_the_book_has(
    fifty, recomputed, tmp_path, pdf_words
):
    write_sheet(tmp_path / "dues.pdf", CATALOGUE["dues"].make(fifty, ASKED), lambda *_: None)
    words = pdf_words(tmp_path / "dues.pdf", "-layout")
    printed = next(line for line in words.splitlines() if "计" in line and "合" in line).split()[2:]
    [reckoned] = [line for line in recomputed["dues"] if line[0] == "合计"]
    assert [cell for cell in reckoned[1:] if cell] == printed
    lines = DuesBook(fifty, TODAY).year(2026)
    months = [sum(line.months[n].paid for line in lines) for n in range(10)]
    sums = [sum(line.total(of) for line in lines) for of in ("due", "waived", "paid", "owed")]
    expected = [*months, sums[0] - sums[1], *sums[2:], 1_000]
    assert printed == [format_money(fen) for fen in expected]


def test_libreoffice_reckons_every_row_as_the_book_has_it(fifty, recomputed):
    lines = DuesBook(fifty, TODAY).year(2026)
    [head] = [line for line in recomputed["dues"] if line[0] == "序号"]
    found = [line for line in recomputed["dues"] if line[0].isdecimal()]
    for row, line in zip(found, lines, strict=True):
        cells = dict(zip(head, row, strict=True))
        assert cells["实交"] == format_money(line.total("paid"))
        owed = line.total("owed")
        assert cells["欠交"] == (format_money(owed) if owed else "")


def test_the_balance_runs_from_the_years_before_and_is_reckoned_line_by_line(fifty, recomputed):
    found = rows(fifty, "dues-use")
    assert [(row["摘要"], row["结余"]) for row in found] == [
        ("年初结余", 300_000), ("订阅报刊", 180_000), ("上级下拨", 230_050),
    ]  # fmt: skip
    assert rows(fifty, "dues-use", Asked(2027, TODAY))[0]["结余"] == 230_050
    assert [row["摘要"] for row in rows(fifty, "dues-use", Asked(2025, TODAY))] == [
        "年初结余",
        "上级下拨",
    ]
    place = next(row for row in recomputed["dues-use"] if row[0] == "序号").index("结余")
    balances = [row[place] for row in recomputed["dues-use"] if row[0].isdecimal()]
    assert balances == ["1,800.00", "2,300.50"]


def workbook(store, path, asked=ASKED):
    write_sheet(path / "dues.xlsx", CATALOGUE["dues"].make(store, asked), lambda *_: None)
    page = load_workbook(path / "dues.xlsx").worksheets[0]
    [head] = [row for row in page.iter_rows() if row[0].value == "序号"]
    places = {cell.value: cell.column_letter for cell in head}
    return page, places, head[0].row + 1


def test_sums_are_formulas_wherever_they_are_sums_of_what_is_shown(fifty, tmp_path):
    page, places, first = workbook(fifty, tmp_path)
    assert page[f"{places['实交']}{first}"].value == f"=SUM(D{first}:O{first})"
    owed = page[f"{places['欠交']}{first}"]
    assert owed.value == f"=SUM(P{first},S{first})-Q{first}"
    assert owed.number_format == "#,##0.00;-#,##0.00;"  # nothing owed shows as nothing
    assert page[f"{places['11月']}{first + 50}"].value == f"=SUM(N{first}:N{first + 49})"


def test_the_column_of_overpaid_stands_there_once_anyone_overpaid(fifty, tmp_path):
    found = rows(fifty, "dues")
    assert [place for place, row in enumerate(found) if row["多交"]] == [OVER]
    for row in found:
        assert row["应交"] + (row["多交"] or 0) == row["实交"] + (row["欠交"] or 0)
    page, places, first = workbook(fifty, tmp_path)
    over = page[f"{places['欠交']}{first + OVER}"]
    assert over.value == f"=SUM(P{first + OVER},S{first + OVER})-Q{first + OVER}"
    with Store.memory(Branch(name="示例")) as store:
        enter(store, Member(name="赵敏", joined_on=PartialDate(2005, 7, 1)))
        assert "多交" not in rows(store, "dues")[0]


def test_without_that_column_a_row_that_it_explains_has_no_formula(fifty, tmp_path):
    months = tuple(f"month{month}" for month in range(1, 13))
    asked = Asked(2026, TODAY, columns=("number", "name", *months, "due", "paid", "owed"))
    page, places, first = workbook(fifty, tmp_path, asked)
    assert page[f"{places['欠交']}{first}"].value == f"=O{first}-P{first}"
    over = page[f"{places['欠交']}{first + OVER}"]
    assert over.value is None  # what was paid too much of one month is in no other


def test_with_the_column_of_overpaid_every_row_adds_up(fifty, tmp_path):
    months = tuple(f"month{month}" for month in range(1, 13))
    columns = ("number", "name", *months, "due", "overpaid", "paid", "owed")
    page, places, first = workbook(fifty, tmp_path, Asked(2026, TODAY, columns=columns))
    found = page[f"{places['欠交']}{first + OVER}"].value
    assert found == f"=SUM(O{first + OVER}:P{first + OVER})-Q{first + OVER}"


def test_where_a_month_is_not_shown_its_sum_is_a_number(fifty, tmp_path):
    asked = Asked(2026, TODAY, columns=("number", "name", "month1", "paid"))
    page, places, first = workbook(fifty, tmp_path, asked)
    assert isinstance(page[f"{places['实交']}{first}"].value, float)


def test_fifty_fit_on_two_pages_and_three_with_room_to_sign(fifty, tmp_path, pdf_words):
    months = tuple(f"month{month}" for month in range(1, 13))
    signed = ("number", "name", "base", *months, "due", "paid", "owed", "signature")
    for columns, pages in (((), 2), (signed, 3)):
        asked = Asked(2026, TODAY, columns=columns)
        write_sheet(tmp_path / "a.pdf", CATALOGUE["dues"].make(fifty, asked), lambda *_: None)
        assert f"共{pages}页" in "".join(pdf_words(tmp_path / "a.pdf").split())


def test_people_of_one_name_are_told_apart(fifty):
    alike = [row["姓名"] for row in rows(fifty, "dues") if row["姓名"].startswith("王磊")]
    assert len(set(alike)) == len(alike) == 2
    assert set(alike) <= {row["姓名"] for row in rows(fifty, "dues-basis")}


def test_what_was_handed_up_stands_beside_what_its_months_gave(fifty):
    first, second = rows(fifty, "dues-remit")
    book = DuesBook(fifty, TODAY)
    for row, months, late in (
        (first, Span(Month(2026, 1), Month(2026, 3)), 0),
        (second, Span(Month(2026, 4), Month(2026, 5)), rows(fifty, "dues")[LATE]["4月"]),
    ):
        states = [state for person in book.everyone() for state in book.states(person, months)]
        assert row["应交"] == sum(state.asked for state in states)
        assert row["实交"] == sum(state.paid for state in states) - 2 * late
    assert (first["期间"], first["人数"], first["上缴金额"]) == ("2026年1月至3月", 48, 400_000)


def test_the_amounts_fixed_are_told_with_their_items_rate_and_cause(fifty):
    found = [row for row in rows(fifty, "dues-basis") if row["起始月"] or row["备注"]]
    [_, changed] = [row for row in found if row["姓名"] == found[RETIRED]["姓名"]]
    assert (changed["党员类别"], changed["比例"], changed["月交金额"]) == ("离退休", "0.5%", 2_250)
    assert found[0]["计入基数的项目"] == "岗位工资1,600.00、薪级工资2,500.00"
    assert found[0]["扣除的项目"] == "住房公积金1,600.00"
    assert [row["备注"] for row in found if not row["起始月"]] == ["未见核定"]


def test_an_amount_of_an_earlier_year_goes_on_until_a_new_one():
    with Store.memory(Branch(name="示例")) as store:
        person = enter(store, Member(name="赵敏", joined_on=PartialDate(2005, 7, 1)))
        with store.change("核定") as change:
            for since, fen in ((PartialDate(2024, 1), 30), (PartialDate(2026, 5), 50)):
                basis = Basis(member_id=person.id, since=since, payer="农民", amount=fen)
                save_fixed(change, Fixed(basis))
        found = {year: [row["月交金额"] for row in rows(store, "dues-basis", Asked(year, TODAY))]
                 for year in (2025, 2026)}  # fmt: skip
    assert found == {2025: [30], 2026: [30, 50]}


def test_a_temporary_branch_collects_none():
    with Store.memory(Branch(name="示例", form="临时")) as store:
        enter(store, Member(name="赵敏", joined_on=PartialDate(2005, 7, 1)))
        for code in ("dues", "dues-basis", "dues-use", "dues-remit"):
            sheet = CATALOGUE[code].make(store, ASKED)
            found = next(block for block in sheet.blocks if isinstance(block, Table))
            assert (found.rows, found.total) == ((), None)
            assert not any(isinstance(block, Paragraph) for block in sheet.blocks)


def test_a_past_year_is_told_as_at_its_end(fifty):
    found = rows(fifty, "dues", Asked(2026, date(2027, 3, 1)))
    assert found[OWING]["12月"] == "欠"
    assert found[OWING]["应交"] > rows(fifty, "dues")[OWING]["应交"]
