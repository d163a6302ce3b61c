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


def _as_at_the_office() -> dict[str, str]:
    """Return the environment with compiled modules kept, as they are after the first start."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the work, what it is held against, seconds or MiB of both, and the aim, if one is set."""

    work: str
    against: str
    ours: float
    peer: float
    aim: float | None
    unit: str = "s"

    @property
    def ratio(self) -> float:
        """Ours in units of the peer's."""
        return self.ours / self.peer

    @property
    def meets(self) -> bool:
        """Whether the aim is met."""
        return self.aim is None or self.ratio <= self.aim


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


def shown(program: str, *arguments: str) -> tuple[float, float]:
    """Run a window's whole process; return seconds to its first paint and its resident MiB then.

    The program prints the two as it paints: `REPORT` is the code that does.
    """
    begun = time.monotonic()
    told = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        env=_as_at_the_office() | {"PYTHONPATH": str(ROOT)},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    painted, memory = map(float, told.stdout.split()[:2])
    return painted - begun, memory / 1024


REPORT = """
import time
def report():
    with open("/proc/self/status") as status:
        resident = next(line.split()[1] for line in status if line.startswith("VmRSS"))
    print(time.monotonic(), resident, flush=True)
"""
