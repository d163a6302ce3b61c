"""Commands on the whole file: demo, new, password, backup, restore, verify."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path

from exporters.ledgers.ledger import Asked
from models.branch import Branch
from models.errors import AppError, CannotWriteFile
from models.store import Store
from ui.command_line.asking import new_password, open_file, say, today, with_password


def _demo(asked: Namespace) -> int:
    from models.sample import SAMPLE_NAME, make_sample, sample_branch  # noqa: PLC0415
    from ui.command_line.sheets import write_everything  # noqa: PLC0415

    folder = Path(asked.folder)
    day = _day(asked.on) if asked.on else today()
    path = folder / f"{SAMPLE_NAME}.zhibu"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWriteFile(
            f"不能建立文件夹“{folder}”，没有生成示例；请换一个能写入的位置。"
        ) from error
    with Store.create(path, sample_branch(day)) as store:
        make_sample(store, members=asked.members, years=asked.years, seed=asked.seed, on=day)
        written = write_everything(store, Asked(year=day.year, made_on=day), folder)
    say(f"已生成示例文件“{path.name}”和 {written} 份台账、表格，在“{folder}”。")
    return 0


def _day(text: str) -> date:
    from models.values import parse_date  # noqa: PLC0415 - only when asked

    try:
        return parse_date(text)
    except ValueError as error:
        raise AppError(f"日期不对：{error}；没有生成示例。") from None


def _new(asked: Namespace) -> int:
    path = Path(asked.file)
    if path.suffix != ".zhibu":
        path = path.with_name(path.name + ".zhibu")
    password = new_password() if asked.encrypt else ""
    branch = Branch(name=asked.name.strip(), superior=asked.superior.strip())
    with Store.create(path, branch, password=password) as store:
        say(f"已新建“{path.name}”。")
        _say_recovery_code(store)
    return 0


def _password(asked: Namespace) -> int:
    from models.backup import back_up  # noqa: PLC0415
    from models.password import set_password  # noqa: PLC0415

    with open_file(asked.file) as store:
        password = "" if asked.remove else new_password()
        back_up(store, "改密码前")
        outcome = set_password(store, password)
        say(
            "密码已取消。" if asked.remove else "密码已设好；忘记密码又丢了恢复码，文件就打不开了。"
        )
        _say_recovery_code(store)
    if outcome.remaining:
        names = "、".join(str(path) for path in outcome.remaining)
        say(f"这些备份仍是原来的密码：{names}。")
    if outcome.copies:
        names = "、".join(str(path) for path in outcome.copies)
        say(f"复制出去的这些副本没有跟着改：{names}；请删掉后重新复制。")
    return 0


def _say_recovery_code(store: Store) -> None:
    from models.password import recovery_code  # noqa: PLC0415

    if code := recovery_code(store):
        say(f"恢复码（请抄写或打印，密封交上级保管）：{code}")


def _backup(asked: Namespace) -> int:
    from models.backup import back_up  # noqa: PLC0415

    with open_file(asked.file, read_only=True) as store:
        made = back_up(store, "手动", Path(asked.to) if asked.to else None)
    say(f"已备份并验证：{made.path}")
    if made.doubled is False:
        say("第二备份位置没有存成，请检查那里的空间和权限后再备份一次。")
    return 0


def _restore(asked: Namespace) -> int:
    from models.backup import restore  # noqa: PLC0415

    def put_back(password: str) -> list[str]:
        return restore(Path(asked.backup), Path(asked.to), password=password)

    replaced = Path(asked.to).exists()
    problems = with_password(put_back)
    say(f"已恢复为“{asked.to}”{'；原有的同名文件已先备份' if replaced else ''}。")
    for sentence in problems:
        say(sentence)
    return 0


def _verify(asked: Namespace) -> int:
    from models.verify import verify  # noqa: PLC0415

    with open_file(asked.file, read_only=True) as store:
        problems = verify(store)
    for sentence in problems:
        say(sentence)
    if problems:
        raise AppError(f"发现{len(problems)}处问题，文件没有改动；请用 restore 恢复最近的备份。")
    say("文件完好，全部内容都已核对。")
    return 0


WORK: dict[str, Callable[[Namespace], int]] = {
    "demo": _demo,
    "new": _new,
    "password": _password,
    "backup": _backup,
    "restore": _restore,
    "verify": _verify,
}
