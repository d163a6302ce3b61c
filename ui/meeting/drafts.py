"""Meetings half entered, kept in the file until they are saved or given up."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from models.meetings.minutes import Minutes, from_text, to_text
from models.meetings.naming import name_of_meeting
from models.store import now

if TYPE_CHECKING:
    from models.store import Store

_NAME = "minutes"


@dataclass(frozen=True, slots=True)
class HalfDone:
    """A meeting half entered: under which name it is kept, what it is called, since when."""

    key: str
    heading: str
    kept_at: str

    @property
    def meeting_id(self) -> int | None:
        """The meeting on file that it alters, None for a new one."""
        return int(self.key) if self.key.isdecimal() else None

    @property
    def words(self) -> str:
        """What is half done of it, and since when; of one on file only what was typed after."""
        begun = "已登记，另有改动还没有保存" if self.meeting_id else "还没有登记完"
        return f"{self.heading}{begun}，草稿存于 {self.kept_at[5:16]}。"


def half_done(store: Store) -> list[HalfDone]:
    """Return what is half entered, the newest first."""
    found = [HalfDone(key, each["heading"], each["at"]) for key, each in _all(store).items()]
    return sorted(found, key=lambda one: one.kept_at, reverse=True)


def keep(store: Store, key: str, minutes: Minutes, typed: dict[str, dict[str, str]]) -> str:
    """Keep a meeting as it stands with the texts that mean nothing yet; return the time."""
    at = now()
    body = {
        "heading": name_of_meeting(store, minutes.meeting),
        "at": at,
        "text": to_text(minutes),
        "typed": typed,
    }
    store.keep_draft(_NAME, json.dumps({**_all(store), key: body}, ensure_ascii=False))
    return at


def kept(store: Store, key: str) -> tuple[Minutes, dict[str, dict[str, str]], str] | None:
    """Return a meeting half entered, its texts that mean nothing yet, and when it was kept."""
    body = _all(store).get(key)
    return (from_text(body["text"]), body["typed"], body["at"]) if body else None


def drop(store: Store, key: str) -> None:
    """Forget one."""
    others = _all(store)
    if others.pop(key, None) is not None:
        text = json.dumps(others, ensure_ascii=False) if others else ""
        store.keep_draft(_NAME, text)


def new_key() -> str:
    """Return a name for a meeting that is not on file."""
    return f"new {uuid4().hex}"


def _all(store: Store) -> dict[str, Any]:
    text = store.draft(_NAME)
    found: dict[str, Any] = json.loads(text) if text else {}
    return found
