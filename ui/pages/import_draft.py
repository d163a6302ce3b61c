"""An import half done, kept in the file while the window is closed or dressed anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.importing.kept import from_text, to_text
from models.importing.subjects import subjects_of
from ui.whole_file import run_alone

if TYPE_CHECKING:
    from models.importing.kept import Unfinished
    from models.store import Store
    from ui.page import Page

_NAME = "import"
_LONG = 300_000
"""Characters of a draft that is read while one waits; a longer one is read in another thread."""


class ImportDraft:
    """The draft of one page: read once, when the page is first shown."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._is_read = False

    def keep(self, unfinished: Unfinished | None) -> None:
        """Keep an import, or forget the last; one that was not looked at yet stays."""
        text = to_text(unfinished) if unfinished else ""
        if self._is_read and (text or self._store.draft(_NAME)):
            self._store.keep_draft(_NAME, text)

    def resumed(self, page: Page) -> Unfinished | None:
        """Return what was half done when the page was last left, the first time this is asked."""
        text = "" if self._is_read or self._store.read_only else self._store.draft(_NAME)
        self._is_read = True
        if not text:
            return None
        subjects = subjects_of(self._store, page.year)
        if len(text) <= _LONG:
            return from_text(text, subjects)
        found: Unfinished | None = run_alone(
            page,
            lambda _report: from_text(text, subjects),
            "正在打开没有导入完的表格…",
            stoppable=False,
        )
        return found
