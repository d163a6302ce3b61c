"""Reading what others made in a process of its own, which may end by it.

Some decoders allot memory by what a file claims or crash over a changed byte; no file of the
user's may be open in that process. Started as a script it runs another, with a limit of memory.
"""

from __future__ import annotations

import contextlib
import errno
import runpy
import signal
import subprocess
import sys
from enum import Enum, auto

_MOST_MEMORY = 3 << 30
_LONGEST_SECONDS = 120


_NO_MEMORY, _NOT_STARTED = 81, 82
"""The exit codes of a script that ran out of memory, or lacks something it needs."""


class Why(Enum):
    """Why there was no answer."""

    ENDED = auto()
    """The script said so by its code, or crashed over what it was given."""
    TOO_SLOW = auto()
    NO_MEMORY = auto()
    NOT_STARTED = auto()


class NoAnswer(Exception):
    """The process ended otherwise than well; `code` is the one its script gave, None for none."""

    def __init__(self, why: Why, code: int | None = None) -> None:
        super().__init__(why.name)
        self.why = why
        self.code = code


def answer_of(script: str, data: bytes, seconds: float = _LONGEST_SECONDS) -> bytes:
    """Return what a script of ours writes that is given some bytes; it needs nothing but itself.

    It is ended after so many seconds.

    Raises:
        NoAnswer: if it gave none.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-P", __file__, script],
            input=data,
            capture_output=True,
            timeout=seconds,
            check=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.CalledProcessError as error:
        raise _told_by(error.returncode) from None
    except subprocess.TimeoutExpired:
        raise NoAnswer(Why.TOO_SLOW) from None
    except OSError as error:
        why = Why.NO_MEMORY if error.errno == errno.ENOMEM else Why.NOT_STARTED
        raise NoAnswer(why) from None
    return done.stdout


def _told_by(code: int) -> NoAnswer:
    """Return what an exit code means; where memory is short Linux ends the largest process."""
    if code in {_NO_MEMORY, -getattr(signal, "SIGKILL", _NO_MEMORY)}:
        return NoAnswer(Why.NO_MEMORY)
    return NoAnswer(Why.NOT_STARTED) if code == _NOT_STARTED else NoAnswer(Why.ENDED, code)


def _main() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    try:
        runpy.run_path(sys.argv[1], run_name="__main__")
    except MemoryError:
        sys.exit(_NO_MEMORY)
    except (ImportError, FileNotFoundError):
        sys.exit(_NOT_STARTED)


if __name__ == "__main__":
    _main()
