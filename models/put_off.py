"""View settings and drafts that wait to be written while other work has the file."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from models import database
from models.aside import keep_aside

if TYPE_CHECKING:
    from models.database import Connection


class PutOff:
    """The newest body under each name, kept until it stands in the file; any thread may add one."""

    def __init__(self) -> None:
        """Begin with nothing to write."""
        self._bodies: dict[str, str] = {}
        self._guard = Lock()

    def __bool__(self) -> bool:
        """Return whether something waits."""
        return bool(self._bodies)

    def add(self, name: str, body: str) -> None:
        """Let a body wait in place of an older one."""
        with self._guard:
            self._bodies[name] = body

    def get(self, name: str) -> str | None:
        """Return the body that waits under a name, None if none does."""
        return self._bodies.get(name)

    def write(self, conn: Connection) -> None:
        """Write all that waits in one transaction; what cannot be written goes on waiting."""
        with self._guard:
            taken = dict(self._bodies)
        if not taken:
            return
        with database.transaction(conn):
            for name, body in taken.items():
                keep_aside(conn, name, body)
        with self._guard:
            for name, body in taken.items():
                if self._bodies.get(name) is body:
                    del self._bodies[name]
