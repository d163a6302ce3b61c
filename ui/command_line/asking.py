"""What several commands ask: the password, the day, the open file."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from exporters.ledgers.ledger import Asked
from models.errors import AppError, WrongPassword
from models.store import Store

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

T = TypeVar("T")
PASSWORD, NEW_PASSWORD = "ZHIBU_PASSWORD", "ZHIBU_NEW_PASSWORD"


def today() -> date:
    """Return the office's own day."""
    return date.today()  # noqa: DTZ011 - by the PC's clock


def asked_for(arguments: Namespace) -> Asked:
    """Return the year and masks that the arguments ask for."""
    day = today()
    year = day.year if arguments.year is None else arguments.year
    if not 1921 <= year <= 2100:
        raise AppError(f"年度“{year}”不对，什么也没有做；请写四位年份，如 {day.year}。")
    return Asked(year=year, made_on=day, full=getattr(arguments, "full", False))


def open_file(name: str, *, read_only: bool = False) -> Store:
    """Open a file with the password of the environment, or one typed at the terminal."""
    return with_password(
        lambda password: Store.open(Path(name), password=password, read_only=read_only)
    )


def with_password(work: Callable[[str], T]) -> T:
    """Do `work` with the password of the environment, or one typed at the terminal."""
    try:
        return work(os.environ.get(PASSWORD, ""))
    except WrongPassword:
        if os.environ.get(PASSWORD) or not sys.stdin.isatty():
            raise
    return work(typed("密码："))


def new_password() -> str:
    """Return the new password from the environment or the terminal.

    Raises:
        AppError: if there is neither.
    """
    if found := os.environ.get(NEW_PASSWORD):
        return found
    if not sys.stdin.isatty():
        raise AppError(
            f"没有给出新密码，文件没有改动；请设环境变量 {NEW_PASSWORD} 或在终端中运行。"
        )
    first = typed("新密码：")
    if not first:
        raise AppError("没有输入新密码，文件没有改动；要取消密码，请用 password --remove。")
    if typed("再输入一次：") != first:
        raise AppError("两次输入的密码不一样，文件没有改动；请重试。")
    return first


def typed(prompt: str) -> str:
    """Return a password typed without being shown."""
    from getpass import getpass  # noqa: PLC0415 - at a terminal only

    return getpass(prompt)


def say(text: str) -> None:
    """Print one line."""
    sys.stdout.write(f"{text}\n")
