"""The commands, their arguments and exit statuses: 0 done, 1 the user's problem, 2 wrong usage."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from models.errors import AppError

if TYPE_CHECKING:
    from argparse import ArgumentParser, _SubParsersAction

COMMANDS = (
    "demo",
    "new",
    "password",
    "import",
    "ledgers",
    "papers",
    "export",
    "paper",
    "check",
    "backup",
    "restore",
    "verify",
)


def run(arguments: list[str]) -> int:
    """Run one command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    asked = _parser().parse_args(arguments)
    from ui.command_line import files, records, sheets  # noqa: PLC0415 - --help needs none

    work = {**files.WORK, **records.WORK, **sheets.WORK}[asked.command]
    try:
        return work(asked) or 0
    except AppError as error:
        sys.stderr.write(f"{error}\n")
    except BrokenPipeError:
        return 1
    except OSError as error:
        sys.stderr.write(
            f"读写“{error.filename or '文件'}”出错：{error.strerror}；原有文件没有改动。\n"
        )
    return 1


def _parser() -> ArgumentParser:
    from ui.command_line.usage import Parser  # noqa: PLC0415 - the window needs none

    parser: ArgumentParser = Parser(
        prog="./start", description="支部台账：不带命令时打开窗口，可在后面写要打开的文件。"
    )
    commands = parser.add_subparsers(dest="command", metavar="命令", required=True)
    _add_files(commands)
    _add_records(commands)
    _add_sheets(commands)
    return parser


def _add_files(commands: _SubParsersAction[ArgumentParser]) -> None:
    demo = commands.add_parser("demo", help="生成示例支部文件和全部台账")
    demo.add_argument("folder", metavar="文件夹")
    demo.add_argument("--members", type=_positive, default=50, metavar="N", help="党员人数")
    demo.add_argument("--years", type=_positive, default=5, metavar="N", help="几个年度")
    demo.add_argument("--seed", type=int, default=1, metavar="N", help="同一个数生成同一份示例")
    demo.add_argument("--on", metavar="日期", help="以哪一天为今天，如 2026-11-23")
    new = commands.add_parser("new", help="新建支部文件")
    new.add_argument("file", metavar="文件")
    new.add_argument("--name", required=True, metavar="全称")
    new.add_argument("--superior", default="", metavar="上级全称")
    new.add_argument(
        "--encrypt", action="store_true", help="密码取自环境变量 ZHIBU_NEW_PASSWORD 或当场输入"
    )
    password = commands.add_parser("password", help="设置、更换或取消密码")
    password.add_argument("file", metavar="文件")
    password.add_argument("--remove", action="store_true", help="取消密码")
    backup = commands.add_parser("backup", help="备份")
    backup.add_argument("file", metavar="文件")
    backup.add_argument("--to", metavar="文件夹")
    restore = commands.add_parser("restore", help="从备份恢复")
    restore.add_argument("backup", metavar="备份")
    restore.add_argument("--to", required=True, metavar="文件")
    verify = commands.add_parser("verify", help="检查文件是否完好")
    verify.add_argument("file", metavar="文件")


def _add_records(commands: _SubParsersAction[ArgumentParser]) -> None:
    taken = commands.add_parser("import", help="从工作簿导入")
    taken.add_argument("file", metavar="文件")
    taken.add_argument("workbook", metavar="工作簿")
    taken.add_argument(
        "--as", dest="code", default="", metavar="代码",
        choices=["members", "meetings", "dues-basis", "dues"],
        help="members 名册，meetings 三会一课登记表，dues-basis 工资表，dues 党费交纳；不写时按表头判断",
    )  # fmt: skip
    taken.add_argument("--sheet", default="", metavar="工作表")
    taken.add_argument("--year", type=int, metavar="年度", help="没有写年份的日期和月份属于哪一年")
    taken.add_argument("--dry-run", action="store_true", help="只看结果，不写入")
    taken.add_argument("--problems", metavar="输出.xlsx", help="存疑和有误的行及原因")
    check = commands.add_parser("check", help="核对")
    check.add_argument("file", metavar="文件")
    check.add_argument("--year", type=int, metavar="年度")
    check.add_argument("--json", action="store_true")


def _add_sheets(commands: _SubParsersAction[ArgumentParser]) -> None:
    commands.add_parser("ledgers", help="列出台账代码和名称")
    commands.add_parser("papers", help="列出表格代码和名称")
    export = commands.add_parser("export", help="导出台账")
    export.add_argument("file", metavar="文件")
    export.add_argument("codes", nargs="+", metavar="代码")
    export.add_argument("--year", type=int, metavar="年度")
    export.add_argument("--full", action="store_true", help="证件号和电话不遮盖")
    export.add_argument("--json", action="store_true", help="每条记录连同编号，JSON 格式")
    export.add_argument(
        "--to",
        required=True,
        metavar="位置",
        help="文件（.xlsx .pdf .docx .csv）；多个台账时为文件夹",
    )
    paper = commands.add_parser("paper", help="制作一张表格")
    paper.add_argument("file", metavar="文件")
    paper.add_argument("code", metavar="代码")
    paper.add_argument(
        "id", nargs="?", type=_number, metavar="编号",
        help="记录的编号，见 export --json；党费回执写回执编号，如 2026-012",
    )  # fmt: skip
    paper.add_argument("--year", type=int, metavar="年度")
    paper.add_argument("--full", action="store_true", help="证件号和电话不遮盖")
    paper.add_argument("--to", required=True, metavar="文件")


def _number(text: str) -> str:
    """Return an id, or a number of two parts that a record bears itself: 2026-012."""
    if not text.replace("-", "", 1).isdecimal():
        raise ValueError(text)
    return text


def _positive(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 100_000:
        raise ValueError(text)
    return number
