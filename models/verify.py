"""Whether a file is whole: its pages, references, journal, rows, attachments and search index."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from models import database, journal, search
from models.aside import aside_sum
from models.database import BRANCH_BITS
from models.digest import sha256
from models.journal import Entry, Row
from models.search_sums import is_sealed
from models.tables import RECORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.database import Connection
    from models.store import Store

    Progress = Callable[[int, int], None]

_STEPS = 7
_SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name"


def verify(store: Store, progress: Progress | None = None) -> list[str]:
    """Return a sentence for everything that is wrong with the file; [] means it is sound."""
    conn = store.connection
    checks = (_pages, _references, _schema, _journal_and_rows, _contents, _asides, _index)
    problems: list[str] = []
    for number, check in enumerate(checks, 1):
        try:
            problems += check(conn)
        except (database.DatabaseError, ValueError, KeyError, TypeError):
            problems.append("检查时读不出一部分内容；请恢复最近的备份。")
        if progress:
            progress(number, _STEPS)
    return list(dict.fromkeys(problems))


def _pages(conn: Connection) -> list[str]:
    found = [row[0] for row in conn.execute("PRAGMA integrity_check")]
    found += [row[0] for row in conn.execute("PRAGMA cipher_integrity_check")]
    return ["文件有损坏，一部分内容读不出来。"] if any(text != "ok" for text in found) else []


def _references(conn: Connection) -> list[str]:
    rows = conn.execute("PRAGMA foreign_key_check").fetchall()
    return [
        f"“{RECORDS[row[0]].title}”的一条记录指向不存在的记录。"
        for row in rows
        if row[0] in RECORDS
    ]


def _schema(conn: Connection) -> list[str]:
    same = conn.execute(_SCHEMA).fetchall() == _fresh_schema()
    return [] if same else ["文件里存放记录的格式与程序的不一样，可能被别的程序改过。"]


@cache
def _fresh_schema() -> list[tuple[Any, ...]]:
    """Return the schema of a file made now; it is the same as long as the program runs."""
    from models.migrations import migrate  # noqa: PLC0415 - 0.2 s, only here

    fresh = database.memory()
    migrate(fresh)
    found: list[tuple[Any, ...]] = fresh.execute(_SCHEMA).fetchall()
    fresh.close()
    return found


def _journal_and_rows(conn: Connection) -> list[str]:
    problems: list[str] = []
    state: dict[str, dict[int, Row]] = {table: {} for table in RECORDS}
    previous = ""
    entries = conn.execute(
        "SELECT id, time, title, undoes, schema, hash, branch_id FROM journal ORDER BY id"
    ).fetchall()
    for number, (*entry, schema, digest, branch_id) in enumerate(entries, 1):
        changes = journal.stored_changes(conn, entry[0])
        if digest != journal.entry_hash(previous, Entry(*entry), schema, changes) or branch_id:
            problems.append(f"第{number}步“{entry[2]}”的历史被改过或已损坏。")
        if entry[0] != number:
            problems.append(f"第{number}步之前缺少历史。")
        previous = digest
        for change in changes:
            _replay(state, journal.read_change(*change))
    problems += _numbering(conn)
    for table, expected in state.items():
        problems += _rows(conn, table, expected)
    return problems


def _numbering(conn: Connection) -> list[str]:
    count, newest, strangers = conn.execute(
        "SELECT count(*), coalesce(max(id), 0), count(*) FILTER (WHERE branch_id <> 0) FROM change"
    ).fetchone()
    return [] if count == newest and not strangers else ["历史明细缺少或多出内容。"]


def _replay(state: dict[str, dict[int, Row]], change: journal.RowChange) -> None:
    rows = state.setdefault(change.table, {})
    if change.after is None:
        rows.pop(change.row_id, None)
    else:
        rows[change.row_id] = {**rows.get(change.row_id, {}), **change.after}


def _rows(conn: Connection, table: str, expected: dict[int, Row]) -> list[str]:
    cursor = conn.execute(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608
    names = [column[0] for column in cursor.description]
    problems = []
    for values in cursor:
        row = dict(zip(names, values, strict=True))
        branch = row.pop("branch_id")
        if row != expected.pop(row["id"], None) or branch != row["id"] >> BRANCH_BITS:
            problems.append(f"{_named(table, row)}与历史记录不符。")
    return problems + [f"{_named(table, row)}不见了。" for row in expected.values()]


def _named(table: str, row: Row) -> str:
    name = row.get("name") or f"第{row.get('id')}条"
    return f"{RECORDS[table].title}“{name}”"


def _contents(conn: Connection) -> list[str]:
    problems = []
    held = set()
    cursor = conn.execute("SELECT id, branch_id, digest, bytes FROM content ORDER BY id")
    for number, (row_id, branch_id, digest, body) in enumerate(cursor, 1):
        held.add(digest)
        if sha256(body) != digest or row_id != number or branch_id:
            problems.append(f"第{number}个附件的内容损坏。")
    named = conn.execute("SELECT name, digest FROM attachment").fetchall()
    return problems + [
        f"附件“{name}”的内容不见了。" for name, digest in named if digest not in held
    ]


def _asides(conn: Connection) -> list[str]:
    rows = conn.execute("SELECT id, name, body, sum, branch_id FROM aside").fetchall()
    problems = [
        "一项显示设置或草稿损坏。"
        for number, name, body, digest, branch_id in rows
        if aside_sum(number, name, body) != digest or branch_id
    ]
    steps = conn.execute("SELECT * FROM _sqlite_migrations ORDER BY id").fetchall()
    noted = {name: body for _, name, body, *_ in rows}.get(database.STEPS_ASIDE)
    return problems if noted == journal.to_json(steps) else [*problems, "文件的升级记录损坏。"]


def _index(conn: Connection) -> list[str]:
    """Compare the index with its sums, and its words with those of one made afresh from the records."""
    wrong = ["查找可能漏掉内容，记录不受影响。"]
    if not is_sealed(conn):
        return wrong
    rows = conn.execute("SELECT id, table_name, row_id, branch_id FROM search_row").fetchall()
    searched = [table for table in RECORDS if search.columns_of(RECORDS[table])]
    if len(rows) != sum(_count(conn, table) for table in searched):
        return wrong
    conn.execute(f"CREATE VIRTUAL TABLE temp.fresh USING {search.INDEX}")
    try:
        for number, table, row_id, branch_id in rows:
            text = _text(conn, table, row_id)
            if text is None or branch_id != row_id >> BRANCH_BITS:
                return wrong
            conn.execute("INSERT INTO temp.fresh (rowid, body) VALUES (?, ?)", (number, text))
        return [] if _same_words(conn) else wrong
    finally:
        conn.execute("DROP TABLE temp.fresh")


def _count(conn: Connection, table: str) -> int:
    count: int = conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
    return count


def _text(conn: Connection, table: str, row_id: int) -> str | None:
    cursor = conn.execute(f"SELECT * FROM {table} WHERE id = ?", (row_id,))  # noqa: S608
    values = cursor.fetchone()
    if values is None:
        return None
    row: dict[str, Any] = dict(
        zip((column[0] for column in cursor.description), values, strict=True)
    )
    return search.spaced(search.text_of(RECORDS[table], row))


def _same_words(conn: Connection) -> bool:
    for name, schema, table in (("kept", "main", "search"), ("made", "temp", "fresh")):
        conn.execute(
            f"CREATE VIRTUAL TABLE temp.{name} USING fts5vocab('{schema}', '{table}', 'instance')"
        )
    words = "SELECT doc, term, offset FROM temp."
    try:
        # A number freed and given again may bring the same words twice.
        kept, made = (
            conn.execute(f"SELECT count(*) FROM temp.{name}").fetchone()  # noqa: S608
            for name in ("kept", "made")
        )
        return kept == made and not any(
            conn.execute(f"{words}{one} EXCEPT {words}{other} LIMIT 1").fetchone()
            for one, other in (("kept", "made"), ("made", "kept"))
        )
    finally:
        conn.execute("DROP TABLE temp.kept")
        conn.execute("DROP TABLE temp.made")
