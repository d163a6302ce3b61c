"""A process that may do only little: it writes no more than so much, or has no permission.

Called with what to do and the file to do it to; it prints the error it met and its sentence, and
for `fill` then also whether the file was whole and took more once there was room.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from pathlib import Path

import models.migrations  # noqa: F401 - read before the permission for it is given up
from models.backup import back_up
from models.branch import Branch
from models.errors import AppError
from models.members import Member
from models.password import set_password
from models.store import Store
from models.verify import verify

NOBODY = 65534


def limit(size):
    """Let no file grow beyond a size."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def become_nobody():
    """Give up what root may do; who is not root may do little enough."""
    if os.geteuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def write(store, address="人民路" * 90):
    """Enter more people in one step than there is room for."""
    with store.change("很多") as change:
        for _ in range(3000):
            change.save(Member(name="王小明", address=address))


def change_limited(path, work):
    """Change an open file that cannot grow as the work would have it."""
    with Store.open(path) as store:
        limit(path.stat().st_size // (1 if work is write else 2))
        work(store)


def fill(path, room, *, own_disk):
    """Write until the disk is full, then make room and write again."""
    with Store.create(path, Branch(name="甲")) as store:
        before, full = path.read_bytes(), path.with_name("满")
        if own_disk:
            left = os.statvfs(path).f_bavail * os.statvfs(path).f_frsize
            full.write_bytes(bytes(left - room))
        else:
            limit(len(before) + room)
        try:
            write(store, address="")  # so little that none is written before the last
        except AppError as error:
            tell(error)
        print("whole" if path.read_bytes() == before and verify(store) == [] else "changed")
        full.unlink(missing_ok=True)
        limit(resource.RLIM_INFINITY)
        with store.change("以后照常") as change:
            change.save(Member(name="王小明"))
        print("goes on" if verify(store) == [] else "damaged")


def tell(error):
    """Print an error's class and sentence."""
    print(type(error).__name__, error)


def run(work, path, *more):
    """Do what was asked for."""
    match work:
        case "open" | "create as nobody":
            become_nobody()
            Store.open(path) if work == "open" else Store.create(path, Branch(name="甲"))
        case "create":
            limit(20000)
            Store.create(path, Branch(name="甲"))
        case "fill":
            fill(path, int(more[0]), own_disk=more[1] == "own disk")
        case "write":
            change_limited(path, write)
        case "backup":
            change_limited(path, back_up)
        case "password":
            change_limited(path, lambda store: set_password(store, "abcdef"))


if __name__ == "__main__":
    try:
        run(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
    except AppError as error:
        tell(error)
