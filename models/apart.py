"""Reading what others made in a process of its own, which may end by it.

Some decoders allot memory by what a file claims or crash over a changed byte; no file of the
user's may be open in that process. Started as a script it runs another, with a limit of memory.
"""

from __future__ import annotations

import contextlib
import runpy
import subprocess
import sys

_MOST_MEMORY = 3 << 30
_LONGEST_SECONDS = 120


class NoAnswer(Exception):
    """The process ended otherwise than well; `code` is the one it gave, None for none."""

    def __init__(self, code: int | None = None) -> None:
        super().__init__()
        self.code = code


def answer_of(script: str, data: bytes) -> bytes:
    """Return what a script of ours writes that is given some bytes; it needs nothing but itself.

    Raises:
        NoAnswer: if it gave none.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-P", __file__, script],
            input=data,
            capture_output=True,
            timeout=_LONGEST_SECONDS,
            check=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.CalledProcessError as error:
        raise NoAnswer(error.returncode) from None
    except (subprocess.SubprocessError, OSError):
        raise NoAnswer from None
    return done.stdout


def _main() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    runpy.run_path(sys.argv[1], run_name="__main__")


if __name__ == "__main__":
    _main()
