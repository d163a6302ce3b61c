"""A process that waits for orders and forks a child for each, which then works until it is killed.

Orders are JSON lines: what to do, to which file, under which password. The child writes a line for
everything that is done; this process writes the child's id before and "end" after.
"""

from __future__ import annotations

import json
import os
import random
import sys
from dataclasses import replace
from pathlib import Path

from models import database
from models.backup import back_up
from models.branch import Branch
from models.members import Member
from models.password import set_password
from models.store import Store


def say(line):
    os.write(1, f"{line}\n".encode())


def write(store, draw):
    """Enter, change, delete and undo without end; say each committed entry's id."""
    while True:
        members = store.all(Member)
        if members and draw.random() < 0.2:
            store.undo()
        else:
            with store.change("一步") as change:
                for _ in range(draw.randint(1, 4)):
                    change.save(Member(name="王小𬭎", address="人民路" * draw.randint(1, 300)))
                if members:
                    change.save(replace(draw.choice(members), phone=str(draw.random())))
                if len(members) > 20:
                    change.delete(members[0])
        say(store.entries(1)[0].id)


def change_password(store, draw):
    """Set one password after another, none now and then; say each before and after."""
    number = draw.randint(1, 10**6)
    while True:
        number += 1
        password = "" if number % 3 == 0 else f"password {number}"
        say(json.dumps(["trying", password]))
        set_password(store, password)
        say(json.dumps(["set", password]))


def make_backups(store, _draw):
    while True:
        say(back_up(store).path.name)


WORK = {"write": write, "password": change_password, "backup": make_backups}


def main():
    # Keys are cheap here, so that the kill falls into writing and not into arithmetic.
    database.KDF_ROUNDS = 1000
    Store.memory(Branch(name="先读入一切")).close()
    say("ready")
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            with Store.open(Path(order["path"]), password=order["password"]) as store:
                say("open")
                WORK[order["work"]](store, random.Random(order["seed"]))
        say(f"pid {child}")
        os.waitpid(child, 0)
        say("end")


if __name__ == "__main__":
    main()
