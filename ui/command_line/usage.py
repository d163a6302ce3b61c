"""The parser of the commands, which says how it is used in Chinese throughout."""

from __future__ import annotations

import re
from argparse import ArgumentParser, HelpFormatter
from typing import Any, NoReturn

_SENTENCES = (
    (r"the following arguments are required: (.*)", "还要写上：{}"),
    (r"unrecognized arguments: (.*)", "多写了或写错了：{}；名称里有空格的，请用引号括起来"),
    (r"argument (.*): expected (?:one|at least one) argument.*", "“{}”后面要写内容"),
    (r"argument (.*): invalid choice: (.*) \(choose from .*\)", "“{}”没有 {} 这一种"),
    (r"argument (.*): invalid \w+ value: (.*)", "“{}”要写合适的数，{} 不行"),
    (r"ambiguous option: (\S+) could match (.*)", "“{}”写得太短，可能是：{}"),
    (r"argument (.*): ignored explicit argument (.*)", "“{}”后面不用写 {}"),
)


class _Formatter(HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(ArgumentParser):
    """A parser whose help and errors can be read by those who only read Chinese."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"formatter_class": _Formatter, **given, "add_help": False})
        self._positionals.title = "要写的内容"
        self._optionals.title = "可以加的选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command, and how it is used; ends with 2."""
        self.exit(2, f"命令写错了：{_chinese(message)}。\n{self.format_usage()}")


def _chinese(message: str) -> str:
    for pattern, sentence in _SENTENCES:
        if found := re.fullmatch(pattern, message):
            return sentence.format(*found.groups())
    return message
