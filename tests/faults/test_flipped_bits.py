"""One bit turned over in any row, of any table, is found; so is one in the file's own bytes."""

from __future__ import annotations

import random
import shutil

import pytest

from models.errors import AppError
from models.recovery import code_from_key
from models.store import Store
from models.verify import verify
from tests.faults import flipping

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]
PAGE = 4096
PASSWORD = "一个 password"  # noqa: S105 - of a sample


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    path = tmp_path_factory.mktemp("bits") / "sound.zhibu"
    flipping.fill(path)
    with Store.open(path) as store:
        assert verify(store) == []
        store.connection.execute("VACUUM")
    with Store.open(path) as store:
        assert verify(store) == []
    return path


def is_found(path):
    """Return whether opening or verifying a file says that something is wrong."""
    try:
        with Store.open(path, read_only=True) as store:
            return verify(store) != []
    except AppError as error:
        assert str(error).endswith("。")  # noqa: PT017 - verify is the usual way
        return True


TABLES = [
    "sqlite_master", "_sqlite_migrations", "journal", "change", "aside", "search_row", "search_data",
    "search_idx", "search_docsize", "search_config", "search_sum", "branch", "branch_year", "party_group", "member",
    "period", "movement", "post", "attachment", "content", "meeting", "agenda_item", "speech",
    "meeting_task", "attendance", "vote", "election", "candidate", "not_held", "own_kind",
    "meeting_template", "talk", "talk_person", "appraisal", "appraisal_result", "life_entry",
    "dual_life", "thought", "service", "service_person", "study", "own_column", "own_value",
    "dues_basis", "dues_item", "dues_waiver", "dues_payment", "dues_month", "dues_receipts",
    "dues_large", "dues_remittance", "dues_use", "dues_publication",
]  # fmt: skip


def rows(path):
    """Return every row of every table."""
    conn = flipping.raw(path)
    found = [conn.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES]
    conn.close()
    return found


def is_found_or_in_no_row(path, sound):
    """Return whether a flip is found, or lies where no value of any row does.

    SQLite keeps a byte for each id in a row that it never reads.
    """
    return is_found(path) or rows(path) == rows(sound)


def test_no_table_is_left_out(sound):
    assert set(flipping.tables(sound)) == set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_a_flipped_bit_in_a_row_is_found(sound, tmp_path, table):
    draw = random.Random(table)
    every = flipping.places(sound, table)
    path = tmp_path / "flipped.zhibu"
    tried = 0
    for place in draw.choices(every, k=60):
        shutil.copyfile(sound, path)
        bit = draw.randrange(8 * 9999)
        if flipping.flip(path, table, place, bit):
            tried += 1
            assert is_found(path), (place, bit)
    assert tried > 30


def used_bytes(body):
    """Yield the places of a vacuumed file that hold cells: neither heads of pages nor free space."""
    for start in range(0, len(body), PAGE):
        head = start + (100 if start == 0 else 0)
        kind = body[head]
        if kind in {2, 5, 10, 13}:
            content = int.from_bytes(body[head + 5 : head + 7], "big") or 65536
            yield from range(start + content, start + PAGE)


def test_a_flipped_bit_in_the_bytes_of_a_row_is_found(sound, tmp_path):
    draw = random.Random(7)
    body = sound.read_bytes()
    path = tmp_path / "flipped.zhibu"
    for place in draw.sample(list(used_bytes(body)), 300):
        changed = bytearray(body)
        changed[place] ^= 1 << draw.randrange(8)
        path.write_bytes(changed)
        assert is_found_or_in_no_row(path, sound), place


def test_every_byte_of_an_encrypted_file_is_watched(tmp_path):
    path = tmp_path / "a.zhibu"
    flipping.fill(path, password=PASSWORD)
    draw = random.Random(8)
    body = path.read_bytes()
    with Store.open(path, password=PASSWORD) as store:
        key = store.key
        assert verify(store) == []
    for place in draw.sample(range(16, len(body)), 100):
        changed = bytearray(body)
        changed[place] ^= 1 << draw.randrange(8)
        path.write_bytes(changed)
        try:
            with Store.open(path, password=code_from_key(key), read_only=True) as store:
                assert verify(store) != [], place
        except AppError:
            pass
