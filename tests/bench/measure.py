"""How a figure is taken: the median of runs in turn with the peer's, so that a slow machine is fair."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the work, what it is held against, seconds or MiB of both, and the aim."""

    work: str
    against: str
    ours: float
    peer: float
    aim: float
    unit: str = "s"

    @property
    def ratio(self) -> float:
        """Ours in units of the peer's."""
        return self.ours / self.peer

    @property
    def meets(self) -> bool:
        """Whether the aim is met."""
        return self.ratio <= self.aim


def seconds(work: Callable[[], object]) -> float:
    """Return how long `work` takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def in_turn(
    ours: Callable[[], float], peer: Callable[[], float], runs: int = 5
) -> tuple[float, float]:
    """Return the medians of two measures, taken in turn after one warm-up each."""
    ours()
    peer()
    pairs = [(ours(), peer()) for _ in range(runs)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def process(*arguments: str, environment: dict[str, str] | None = None) -> tuple[float, float]:
    """Run a whole Python process; return its wall seconds and largest resident MiB."""
    command = [sys.executable, *arguments]
    begun = time.perf_counter()
    child = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **(environment or {})}, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{command} ended with {child.returncode}")
    return wall, usage.ru_maxrss / 1024
