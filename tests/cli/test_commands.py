"""The commands, as someone at a terminal without a window uses them."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import python_calamine

from models.members import Member, records
from models.sample import make_sample, sample_branch
from models.store import Store
from models.values import PartialDate
from tests.models.meetings.branches import people_of
from ui.command_line import COMMANDS, run
from ui.command_line.asking import today

ROOT = Path(__file__).parent.parent.parent
ROSTER = ROOT / "tests" / "data" / "第三党支部党员花名册.xlsx"


@pytest.fixture
def branch_file(tmp_path, monkeypatch):
    monkeypatch.delenv("ZHIBU_PASSWORD", raising=False)
    monkeypatch.delenv("ZHIBU_NEW_PASSWORD", raising=False)
    path = tmp_path / "第三党支部.zhibu"
    assert run(["new", str(path), "--name", "机关第三党支部"]) == 0
    return path


@pytest.fixture
def with_roster(branch_file, capsys):
    assert run(["import", str(branch_file), str(ROSTER)]) == 0
    capsys.readouterr()
    return branch_file


def printed(capsys):
    return capsys.readouterr().out.strip()


def test_demo_writes_the_branch_of_its_seed_and_every_ledger_and_paper_of_it(tmp_path, capsys):
    folder = tmp_path / "示例"
    arguments = ["demo", str(folder), "--members", "30", "--years", "2", "--seed", "7"]
    assert run(arguments) == 0
    file = next(folder.glob("*.zhibu"))
    names = [path.name for path in folder.iterdir()]
    for word in ("党员花名册", "增减变动", "支委会成员", "党小组", "基本信息表", "人员统计表"):
        endings = {Path(name).suffix for name in names if word in name}
        assert endings == {".xlsx", ".pdf", ".docx", ".csv"}
    assert run(["check", str(file)]) == 0
    assert "没有需要核对的事项" in printed(capsys)
    assert run(["verify", str(file)]) == 0
    with Store.open(file, read_only=True) as store:
        people = store.all(Member)
    assert [people == sampled(seed) for seed in (7, 8)] == [True, False]


def sampled(seed):
    """Return the people that the sample of a seed has."""
    with Store.memory(sample_branch(today())) as store:
        make_sample(store, members=30, years=2, seed=seed, on=today())
        return store.all(Member)


DOUBTFUL = "；新增、更新的有 {} 行存疑，照原样取入"


def test_a_roster_comes_in_once_and_a_second_time_changes_nothing(branch_file, capsys):
    capsys.readouterr()
    assert run(["import", str(branch_file), str(ROSTER)]) == 0
    assert printed(capsys) == f"新增 47，更新 0，相同 0，有误 0{DOUBTFUL.format(3)}"
    assert run(["import", str(branch_file), str(ROSTER)]) == 0
    assert printed(capsys) == "新增 0，更新 0，相同 47，有误 0"


@pytest.mark.parametrize("full", [[], ["--full"]], ids=["masked", "full"])
def test_the_exported_ledger_taken_back_in_changes_nothing(with_roster, tmp_path, capsys, full):
    out = tmp_path / "名册.xlsx"
    assert run(["export", str(with_roster), "members", "--to", str(out), *full]) == 0
    capsys.readouterr()
    assert run(["import", str(with_roster), str(out)]) == 0
    assert printed(capsys) == "新增 0，更新 0，相同 47，有误 0"


def test_a_dry_run_tells_the_same_and_writes_nothing(branch_file, tmp_path, capsys):
    before = branch_file.read_bytes()
    problems = tmp_path / "存疑.xlsx"
    capsys.readouterr()
    arguments = ["import", str(branch_file), str(ROSTER), "--dry-run", "--problems", str(problems)]
    assert run(arguments) == 0
    assert printed(capsys).startswith("新增 47")
    assert branch_file.read_bytes() == before
    rows = python_calamine.CalamineWorkbook.from_path(problems).get_sheet_by_index(0).to_python()
    assert sum("存疑" in row for row in rows) == 3


def test_numbers_are_masked_unless_asked_for_in_full(with_roster, tmp_path):
    for arguments, shown in (([], "420106********2416"), (["--full"], "420106195703262416")):
        out = tmp_path / "名册.csv"
        run(["export", str(with_roster), "members", "--to", str(out), *arguments])
        assert shown in out.read_text("utf-8-sig")


def test_several_ledgers_go_to_a_folder(with_roster, tmp_path):
    assert run(["export", str(with_roster), "members", "groups", "--to", str(tmp_path / "出")]) == 0
    assert len(list((tmp_path / "出").glob("*.xlsx"))) == 2


def test_json_has_no_id_for_what_only_a_meeting_tells(branch_file, tmp_path):
    out = tmp_path / "双重.json"
    with Store.open(branch_file) as store:
        people = people_of(8, groups=2, store=store)
        people.period(6, records.LEADING, "副处长", since=PartialDate(2026, 1))
        people.hold("党员大会", date(2026, 3, 20))
    arguments = ["export", str(branch_file), "dual-life", "--json", "--year", "2026"]
    assert run([*arguments, "--to", str(out)]) == 0
    assert [one["id"] for one in json.loads(out.read_text("utf-8"))["dual-life"]] == [None]


def test_json_gives_the_ids_that_paper_takes(with_roster, tmp_path):
    out = tmp_path / "名册.json"
    assert run(["export", str(with_roster), "members", "--json", "--to", str(out)]) == 0
    person = json.loads(out.read_text("utf-8"))["members"][5]
    paper = tmp_path / "表.pdf"
    arguments = ["paper", str(with_roster), "member", str(person["id"]), "--to", str(paper)]
    assert run(arguments) == 0
    command = ["pdftotext", "-raw", paper, "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert person["姓名"] in "".join(text.split())


def test_check_names_doubtful_numbers_with_their_clause(with_roster, capsys):
    assert run(["check", str(with_roster), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    doubtful = [finding for finding in found if finding["rule"] == "R-50"]
    assert doubtful
    assert all("GB 11643-1999" in finding["clause"] for finding in doubtful)


def test_backup_restores_what_was_there(with_roster, tmp_path, capsys):
    assert run(["backup", str(with_roster), "--to", str(tmp_path / "备份")]) == 0
    copy = next((tmp_path / "备份").glob("*.zhibu"))
    target = tmp_path / "恢复.zhibu"
    capsys.readouterr()
    assert run(["restore", str(copy), "--to", str(target)]) == 0
    assert "先备份" not in printed(capsys)
    with Store.open(target, read_only=True) as store:
        assert len(store.all(Member)) == 47
    assert run(["restore", str(copy), "--to", str(target)]) == 0
    assert "先备份" in printed(capsys)
    assert run(["verify", str(target)]) == 0


def test_a_password_is_asked_for_afterwards_and_can_be_removed(with_roster, monkeypatch, capsys):
    monkeypatch.setenv("ZHIBU_NEW_PASSWORD", "红船精神2026")
    assert run(["password", str(with_roster)]) == 0
    code = capsys.readouterr().out.strip().rsplit("：", 1)[-1]
    assert run(["verify", str(with_roster)]) == 1
    assert "密码不对" in capsys.readouterr().err
    for password in ("红船精神2026", code):
        monkeypatch.setenv("ZHIBU_PASSWORD", password)
        assert run(["verify", str(with_roster)]) == 0
    assert run(["password", str(with_roster), "--remove"]) == 0
    monkeypatch.delenv("ZHIBU_PASSWORD")
    assert run(["verify", str(with_roster)]) == 0


@pytest.fixture
def at_a_terminal(monkeypatch):
    """Type these answers at the terminal that the commands think they have."""

    def type_in(*answers):
        waiting = list(answers)
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
        monkeypatch.setattr("getpass.getpass", lambda _prompt: waiting.pop(0))

    return type_in


def test_an_empty_new_password_does_not_remove_the_old_one(
    branch_file, monkeypatch, capsys, at_a_terminal
):
    monkeypatch.setenv("ZHIBU_NEW_PASSWORD", "红船精神2026")
    assert run(["password", str(branch_file)]) == 0
    monkeypatch.delenv("ZHIBU_NEW_PASSWORD")
    at_a_terminal("红船精神2026", "", "")
    assert run(["password", str(branch_file)]) == 1
    assert "没有输入新密码，文件没有改动" in capsys.readouterr().err
    assert run(["verify", str(branch_file)]) == 1


def test_the_password_of_a_backup_is_asked_for_at_a_terminal(
    branch_file, tmp_path, monkeypatch, at_a_terminal
):
    monkeypatch.setenv("ZHIBU_NEW_PASSWORD", "红船精神2026")
    run(["password", str(branch_file)])
    (backup,) = tmp_path.rglob("*改密码前.zhibu")
    at_a_terminal("红船精神2026")
    assert run(["restore", str(backup), "--to", str(tmp_path / "新.zhibu")]) == 0


def test_a_character_no_font_has_is_told_of(branch_file, tmp_path, capsys):
    with Store.open(branch_file) as store, store.change("登记") as change:
        member = change.save(Member(name="王𠮷"))
    to = str(tmp_path / "表.pdf")
    assert run(["paper", str(branch_file), "member", str(member.id), "--to", to]) == 0
    told = capsys.readouterr().err
    assert "没有字体能印出“𠮷”" in told
    assert told.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["check", "没有.zhibu"], "找不到文件"),
        (["export", "{file}", "nonsense", "--to", "x.xlsx"], "没有代码为"),
        (["export", "{file}", "members", "--to", "x.doc"], "x.doc"),
        (["export", "{file}", "members", "--year", "26", "--to", "x.xlsx"], "年度"),
        (["export", "{file}", "members", "--year", "0", "--to", "x.xlsx"], "年度"),
        (["check", "{file}", "--year", "-5"], "年度"),
        (["paper", "{file}", "member", "--to", "x.pdf"], "编号"),
        (["paper", "{file}", "member", "999", "--to", "x.pdf"], "没有这名党员"),
        (["import", "{file}", "没有.xlsx"], "没有.xlsx"),
        (["new", "{file}", "--name", "甲"], "已经存在"),
        (["restore", "没有.zhibu", "--to", "x.zhibu"], "找不到备份"),
        (["demo", "{file}/x"], "不能建立文件夹"),
        (["demo", "示例", "--on", "昨天"], "日期不对"),
    ],
)
def test_the_users_problem_is_one_sentence_and_nothing_changes(
    branch_file, tmp_path, monkeypatch, capsys, arguments, word
):
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    before = sorted(path.name for path in tmp_path.iterdir())
    content = branch_file.read_bytes()
    assert run([argument.format(file=branch_file) for argument in arguments]) == 1
    told = capsys.readouterr().err
    assert word in told
    assert told.count("\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert branch_file.read_bytes() == content


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["export"], "还要写上"),
        (["new", "a.zhibu"], "--name"),
        (["paper", "a", "b", "c", "--to", "d"], "'c' 不行"),
        (["restore", "a", "b", "--to", "c"], "引号"),
        (["check", "a", "--year"], "后面要写内容"),
        (["import", "a", "b", "--as", "x"], "没有"),
    ],
)
def test_wrong_usage_exits_with_2_and_says_so_in_chinese(capsys, arguments, word):
    with pytest.raises(SystemExit) as ended:
        run(arguments)
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert word in told
    assert told.startswith("命令写错了：")
    assert not {"usage", "argument", "error", "required"} & set(told.replace(":", " ").split())


def test_ledgers_and_papers_are_listed_by_code(capsys):
    run(["ledgers"])
    run(["papers"])
    codes = [line.split("\t")[0] for line in printed(capsys).splitlines()]
    assert codes == [
        "members", "changes", "committee", "groups", "dues-basis", "dues", "dues-remit", "dues-use",
        "meetings", "theme-days", "life-meetings",
        "dual-life", "appraisals", "talks", "thought", "study", "volunteer", "elections", "attendance",
        "member", "statistics", "dues-basis-sheet", "receipt", "dues-proof", "dues-card",
        "dues-reminder", "dues-publicity", "dues-year-report", "notice", "signin", "signin-filled", "minutes", "summary", "copybook",
        "theme-day", "meeting-photos", "meeting-photos-4", "life-plan", "life-study",
        "opinion-form", "opinions", "self-review", "life-outlines", "criticism", "committee-ballot",
        "problems", "life-report", "talk", "appraisal-ballot", "appraisal-summary",
        "election-request", "nominees-request", "election-method", "chair-script", "work-report",
        "dues-report", "ballot", "tally", "election-result", "election-report", "duties",
        "by-election-request", "request", "report", "publicity-notice", "replies", "campaigns",
        "handbook",
    ]  # fmt: skip


def test_commands_load_no_qt_and_the_window_says_what_it_lacks(tmp_path):
    program = (
        "import sys, main\n"
        f"status = main.main(['demo', {str(tmp_path / 'd')!r}, '--members', '5', '--on', '2026-11-05'])\n"
        "assert not [name for name in sys.modules if name.startswith('PySide6')]\n"
        "sys.exit(status)"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
    bare = subprocess.run(
        [sys.executable, "main.py"],
        check=False,
        cwd=ROOT,
        env={"PATH": "/usr/bin"},
        capture_output=True,
        text=True,
    )
    assert bare.returncode == 1
    assert "./start demo" in bare.stderr


def test_every_command_explains_itself(capsys):
    for command in COMMANDS:
        with pytest.raises(SystemExit) as ended:
            run([command, "--help"])
        assert ended.value.code == 0


MEETINGS = ROSTER.with_name("第三党支部三会一课登记表.xlsx")


@pytest.mark.parametrize("kind", [[], ["--as", "meetings"]], ids=["by its heading", "as asked"])
def test_a_ledger_of_meetings_comes_in_once(with_roster, tmp_path, capsys, kind):
    capsys.readouterr()
    problems = tmp_path / "存疑.csv"
    arguments = ["import", str(with_roster), str(MEETINGS), *kind, "--problems", str(problems)]
    assert run([*arguments, "--dry-run"]) == 0
    assert run(arguments) == 0
    said = f"新增 36，更新 0，相同 0，有误 0{DOUBTFUL.format(3)}"
    assert printed(capsys).splitlines() == [f"{said}（只看结果，没有写入）", said]
    assert "有同名的人" in problems.read_text("utf-8-sig")
    assert run(arguments) == 0
    assert printed(capsys) == "新增 0，更新 0，相同 36，有误 0"
    out = tmp_path / "三会一课.csv"
    assert run(["export", str(with_roster), "meetings", "--year", "2026", "--to", str(out)]) == 0
    assert "覃桂颖（请假，病假）" in out.read_text("utf-8-sig")
    assert run(["import", str(with_roster), str(MEETINGS), "--sheet", "没有"]) == 1


def test_check_names_what_the_year_of_meetings_lacks(with_roster, capsys):
    capsys.readouterr()
    assert run(["check", str(with_roster), "--year", "2025"]) == 0
    text = printed(capsys)
    assert "R-03-theme-day\t1至12月未见主题党日记录：开过的请补录，没开的请写明原因。" in text
    assert "（《中国共产党支部工作条例（试行）》第十一条）" in text


def test_check_of_an_empty_file_does_not_call_it_sound(branch_file, capsys):
    capsys.readouterr()
    assert run(["check", str(branch_file)]) == 0
    assert "还没有党员" in printed(capsys)
