"""Problems to tell a person about; every other exception is a bug."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def in_one_sentence(*parts: str) -> str:
    """Return the parts joined by “；” with one full stop at the end; empty ones are left out."""
    return "；".join(stripped for part in parts if (stripped := part.rstrip("。；，"))) + "。"


class AppError(Exception):
    """A problem to tell the user about; ``str(error)`` is the Chinese sentence shown."""


class InvalidRecord(AppError):
    """A record breaks its field rules; `problems` maps field name to sentence."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__("；".join(self.problems.values()))


class NotFound(AppError):
    """What was asked for is not on file."""


class Duplicate(AppError):
    """Something that may stand once only would stand twice."""


class WrongPassword(AppError):
    """The password or recovery code does not open the file."""

    def __init__(self) -> None:
        super().__init__("密码不对，或文件损坏，或不是支部台账文件；文件未作任何改动。")


class FileTooNew(AppError):
    """The file was written by a newer version of the program."""

    def __init__(self) -> None:
        super().__init__(
            "这个文件由更新版本的程序保存，本版本不能打开；文件未作任何改动，请换用新版本程序。"
        )


class NotOurFile(AppError):
    """The file is not a branch file, or is damaged beyond reading."""


class StorageFull(AppError):
    """The disk has no room left."""

    def __init__(self) -> None:
        super().__init__("磁盘已满，这一步没有保存；原有记录完好，请腾出空间后重做这一步。")


class StorageBusy(AppError):
    """The file is in use elsewhere, or may not be written."""


class CannotReadFile(AppError):
    """A file offered for import cannot be read."""


class CannotWriteFile(AppError):
    """A file asked for cannot be written."""


class Cancelled(AppError):
    """The user stopped long work; nothing half-written remains."""

    def __init__(self) -> None:
        super().__init__("已取消，没有留下任何半成品。")
