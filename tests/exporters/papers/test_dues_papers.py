"""The papers of 党费 say what was entered: receipts, proofs, notices, the year's report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from exporters.capital_amounts import capital_amount
from exporters.excel_rows import text_units
from exporters.files import write_sheet
from exporters.ledgers import Asked
from exporters.papers import CATALOGUE
from exporters.papers.subjects import sets_of, subjects, together, year_of
from exporters.sheet import PageBreak, Table
from exporters.wording import words
from models.branch import Branch
from models.dues.book import DuesBook
from models.dues.fixing import Fixed, Item, save_fixed
from models.dues.records import Basis, Payment
from models.errors import NotFound
from models.members import Member
from models.members.movements import enter
from models.store import Store
from models.values import PartialDate, format_money
from tests.exporters.dues_of_fifty import ENTERED_LATE, LATE, OWING, RETIRED, TODAY, UNFIXED, WAIVED

ASKED = Asked(2026, TODAY)


def made(store, code, number=0, asked=ASKED):
    return CATALOGUE[code].make(store, number, asked)


def said(sheet):
    return "\n".join(text for _, text in words(sheet))


def number(store, place):
    """Return the id of the member at a place of the branch's order."""
    return DuesBook(store, TODAY).everyone()[place].member.id


@pytest.fixture
def alone():
    """A branch with one member and no dues on file."""
    with Store.memory(Branch(name="示例支部")) as store:
        enter(store, Member(name="赵敏", joined_on=PartialDate(2005, 7, 1)))
        yield store


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (20, "贰角"), (5, "伍分"), (0, "零元整"), (1_000, "壹拾元整"), (13_187, "壹佰叁拾壹元捌角柒分"),
        (1_640_902, "壹万陆仟肆佰零玖元零贰分"), (10_000_500, "壹拾万零伍元整"), (50_000, "伍佰元整"),
        (10_000_500_000, "壹亿零伍仟元整"), (100_050_00, "壹拾万零伍拾元整"), (21_010, "贰佰壹拾元壹角"),
    ],
)  # fmt: skip
def test_an_amount_is_written_out_in_capitals(fen, text):
    assert capital_amount(fen) == text


def test_a_receipt_says_who_paid_what_for_which_months(fifty):
    payment = next(
        one for one in fifty.where(Payment, member_id=number(fifty, LATE))
        if one.paid_on == date(2026, 6, 10)
    )  # fmt: skip
    text = said(made(fifty, "receipt", payment.id))
    assert payment.receipt in text
    assert "2026年4月至6月" in text
    assert "2026年6月10日" in text
    assert "不是上级党组织开具的党费收据" in text
    assert year_of(fifty, CATALOGUE["receipt"], payment.id) == 2026


def test_a_receipt_taken_back_is_not_made_and_not_offered(alone):
    with alone.change("登记") as change:
        payment = change.save(
            Payment(member_id=1, paid_on=TODAY, receipt_year=2026, receipt_number=1)
        )
        change.save(replace(payment, voided_on=TODAY))
    with pytest.raises(NotFound, match="2026-001号回执已经作废"):
        made(alone, "receipt", payment.id)
    assert subjects(alone, CATALOGUE["receipt"], ASKED) == []


