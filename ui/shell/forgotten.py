"""A file opened by its recovery code: its password is forgotten, and another one is offered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from models.recovery import key_from_code

if TYPE_CHECKING:
    from ui.shell.desk import Desk

_SENTENCE = "已用恢复码打开，记录都在；忘了密码的，请设一个新密码，并打印新的恢复单。"


def offer_password(desk: Desk, typed: str) -> None:
    """Offer to set a new password, if what was typed to open the file is its recovery code."""
    if key_from_code(typed):
        desk.notice.warn(_SENTENCE, "设新密码…", partial(_set_password, desk, typed))


def _set_password(desk: Desk, code: str) -> None:
    desk.show_page("settings")
    shown: Any = desk.page
    shown.change_password(code)
