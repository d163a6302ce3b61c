"""What was half entered when the file was last open, offered once as it opens."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.shell.desk import Desk

_PLACE = "meetings"


def offer_half_done(desk: Desk) -> None:
    """Offer the meeting that was begun last and neither saved nor given up, on whatever page."""
    from ui.meeting.drafts import half_done  # noqa: PLC0415 - after the first page stands

    if desk.store.read_only or desk.notice.sentence:
        return
    if found := half_done(desk.store):
        more = f"还有 {len(found) - 1} 次也没有登记完，在“组织生活”里。" if found[1:] else ""
        desk.notice.offer(
            f"{found[0].words}{more}", "继续登记", partial(_resume, desk, found[0].key)
        )


def _resume(desk: Desk, key: str) -> None:
    desk.show_page(_PLACE)
    shown: Any = desk.page
    shown.resume(key)