def test_receipts_of_a_month_stand_four_on_a_page_in_order(fifty, tmp_path, pdf_words):
    paper = CATALOGUE["receipt"]
    sets = dict(sets_of(subjects(fifty, paper, ASKED)))
    ids = next(ids for name, ids in sets.items() if name.startswith("全部10月（"))
    sheet = together(fifty, paper, ids, ASKED)
    assert sum(isinstance(block, PageBreak) for block in sheet.blocks) == (len(ids) - 1) // 4
    write_sheet(tmp_path / "a.pdf", sheet, lambda *_: None)
    pages = pdf_words(tmp_path / "a.pdf").split("\f")[:-1]
    assert len(pages) == -(-len(ids) // 4)
    assert [page.count("编号") for page in pages[:-1]] == [4] * (len(pages) - 1)
    assert sum(page.count("不是上级党组织开具的党费收据") for page in pages) == len(ids)


def test_a_receipt_of_what_was_entered_late_says_so(fifty):
    of_late = fifty.where(Payment, member_id=number(fifty, ENTERED_LATE))
    late = [one for one in of_late if "（补录）" in said(made(fifty, "receipt", one.id))]
    assert [one.paid_on for one in late] == [date(2026, 9, 10)]


def test_files_of_a_member_are_named_by_name_and_namesakes_told_apart(alone):
    for code in ("dues-basis-sheet", "dues-card", "dues-proof", "member"):
        assert "赵敏1" not in made(alone, code, 1).stem
        assert "（" not in made(alone, code, 1).stem
    born = PartialDate(1980, 3), PartialDate(1991, 5)
    for day in born:
        enter(alone, Member(name="钱伟", born_on=day, joined_on=PartialDate(2005, 7, 1)))
    for code in ("dues-basis-sheet", "member"):
        stems = [made(alone, code, person).stem for person in (2, 3)]
        assert "钱伟（1980年3月生）" in stems[0]
        assert "钱伟（1991年5月生）" in stems[1]


def test_the_name_of_a_file_tells_no_personal_number_and_stays_whoever_joins(alone):
    tails = "1090", "2097"
    for tail in tails:
        enter(
            alone,
            Member(
                name="钱伟", born_on=PartialDate(1980, 3), joined_on=PartialDate(2005, 7, 1),
                phone=f"1390000{tail}",
            ),
        )  # fmt: skip
    for code in ("dues-basis-sheet", "member"):
        before = [made(alone, code, person).stem for person in (2, 3)]
        assert "钱伟（编号2）" in before[0]
        assert "钱伟（编号3）" in before[1]
        assert not [tail for tail in tails if tail in "".join(before)]
        enter(alone, Member(name="钱伟", joined_on=PartialDate(2005, 7, 1)))
        assert [made(alone, code, person).stem for person in (2, 3)] == before


@pytest.mark.parametrize("code", ["dues-publicity", "dues-basis-sheet"])
def test_the_unit_of_money_is_torn_in_no_line(tmp_path, pdf_words, code):
    with Store.memory(Branch(name="示例市示例区发展改革示例局机关第三党支部")) as store:
        person = enter(store, Member(name="赵敏", joined_on=PartialDate(2005, 7, 1)))
        sheet = made(store, code, person.id)
    for ending in ("pdf", "docx", "xlsx"):
        write_sheet(tmp_path / f"a.{ending}", sheet, lambda *_: None)
    assert "金额单位：元" in pdf_words(tmp_path / "a.pdf").split()
    assert "金额单位：元" in [each.text for each in Document(tmp_path / "a.docx").paragraphs]
    rows = load_workbook(tmp_path / "a.xlsx").worksheets[0].iter_rows(values_only=True)
    lines = "\n".join(str(value) for row in rows for value in row if value).splitlines()
    assert "金额单位：元" in lines


def test_the_places_to_sign_below_the_items_have_room_in_a_workbook(alone, tmp_path):
    since = PartialDate(2026, 1)
    basis = Basis(member_id=1, since=since, payer="企业人员", base=300_000, amount=1500)
    with alone.change("核定") as change:
        save_fixed(change, Fixed(basis, (Item("基本工资", "计入", 300_000),)))
    write_sheet(tmp_path / "a.xlsx", made(alone, "dues-basis-sheet", 1), lambda *_: None)
    page = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    wide = {at: each.width for at, each in page.column_dimensions.items()}
    reach = {each.start_cell.coordinate: each for each in page.merged_cells.ranges}
    signed = [cell for row in page.iter_rows() for cell in row if "签名" in str(cell.value or "")]
    assert len(signed) == 3
    for cell in signed:
        span = reach.get(cell.coordinate)
        last = span.max_col if span else cell.column
        room = sum(wide[get_column_letter(at)] for at in range(cell.column, last + 1))
        assert text_units(cell.value) * 1.1 + 1 <= room, cell.value


def test_receipts_of_a_day_are_offered_where_a_month_had_several(alone):
    with alone.change("登记") as change:
        for place, day in enumerate((date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 9)), 1):
            change.save(Payment(member_id=1, paid_on=day, receipt_year=2026, receipt_number=place))
    found = sets_of(subjects(alone, CATALOGUE["receipt"], ASKED))
    assert [name for name, _ in found] == ["全部（3份合在一起）", "全部3月9日（2份合在一起）"]


