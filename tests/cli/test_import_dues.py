"""Payrolls and payments of 党费 as offices send them, taken in by `import` without a window."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
import python_calamine
from docx import Document

from models.branch import Branch
from models.dues.account import Month
from models.dues.records import Basis, BasisItem, PaidMonth, Payment, month_text
from models.members import Member
from models.store import Store
from models.verify import verify
from tests.models.dues.ledger import fix, member, pays
from ui.command_line import run

SAMPLES = Path(__file__).parents[1] / "data"
COUNTED = ("职务工资", "级别工资", "津贴补贴")
DEDUCTED = ("住房公积金", "养老保险", "医疗保险", "职业年金", "个人所得税")
NAMESAKE = "周宇旭"
DOUBTFUL = "；新增、更新的有 {} 行存疑，照原样取入"


@pytest.fixture
def branch(tmp_path):
    """Give a file of three who pay here."""
    path = tmp_path / "第三党支部.zhibu"
    with Store.create(path, Branch(name="第三党支部")) as store:
        for name in ("赵敏", "钱伟", "孙丽"):
            member(store, name)
    return path


def sheet(path, text):
    path.write_text(text, "utf-8-sig")
    return path


def told(capsys, branch, *arguments):
    """Take something in; return the line of counts and what is said beside."""
    capsys.readouterr()
    assert run(["import", str(branch), *map(str, arguments)]) == 0
    said = capsys.readouterr()
    return said.out.strip(), said.err


def reasons(path):
    return [row[-1] for row in csv.reader(path.read_text("utf-8-sig").splitlines())][2:]


def fen(value):
    return round(value * 100)


def monthly(base):
    """R-11 by hand: a thousandth of what lies below each edge, of the whole."""
    permille = 5 if base <= 300_000 else 10 if base <= 500_000 else 15 if base <= 1_000_000 else 20
    return (base * permille + 500) // 1000


@pytest.mark.parametrize(
    ("roster", "payroll"),
    [
        ("第三党支部党员花名册.xlsx", "第三党支部工资表.xlsx"),
        ("村党支部党员名册.xls", "村党支部工资表.xls"),
    ],
)
def test_the_shared_payrolls_fix_what_each_pays_and_ask_about_two_of_one_name(
    tmp_path, capsys, roster, payroll
):
    path, problems = tmp_path / "支部.zhibu", tmp_path / "存疑.csv"
    assert run(["new", str(path), "--name", "第三党支部"]) == 0
    assert run(["import", str(path), str(SAMPLES / roster)]) == 0
    page = python_calamine.CalamineWorkbook.from_path(SAMPLES / payroll).get_sheet_by_index(0)
    _, heads, *rows = page.to_python()
    expected = {}
    for row in rows[:-1]:
        cells = dict(zip(heads, row, strict=True))
        base = sum(fen(cells[name]) for name in COUNTED) - sum(
            fen(cells[name]) for name in DEDUCTED
        )
        expected[cells["姓名"]] = (base, monthly(base))
    del expected[NAMESAKE]
    counts, said = told(capsys, path, SAMPLES / payroll, "--problems", problems)
    number = len(expected)
    assert counts == f"新增 {number}，更新 0，相同 0，有误 2{DOUBTFUL.format(number)}"
    assert said == "按标题从2026年9月起核定。\n"
    asked = [text for text in reasons(problems) if NAMESAKE in text or "同名" in text]
    assert len(asked) == 2
    assert all("分不清是谁" in text for text in asked)
    assert (
        "没有写党费的类别，按工资表的栏目先作机关工作人员核定，请核对类别" in reasons(problems)[0]
    )
    with Store.open(path, read_only=True) as store:
        names = {each.id: each.name for each in store.all(Member)}
        bases = store.all(Basis)
        assert {names[b.member_id]: (b.base, b.amount) for b in bases} == expected
        assert {(b.payer, b.is_assumed, str(b.since)) for b in bases} == {
            ("机关工作人员", True, "2026-09")
        }
        assert len(store.all(BasisItem)) == len(expected) * (len(heads) - 2)
        assert verify(store) == []
    again = f"新增 0，更新 0，相同 {len(expected)}，有误 2"
    assert told(capsys, path, SAMPLES / payroll)[0] == again


@pytest.mark.parametrize("code", ["dues-basis", "dues"])
@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_our_own_ledgers_taken_back_in_change_nothing(branch, tmp_path, capsys, code, suffix):
    with Store.open(branch) as store:
        member(store, "孙丽", identity_number="11010519491231002X")
    pay = sheet(
        tmp_path / "工资.csv",
        "2026年1月工资表\n姓名,公民身份号码,基本工资,岗位工资,个税,车补\n"
        "赵敏,,5000,2000,12.5,300\n钱伟,,3000,900,,\n孙丽,11010519491231002X,7000,1,,\n",
    )
    told(capsys, branch, pay)
    told(
        capsys,
        branch,
        sheet(tmp_path / "交.csv", "姓名,2月,3月\n赵敏,104.81,104.81\n钱伟,39,\n"),
        "--year",
        2026,
    )
    out = tmp_path / f"台账{suffix}"
    assert run(["export", str(branch), code, "--year", "2026", "--to", str(out)]) == 0
    counts, _ = told(capsys, branch, out, "--year", 2026)
    assert counts == "新增 0，更新 0，相同 4，有误 0"


def test_a_payroll_without_a_month_is_of_january_of_the_year_asked_for(branch, tmp_path, capsys):
    path = sheet(tmp_path / "a.csv", "姓名,岗位工资,薪级工资\n赵敏,3000,2000.01\n")
    _, said = told(capsys, branch, path, "--year", 2025, "--as", "dues-basis")
    assert said.startswith("标题没有写明哪年哪月，从2025年1月起核定")
    with Store.open(branch, read_only=True) as store:
        [basis] = store.all(Basis)
        assert (str(basis.since), basis.payer, basis.amount) == ("2025-01", "事业单位人员", 7500)


def test_a_list_of_payments_gets_receipts_in_its_order_and_comes_in_once(branch, tmp_path, capsys):
    with Store.open(branch) as store:
        for person in store.all(Member):
            fix(store, person, amount=100)
    path = sheet(
        tmp_path / "交.csv",
        "2026年党费交纳登记表\n姓名,月份,金额,交纳日期,方式,代交人,收款人\n"
        "赵敏,1-3月,3,3月9日,微信支付,赵强,王收\n"
        "钱伟,2026.1,1元,2026-01-12,现金,,王收\n合计,,4,,,,\n",
    )
    assert told(capsys, branch, path)[0] == "新增 2，更新 0，相同 0，有误 0"
    assert told(capsys, branch, path)[0] == "新增 0，更新 0，相同 2，有误 0"
    with Store.open(branch) as store:
        first, second = store.all(Payment)
        assert (first.receipt, second.receipt) == ("2026-001", "2026-002")
        assert (first.paid_on, first.way, first.handed_by) == (date(2026, 3, 9), "微信", "赵强")
        months = store.where(PaidMonth, payment_id=first.id)
        assert [(part.month, part.amount) for part in months] == [
            (month_text(Month(2026, month)), 100) for month in (1, 2, 3)
        ]
        store.undo()
        assert store.all(Payment) == []
        assert verify(store) == []


def test_what_cannot_be_or_needs_a_reason_is_said_at_its_cell(branch, tmp_path, capsys):
    problems = tmp_path / "存疑.csv"
    with Store.open(branch) as store:
        for person in store.all(Member):
            fix(store, person, amount=100)
        member(store, "李来", joined_on=None, entered_on=None)
    rows = (
        "赵敏,1999年12月,1,2026-03-09,", "赵敏,3月,1,2099-01-01,", "赵敏,3月,0.8,2026-03-09,",
        "钱伟,3月,1.5,2026-03-09,自愿多交", "孙丽,3月,1,2026-03-09,", "孙丽,3月,1,2026-03-09,",
        "孙丽,3月,0.5,2026-04-09,", "刘备,3月,1,2026-03-09,", "钱伟,1-3月,1,2026-03-09,",
        "钱伟,13月,1,2026-03-09,", "钱伟,4月,,2026-03-09,", "钱伟,4月,-1,2026-03-09,",
        "李来,4月,1,2026-03-09,",
    )  # fmt: skip
    text = "2026年\n姓名,月份,金额,交纳日期,备注\n" + "\n".join(rows)
    counts, _ = told(capsys, branch, sheet(tmp_path / "a.csv", text), "--problems", problems)
    assert counts == f"新增 4，更新 0，相同 0，有误 9{DOUBTFUL.format(2)}"
    said = reasons(problems)
    for text, sentence in zip(
        said,
        (
            "第3行B列：1999年12月不在本支部交纳党费，1.00元没有取入",
            "第4行D列：2099-01-01还没到",
            "第5行B列：2026年3月应交1.00元，实交0.80元，少0.20元，请写明原因",
            "第8行A列：与第7行完全一样，没有取入",
            "第9行B列：2026年3月已登记交纳1.00元，这里的0.50元没有取入",
            "第10行A列：册上没有“刘备”",
            "第11行C列：1.00元不能平均到3个月，请分月写成几行",
            "第12行B列：月份：“13月”不是月份",
            "第13行C列：没有写金额",
            "第14行C列：金额：-1.00元小于0",
            "第15行B列：2026年4月还没有核定月交金额",
        ),
        strict=True,
    ):
        assert text.startswith(sentence)
    with Store.open(branch, read_only=True) as store:
        assert [p.reason for p in store.all(Payment)] == ["", "自愿多交", "", ""]


def test_the_counts_are_those_of_what_stands_in_the_file_afterwards(branch, tmp_path, capsys):
    def taken(name, text):
        path = sheet(tmp_path / name, text)
        dry, _ = told(capsys, branch, path, "--dry-run")
        counts, _ = told(capsys, branch, path)
        assert dry == f"{counts.split('；文件里')[0]}（只看结果，没有写入）"
        with Store.open(branch, read_only=True) as store:
            return counts, len(store.all(Basis)), len(store.all(Payment))

    pay = "2026年1月工资表\n姓名,人员类别,职务工资\n赵敏,,{}\n钱伟,公务员,{}\n孙丽,公务员,3000\n"
    first = f"新增 3，更新 0，相同 0，有误 0{DOUBTFUL.format(1)}"
    assert taken("一.csv", pay.format(5000, 4000)) == (first, 3, 0)
    raised = "新增 0，更新 2，相同 1，有误 0"
    assert taken("二.csv", pay.format(6000, 4500)) == (raised, 3, 0)
    unlike = "2026年1月\n姓名,人员类别,交纳基数,月交金额\n钱伟,公务员,4500,99\n"
    doubted = f"新增 0，更新 1，相同 0，有误 0{DOUBTFUL.format(1)}"
    assert taken("四.csv", unlike) == (doubted, 3, 0)
    grid = "2026年\n姓名,1月,2月,3月\n赵敏,90,90,90\n孙丽,15,,15\n"
    counts, _, payments = taken("三.csv", grid)
    assert counts == f"新增 2，更新 0，相同 0，有误 0；文件里多了 {payments} 笔"
    assert payments == 5


def test_a_ledger_of_bases_taken_into_another_file_gives_the_same_bases_with_their_items(
    branch, tmp_path, capsys
):
    pay = (
        "2026年1月\n姓名,人员类别,职务工资,级别工资,车补,个税\n赵敏,公务员,5000,2000.50,900,12.5\n"
    )
    told(capsys, branch, sheet(tmp_path / "工资.csv", pay))
    out, other = tmp_path / "核定.xlsx", tmp_path / "另一支部.zhibu"
    assert run(["export", str(branch), "dues-basis", "--year", "2026", "--to", str(out)]) == 0
    with Store.create(other, Branch(name="第四党支部")) as store:
        member(store, "钱伟")
        member(store, "赵敏")
    assert told(capsys, other, out)[0] == "新增 1，更新 0，相同 2，有误 0"
    with Store.open(other, read_only=True) as store:
        [basis] = store.all(Basis)
        assert (basis.base, basis.amount, basis.payer) == (698_800, 10_482, "机关工作人员")
        items = [(item.label, item.use, item.amount) for item in store.all(BasisItem)]
        assert items == [
            ("职务工资", "计入", 500_000), ("级别工资", "计入", 200_050), ("个税", "扣除", 1_250)
        ]  # fmt: skip


def test_a_ledger_of_another_file_fixes_nobody_elses_amount(branch, tmp_path, capsys):
    pay = "2026年1月\n姓名,人员类别,职务工资\n赵敏,公务员,5000\n"
    told(capsys, branch, sheet(tmp_path / "工资.csv", pay))
    out, other = tmp_path / "核定.xlsx", tmp_path / "另一支部.zhibu"
    assert run(["export", str(branch), "dues-basis", "--year", "2026", "--to", str(out)]) == 0
    with Store.create(other, Branch(name="第四党支部")) as store:
        fix(store, member(store, "吴农"), amount=50)
    capsys.readouterr()
    assert told(capsys, other, out)[0] == "新增 0，更新 0，相同 2，有误 1"


def test_a_receipt_is_made_by_its_own_number(branch, tmp_path, capsys):
    with Store.open(branch) as store:
        pays(store, store.get(Member, 2), date(2026, 1, 10), {1: 20})
    to, made = str(tmp_path / "回执.docx"), ["paper", str(branch), "receipt"]
    for number in ("2026-001", "2026-1", "1"):
        assert run([*made, number, "--to", to]) == 0
        assert "钱\u3000伟" in "".join(
            cell.text for row in Document(to).tables[0].rows for cell in row.cells
        )
    capsys.readouterr()
    assert run([*made, "2026-2", "--to", to]) == 1
    assert run([*made, "--to", to]) == 1
    assert run(["paper", str(branch), "member", "2026-2", "--to", to]) == 1
    missing, none, other = capsys.readouterr().err.splitlines()
    assert "没有2026-2号回执" in missing
    assert "写回执编号，如2026-012" in none
    assert "不是党员基本信息表的编号" in other
