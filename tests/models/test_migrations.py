"""An older file is backed up and brought up to date; the schema holds what the records say."""

from __future__ import annotations

from dataclasses import fields

import pytest
import sqlite_utils

from models import database
from models.backup import backups_of
from models.branch import Branch
from models.errors import AppError
from models.members import Member
from models.migrations import migrate, migrations
from models.opening import found, key_for, new_key
from models.store import Store
from models.tables import RECORDS
from models.verify import verify
from tests.people import content, save

PASSWORD = "一个 password"  # noqa: S105 - of a sample


def make_older(path, password, steps):
    """Write a file as the program of `steps` migrations ago left it."""
    conn = database.connect(path, key=new_key(password) if password else "", new=True)
    migrations.apply(sqlite_utils.Database(conn), stop_before=names()[steps])
    conn.execute(f"PRAGMA user_version = {steps}")
    conn.close()


def names():
    conn = database.memory()
    found = [migration.name for migration in migrations.pending(sqlite_utils.Database(conn))]
    conn.close()
    return found


def held_by(path, password):
    """Return version, schema and every row of a file of any version."""
    conn = database.connect(path, key=key_for(path, password), read_only=True)
    version = conn.execute("PRAGMA user_version").fetchone()
    schema = conn.execute("SELECT * FROM sqlite_master").fetchall()
    tables = [name for kind, name, *_, sql in schema if kind == "table" and "VIRTUAL" not in sql]
    held = {name: conn.execute(f"SELECT * FROM {name}").fetchall() for name in tables}
    conn.close()
    return version, schema, held


def test_the_version_is_the_number_of_steps():
    assert len(names()) == database.SCHEMA_VERSION


@pytest.mark.parametrize("password", ["", PASSWORD], ids=["plain", "encrypted"])
@pytest.mark.parametrize("steps", range(1, database.SCHEMA_VERSION))
def test_an_older_file_is_backed_up_and_brought_up_to_date(path, password, steps):
    make_older(path, password, steps)
    before = path.read_bytes()
    with pytest.raises(AppError, match="由旧版本程序保存，请先在窗口中打开一次"):
        Store.open(path, password=password, read_only=True)
    assert path.read_bytes() == before
    with Store.open(path, password=password) as store:
        version = store.connection.execute("PRAGMA user_version").fetchone()[0]
        assert version == database.SCHEMA_VERSION
        assert store.connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        found(store, Branch(name="甲"))
        save(store, "王小明")
        assert verify(store) == []
    [backup] = backups_of(path)
    assert backup.reason == "升级前"
    older = path.with_name("原来的.zhibu")
    older.write_bytes(before)
    assert held_by(backup.path, password) == held_by(older, password)
    with Store.open(path, password=password, read_only=True) as store:
        assert len(store.all(Member)) == 1


def test_a_file_that_cannot_be_backed_up_is_not_altered(path):
    make_older(path, "", 1)
    before = path.read_bytes()
    path.with_name(path.name + ".备份").touch()
    with pytest.raises(AppError, match="没有备份"):
        Store.open(path)
    assert path.read_bytes() == before


def test_migrating_twice_changes_nothing(store):
    save(store, "甲")
    before = content(store)
    migrate(store.connection)
    assert content(store) == before
    assert verify(store) == []


@pytest.mark.parametrize("table", RECORDS)
def test_a_table_has_the_columns_of_its_record_and_the_branch(store, table):
    columns = {row[1] for row in store.connection.execute(f"PRAGMA table_info({table})")}
    assert columns == {field.name for field in fields(RECORDS[table])} | {"branch_id"}


def test_every_table_is_strict_and_belongs_to_a_branch(store):
    rows = store.connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'search_[cdi]*'"
    ).fetchall()
    for name, sql in rows:
        if name not in {"search", "_sqlite_migrations"}:
            assert sql.endswith("STRICT"), name
            assert "id INTEGER PRIMARY KEY, branch_id INTEGER NOT NULL" in sql
    assert {name for name, _ in rows} > set(RECORDS)


def test_the_file_itself_refuses_what_no_calendar_has(store):
    save(store, "甲")
    for column, value in (
        ("born_on", "2026-02-30"),
        ("born_on", "x"),
        ("registered_on", "2026-02"),
    ):
        with pytest.raises(database.DatabaseError, match="CHECK"):
            store.connection.execute(f"UPDATE member SET {column} = ?", (value,))
    for value in ("2026", "2026-02", "2026-02-28", None):
        store.connection.execute("UPDATE member SET born_on = ?", (value,))
    store.connection.execute("UPDATE member SET born_on = NULL")


def test_a_broken_reference_stops_a_migration(store):
    store.connection.execute("PRAGMA foreign_keys = OFF")
    store.connection.execute(
        "INSERT INTO period (id, branch_id, member_id, aspect) VALUES (1, 0, 9, 'x')"
    )
    with pytest.raises(AssertionError, match="broke references"):
        migrate(store.connection)