def test_what_is_made_public_never_tells_a_base(fifty):
    sheet = made(fifty, "dues-publicity")
    [table] = [block for block in sheet.blocks if isinstance(block, Table)]
    assert [field.label for field in table.columns] == ["序号", "姓名", "月交", "实交"]
    lines = DuesBook(fifty, TODAY).year(2026)
    bases = {format_money(line.basis.base) for line in lines if line.basis and line.basis.base}
    assert not [base for base in bases if base in said(sheet)]
    assert table.total[-1] == sum(line.total("paid") for line in lines)


def test_only_who_owes_is_reminded_of_months_and_sum(fifty):
    paper = CATALOGUE["dues-reminder"]
    found = subjects(fifty, paper, ASKED)
    assert [one.id for one in found] == [number(fifty, place) for place in (5, 14, 18, 31, 44)]
    text = said(made(fifty, "dues-reminder", number(fifty, OWING)))
    assert "你有2026年8月至10月的党费未交" in text
    assert "第十三条" in text
    with pytest.raises(NotFound, match="没有欠交的党费，没有制作提醒"):
        made(fifty, "dues-reminder", number(fifty, 0))
    assert {one.id for one in paper.records(fifty, ASKED)} == {
        one.id for one in subjects(fifty, paper, ASKED)
    }
    assert "不用提醒" in paper.nobody


def test_a_proof_says_up_to_which_month_all_was_paid(fifty):
    owing, waived, paid = (
        said(made(fifty, "dues-proof", number(fifty, place))) for place in (OWING, WAIVED, LATE)
    )
    assert "党费交至2026年7月" in owing
    assert "2026年8月至10月尚有" in owing
    assert "经批准免交" in waived
    assert "党费交至2026年10月" in paid


def test_nothing_is_proved_where_nothing_was_paid(alone):
    text = said(made(alone, "dues-proof", 1))
    assert "没有登记2026年度交纳的党费" in text
    assert "党费交至" not in text


def test_the_page_for_the_booklet_has_a_line_for_each_month(fifty):
    sheet = made(fifty, "dues-card", number(fifty, LATE))
    [table] = [block for block in sheet.blocks if isinstance(block, Table)]
    assert [row[0] for row in table.rows] == [f"{month}月" for month in range(1, 13)]
    assert [row[3] for row in table.rows[3:7]] == ["2026-06-10"] * 3 + ["2026-07-10"]
    assert [row[2:6] for row in table.rows[10:]] == [(None, "", "", "")] * 2
    waived = made(fifty, "dues-card", number(fifty, WAIVED))
    assert [row[1] for row in waived.blocks[1].rows[:10]] == ["免"] * 10


def test_the_amount_of_each_is_told_with_its_items_and_clause(fifty):
    text = said(made(fifty, "dues-basis-sheet", number(fifty, RETIRED)))
    assert "岗位工资" in text
    assert "基数 3,140.41 元，适用 1%，月交 31.40 元，第二条。" in text
    assert "基数 4,500.00 元，适用 0.5%，月交 22.50 元，第五条。" in text
    assert "未见本年度的核定记录" in said(made(fifty, "dues-basis-sheet", number(fifty, UNFIXED)))


def test_the_report_of_the_year_takes_its_numbers_from_the_books(fifty):
    text = said(made(fifty, "dues-year-report"))
    lines = DuesBook(fifty, TODAY).year(2026)
    assert f"实交{format_money(sum(line.total('paid') for line in lines))}元" in text
    assert "实交中有多交的10.00元" in text
    assert (
        "上缴上级党组织2次，共7,000.00元（2026年1月至3月4,000.00元；2026年4月至5月3,000.00元）"
        in text
    )
    assert "1. 2026年3月1日，订阅报刊，1,200.00元，2026年2月20日集体讨论决定。" in text
    assert "年初结余3,000.00元，收入500.50元，支出1,200.00元，结余2,300.50元" in text
    assert "另有大额党费1笔，共2,000.00元" in text


def test_the_report_of_an_empty_year_leaves_all_to_be_filled_in(alone):
    text = said(made(alone, "dues-year-report", asked=Asked(2025, TODAY)))
    assert "使用党费　　　　。" in text
    assert "大额" not in text
    assert "集体讨论" not in text
