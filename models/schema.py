"""How the columns of the schema are spelt in SQL, with their checks; used by frozen steps, never edited."""

from __future__ import annotations

KEYS = "id INTEGER PRIMARY KEY, branch_id INTEGER NOT NULL"
PLACE = "place INTEGER NOT NULL DEFAULT 0"
KIND = "kind TEXT NOT NULL CHECK (kind <> '')"
YEAR = "year INTEGER NOT NULL CHECK (year BETWEEN 1921 AND 2100)"
AMOUNT = "amount INTEGER NOT NULL CHECK (amount BETWEEN 1 AND 100000000000000)"


def day(column: str) -> str:
    """Return a day, or nothing."""
    return f"{column} TEXT CHECK ({column} IS date({column}))"


def partial(column: str) -> str:
    """Return a year, a month or a day, or nothing."""
    year, month = "[0-9][0-9][0-9][0-9]", "[0-9][0-9][0-9][0-9]-[01][0-9]"
    return (
        f"{column} TEXT CHECK ({column} GLOB '{year}' OR {column} GLOB '{month}'"
        f" OR {column} IS date({column}))"
    )


def text(columns: str) -> str:
    """Return texts, "" for nothing (names parted by spaces)."""
    return ", ".join(f"{column} TEXT NOT NULL DEFAULT ''" for column in columns.split())


def flag(column: str) -> str:
    """Return yes or no."""
    return f"{column} INTEGER NOT NULL DEFAULT 0 CHECK ({column} IN (0, 1))"


def references(column: str, table: str, *, required: bool) -> str:
    """Return the id of a record of another table."""
    need = " NOT NULL" if required else ""
    return f"{column} INTEGER{need} REFERENCES {table} (id) DEFERRABLE INITIALLY DEFERRED"


def time(column: str) -> str:
    """Return a time of day, "" for nothing."""
    return (
        f"{column} TEXT NOT NULL DEFAULT ''"
        f" CHECK ({column} = '' OR {column} GLOB '[0-2][0-9]:[0-5][0-9]')"
    )


def counts(columns: str) -> str:
    """Return numbers not below 0, or nothing."""
    return ", ".join(f"{column} INTEGER CHECK ({column} >= 0)" for column in columns.split())


def votes(columns: str) -> str:
    """Return numbers not below 0, 0 for nothing."""
    return ", ".join(
        f"{column} INTEGER NOT NULL DEFAULT 0 CHECK ({column} >= 0)" for column in columns.split()
    )


def required_day(column: str) -> str:
    """Return a day."""
    return f"{column} TEXT NOT NULL CHECK ({column} IS date({column}))"


def part(column: str, table: str) -> str:
    """Return the columns of a part: its whole and its place in it."""
    return f"{KEYS}, {references(column, table, required=True)}, {PLACE}"


def month(column: str, *, required: bool = True) -> str:
    """Return a month as 2026-03."""
    need = " NOT NULL" if required else ""
    year = "[12][0-9][0-9][0-9]"
    return f"{column} TEXT{need} CHECK ({column} GLOB '{year}-0[1-9]' OR {column} GLOB '{year}-1[0-2]')"


def money(columns: str) -> str:
    """Return amounts in 分 not below 0, or nothing."""
    return ", ".join(f"{column} INTEGER CHECK ({column} >= 0)" for column in columns.split())
