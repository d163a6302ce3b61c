"""A sum of every part of the search index, so that no bit of it turns over unseen.

FTS5 reads much of what it keeps only when it next merges. Without its automatic merging (a setting of
the index, see migrations) it writes a segment once, and later only names the rows deleted from it: so
one look at its list of segments tells which parts a change has altered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.digest import sha256

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from models.database import Connection

_PAGE_BITS = 37
"""How far up in the id of a block the number of its segment stands."""
_GRAVES = 1 << 16
"""What is added to the number of a segment for the blocks that name its deleted rows."""
_DOC_BITS = 8
_STRUCTURE = 10
_SECOND_FORMAT = b"\xff\x00\x00\x01"

Part = tuple[str, int]

_BLOCKS = "SELECT id, hex(block) FROM search_data WHERE id >= ?1 AND id < ?2 ORDER BY id"
_TERMS = "SELECT hex(term), pgno FROM search_idx WHERE segid = ? ORDER BY term"
_SIZES = "SELECT id, hex(sz), origin FROM search_docsize WHERE id >= ?1 AND id < ?2 ORDER BY id"
_SETTINGS = "SELECT k, v FROM search_config ORDER BY k"


def seal(conn: Connection, numbers: Iterable[int]) -> None:
    """Write what is pending into the index, and the sums of what that altered.

    `numbers` are the index's numbers of the records that were written or forgotten.
    """
    conn.execute("INSERT INTO search (search) VALUES ('flush')")
    segments = _segments(conn)
    known = dict(
        conn.execute("SELECT place, state FROM search_sum WHERE source = 'segment'").fetchall()
    )
    parts: set[Part] = {("head", 0), *(("docsize", number >> _DOC_BITS) for number in numbers)}
    for place in known.keys() | segments.keys():
        parts.add(("grave", place))
        if known.get(place) != segments.get(place):
            parts.add(("segment", place))
    for source, place in parts:
        _seal_part(conn, source, place, segments.get(place, "") if source == "segment" else "")


def seal_all(conn: Connection) -> None:
    """Write the sums of an index that has none."""
    numbers = conn.execute("SELECT id FROM search_docsize").fetchall()
    seal(conn, (number for (number,) in numbers))
    _seal_part(conn, "config", 0, "")


def is_sealed(conn: Connection) -> bool:
    """Return whether every part of the index is as it was written."""
    sums = conn.execute(
        "SELECT id, source, place, state, sum, branch_id FROM search_sum"
    ).fetchall()
    return {(source, place) for _, source, place, *_ in sums} == _parts(conn) and all(
        branch_id == 0 and digest == _sum(number, source, place, state, _body(conn, source, place))
        for number, source, place, state, digest, branch_id in sums
    )


def _parts(conn: Connection) -> set[Part]:
    """Return every part the index has something in."""
    found: set[Part] = {("config", 0)}
    for (upper,) in conn.execute(f"SELECT DISTINCT id >> {_PAGE_BITS} FROM search_data"):  # noqa: S608
        if upper == 0:
            found.add(("head", 0))
        else:
            found.add(("segment", upper) if 0 < upper < _GRAVES else ("grave", upper - _GRAVES))
    found |= {("segment", n) for (n,) in conn.execute("SELECT DISTINCT segid FROM search_idx")}
    pages = conn.execute(f"SELECT DISTINCT id >> {_DOC_BITS} FROM search_docsize")  # noqa: S608
    return found | {("docsize", page) for (page,) in pages}


def _seal_part(conn: Connection, source: str, place: int, state: str) -> None:
    body = _body(conn, source, place)
    number, old = conn.execute(
        "SELECT id, sum FROM search_sum WHERE source = ? AND place = ?", (source, place)
    ).fetchone() or (None, "")
    if not body:
        conn.execute("DELETE FROM search_sum WHERE id = ?", (number,))
        return
    if number is None:
        number = conn.execute("SELECT coalesce(max(id), 0) + 1 FROM search_sum").fetchone()[0]
    digest = _sum(number, source, place, state, body)
    if digest != old:
        conn.execute(
            "INSERT OR REPLACE INTO search_sum (id, branch_id, source, place, state, sum)"
            " VALUES (?, 0, ?, ?, ?, ?)",
            (number, source, place, state, digest),
        )


def _sum(number: int, source: str, place: int, state: str, body: str) -> str:
    return sha256(f"{number}\n{source}\n{place}\n{state}\n{body}")


def _body(conn: Connection, source: str, place: int) -> str:
    """Return what the index keeps of a part, as text."""
    if source == "config":
        return _text(conn, _SETTINGS)
    if source == "docsize":
        return _text(conn, _SIZES, place << _DOC_BITS, (place + 1) << _DOC_BITS)
    if source == "grave":
        place += _GRAVES
    blocks = _text(conn, _BLOCKS, place << _PAGE_BITS, (place + 1) << _PAGE_BITS)
    return blocks + _text(conn, _TERMS, place) if source == "segment" else blocks


def _text(conn: Connection, query: str, *values: int) -> str:
    return "\n".join(" ".join(map(str, row)) for row in conn.execute(query, values))


def _segments(conn: Connection) -> dict[int, str]:
    """Return the segments the index is made of, each with what no other one has: pages and rows."""
    [block] = conn.execute("SELECT block FROM search_data WHERE id = ?", (_STRUCTURE,)).fetchone()
    is_second = block[4:8] == _SECOND_FORMAT
    numbers = _varints(block[8 if is_second else 4 :])
    levels, _, _ = next(numbers), next(numbers), next(numbers)
    found = {}
    for _ in range(levels):
        _, count = next(numbers), next(numbers)
        for _ in range(count):
            segment, *pages = next(numbers), next(numbers), next(numbers)
            rows = [next(numbers) for _ in range(5)] if is_second else [0]
            # the third and fourth of these count the deleted rows, which have a part of their own
            found[segment] = " ".join(map(str, (*pages, *rows[:2], rows[-1])))
    return found


def _varints(block: bytes) -> Iterator[int]:
    """Yield SQLite's numbers of one to nine bytes."""
    value = length = 0
    for byte in block:
        length += 1
        if length == 9:
            yield value << 8 | byte
        else:
            value = value << 7 | byte & 0x7F
            if byte & 0x80:
                continue
            yield value
        value = length = 0
