"""A branch's settings of one area, as the file keeps them: what it cannot mean is as shipped."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, TypeVar

from models.errors import InvalidRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from models.store import Store

S = TypeVar("S")


def is_within(limits: Mapping[str, tuple[int, int]], name: str, value: Any) -> bool:
    """Return whether a number keeps its bounds; what has none is taken."""
    least, most = limits.get(name, (value, value))
    return bool(least <= value <= most)


def read_settings(store: Store, name: str, usual: S, is_known: Callable[[str, Any], bool]) -> S:
    """Return settings kept under a name; what is of another type or not known is as in `usual`."""
    kept = store.preference(name, {})
    if not isinstance(kept, dict):
        return usual
    shipped = asdict(usual)  # type: ignore[call-overload]  # a dataclass
    found: dict[str, Any] = {
        each: value
        for each, value in kept.items()
        if each in shipped and type(value) is type(shipped[each]) and is_known(each, value)
    }
    return replace(usual, **found)  # type: ignore[type-var]


def keep_settings_as(
    store: Store, name: str, settings: Any, limits: Mapping[str, tuple[int, int]]
) -> None:
    """Keep settings under a name.

    Raises:
        InvalidRecord: with the sentence for each number out of its bounds.
    """
    problems = {
        each: f"应在{least}到{most}之间"
        for each, (least, most) in limits.items()
        if not is_within(limits, each, getattr(settings, each))
    }
    if problems:
        raise InvalidRecord(problems)
    store.prefer(name, asdict(settings))
