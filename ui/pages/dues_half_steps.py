"""What was typed of a 核定 in part is taken back in its turn, though it is in no step of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from models.dues.half_fixed import half_fixed, keep_half_fixed
from ui.own_steps import OwnSteps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.store import Store
    from ui.pages.dues_bases import BasesPage
    from ui.record.tabs import PageTabs

    Half = Mapping[int, Mapping[str, Any]]


class _Step(NamedTuple):
    """What was kept before and after, by whose side of the file's steps and in which year."""

    title: str
    after: int
    year: int
    old: Half
    new: Half


class HalfSteps(OwnSteps):
    """The steps of what is half fixed; each is next while the file's last step is the one before it."""

    def __init__(self, page: BasesPage) -> None:
        super().__init__(page)
        self._page = page
        self._before: list[_Step] = []
        self._after: list[_Step] = []

    def kept(self, title: str, old: Half, new: Half) -> None:
        """Remember what was kept otherwise than before."""
        if old != new:
            page = self._page
            self._before.append(_Step(title, _last(page.store), page.year, old, new))
            self._after = []
            self.changed.emit()

    def forget(self) -> None:
        """Take nothing back any more: it has become a 核定, or was cleared."""
        self._before, self._after = [], []
        self.changed.emit()

    def _next(self, steps: list[_Step], *, is_new: bool) -> _Step | None:
        step, page = steps[-1] if steps else None, self._page
        if step is None or (step.after, step.year) != (_last(page.store), page.year):
            return None
        held = half_fixed(page.store, page.year)
        return step if held == (step.new if is_new else step.old) else None

    @property
    def undoable(self) -> str:
        """The name of what `undo` would take back."""
        step = self._next(self._before, is_new=True)
        return step.title if step else ""

    @property
    def redoable(self) -> str:
        """The name of what `redo` would make again."""
        step = self._next(self._after, is_new=False)
        return step.title if step else ""

    def undo(self) -> None:
        """Take what was typed last back."""
        if step := self._next(self._before, is_new=True):
            self._after.append(self._before.pop())
            self._keep(step.old)

    def redo(self) -> None:
        """Put back what was taken back last."""
        if step := self._next(self._after, is_new=False):
            self._before.append(self._after.pop())
            self._keep(step.new)

    def _keep(self, half: Half) -> None:
        keep_half_fixed(self._page.store, self._page.year, half)
        self._page.reload()
        self.changed.emit()


class TabSteps(OwnSteps):
    """The steps of the tab that is shown."""

    def __init__(self, tabs: PageTabs) -> None:
        super().__init__(tabs)
        self._tabs = tabs
        tabs.currentChanged.connect(lambda _at: self.changed.emit())
        tabs.answer(steps_changed=self.changed.emit)

    @property
    def undoable(self) -> str:
        """The name of the step of that tab that `undo` would take back."""
        own = self._tabs.part.steps
        return own.undoable if own else ""

    @property
    def redoable(self) -> str:
        """The name of the step of that tab that `redo` would make again."""
        own = self._tabs.part.steps
        return own.redoable if own else ""

    def undo(self) -> None:
        """Take that tab's last step back."""
        if own := self._tabs.part.steps:
            own.undo()

    def redo(self) -> None:
        """Make that tab's step again."""
        if own := self._tabs.part.steps:
            own.redo()


def _last(store: Store) -> int:
    step = store.undoable
    return step.id if step else 0
