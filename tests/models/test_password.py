"""With a password nothing of the members can be read on the disk; the code opens everything."""

# ruff: noqa: PT012 - a change is the block that fails

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

import pytest

from models import database
from models.attachments import attach
from models.backup import back_up, backups_in, backups_of, restore
from models.branch import Branch
from models.elsewhere import choose_second_place
from models.errors import AppError, CannotWriteFile, WrongPassword
from models.members import Member
from models.password import (
    mend_backups,
    password_opens,
    put_back,
    recovery_code,
    set_password,
    stale_backups,
    unlocks,
)
from models.recovery import code_from_key, key_from_code, misread
from models.store import Store
from models.verify import verify
from tests.people import NUMBERS, content

PASSWORD, OTHER = "一个 password", "另一个新密码"
PEOPLE = dict(zip(("欧阳明月", "阿依古丽·买买提", "王小𬭎", "司马相如"), NUMBERS, strict=True))
SECRETS = [*PEOPLE, *NUMBERS, "13812345678", "人民路三百号"]

pytestmark = pytest.mark.usefixtures("cheap_keys")


@pytest.fixture
def disk(tmp_path, monkeypatch):
    """Give a disk with nothing on it but ours: home, temporary folder and the branch's."""
    for name, variable in (("home", "HOME"), ("tmp", "TMPDIR"), ("stick", "")):
        (tmp_path / name).mkdir()
        if variable:
            monkeypatch.setenv(variable, str(tmp_path / name))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def spellings(text):
    return [text.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")]


def bodies(path):
    """Yield a file's bytes, and those of everything in it if it is a zip."""
    yield path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield from map(archive.read, archive.namelist())


def readable(folder):
    """Return what can be read of the members anywhere below a folder."""
    return {
        (path.name, secret)
        for path in folder.rglob("*")
        if path.is_file()
        for body in bodies(path)
        for secret in SECRETS
        for spelling in spellings(secret)
        if spelling in body
    }


def enter(store):
    with store.change("登记欧阳明月等4人") as change:
        for name, number in PEOPLE.items():
            member = change.save(
                Member(
                    name=name, identity_number=number, phone="13812345678", address="人民路三百号"
                )
            )
        attach(store, change, member, "欧阳明月.txt", "欧阳明月".encode() * 5)
    store.keep_draft("member:new", "欧阳明月写了一半")
    store.prefer("import:mapping", {"欧阳明月": 1})


def use(store):
    """Do what a day brings, and more text than a page cache holds."""
    for number in range(20):
        with store.change("会议") as change:
            change.save(Member(name="司马相如", address="人民路三百号" * 200, phone=str(number)))
        store.undo()
    assert store.search("欧阳")
    assert store.search("13812345678")
    back_up(store)
    assert verify(store) == []
    content(store)


def test_what_is_looked_for_is_found_in_a_file_without_password(disk):
    with Store.create(disk / "a.zhibu", Branch(name="甲")) as store:
        enter(store)
    assert {secret for _, secret in readable(disk)} == set(SECRETS)


def test_nothing_is_readable_of_a_file_that_had_a_password_from_the_start(disk):
    with Store.create(disk / "a.zhibu", Branch(name="甲"), password=PASSWORD) as store:
        choose_second_place(store, disk / "stick")
        enter(store)
        use(store)
        with pytest.raises(ZeroDivisionError), store.change("失败") as change:
            for _ in range(500):
                change.save(Member(name="欧阳明月", address="人民路三百号" * 50))
            raise ZeroDivisionError
        assert readable(disk) == set()
    with Store.open(disk / "a.zhibu", password=PASSWORD) as store:
        use(store)
    assert readable(disk) == set()
    assert len(backups_in(disk / "stick" / "a.zhibu.备份")) > 1


def test_nothing_stays_readable_after_a_password_is_set(disk):
    path = disk / "a.zhibu"
    with Store.create(path, Branch(name="甲")) as store:
        choose_second_place(store, disk / "stick")
        enter(store)
        use(store)
        before = content(store)
        assert readable(disk)
        steps = []
        outcome = set_password(store, PASSWORD, lambda done, of: steps.append((done, of)))
        assert steps == [(1, 2), (2, 2)]
        assert outcome.remaining == ()
        assert outcome.recovery_code == recovery_code(store) != ""
        assert store.encrypted
        assert content(store) == before
        assert readable(disk) == set()
        use(store)
        assert store.undoable.title == "登记欧阳明月等4人"
    assert readable(disk) == set()
    with Store.open(path, password=PASSWORD) as store:
        assert content(store) == before
        assert verify(store) == []


def test_password_and_recovery_code_open_the_file_and_every_backup(disk):
    path = disk / "a.zhibu"
    with Store.create(path, Branch(name="甲")) as store:
        choose_second_place(store, disk / "stick")
        enter(store)
        back_up(store)
        code = set_password(store, PASSWORD).recovery_code
        back_up(store)
        new_code = set_password(store, OTHER).recovery_code
        assert store.read_only is False
        before = content(store)
    backups = [*backups_of(path), *backups_in(disk / "stick" / "a.zhibu.备份")]
    assert len(backups) == 4
    for file in (path, *(backup.path for backup in backups)):
        for works in (OTHER, new_code, new_code.lower().replace("-", " ")):
            with Store.open(file, password=works, read_only=True) as store:
                assert content(store) == before
        for fails in ("", PASSWORD, code, new_code[:-1] + "G"):
            assert not password_opens(file, fails)
    restored = disk / "b.zhibu"
    assert restore(backups[0].path, restored, password=new_code) == []
    assert password_opens(restored, OTHER)


def test_removing_the_password_rewrites_everything_too(disk):
    path = disk / "a.zhibu"
    with Store.create(path, Branch(name="甲"), password=PASSWORD) as store:
        enter(store)
        back_up(store)
        outcome = set_password(store, "")
        assert (outcome.recovery_code, outcome.remaining) == ("", ())
        assert not store.encrypted
    for file in (path, *(backup.path for backup in backups_of(path))):
        with Store.open(file, read_only=True) as store:
            assert {member.name for member in store.all(Member)} == set(PEOPLE)
            assert verify(store) == []


def test_backups_that_cannot_be_rewritten_are_named(disk):
    path = disk / "a.zhibu"
    with Store.create(path, Branch(name="甲")) as store:
        enter(store)
        good = back_up(store).path
        broken = good.with_name("2020-01-01 000000 手动.zhibu")
        broken.write_bytes(good.read_bytes()[:-4096])
        choose_second_place(store, disk / "抽屉里的U盘")
        outcome = set_password(store, PASSWORD)
        assert outcome.remaining == (disk / "抽屉里的U盘" / "a.zhibu.备份", broken)
    assert password_opens(good, PASSWORD)


def test_a_short_password_is_refused_and_nothing_changed(file, path, disk):
    before = path.read_bytes()
    with pytest.raises(AppError, match="密码至少6个字符，密码没有改动"):
        set_password(file, "12345")
    with pytest.raises(AppError, match="密码至少6个字符"):
        Store.create(disk / "b.zhibu", Branch(name="乙"), password="12345")  # noqa: S106 - too short
    assert path.read_bytes() == before
    assert not (disk / "b.zhibu").exists()
    set_password(file, "123456")
    assert file.encrypted


def test_only_a_file_open_for_writing_gets_a_password(file, path, store):
    with pytest.raises(AppError, match="密码没有改动"):
        set_password(store, PASSWORD)
    with Store.open(path, read_only=True) as reader, pytest.raises(AppError, match="密码没有改动"):
        set_password(reader, PASSWORD)
    assert recovery_code(file) == ""


def test_a_file_that_cannot_be_replaced_keeps_its_password(file, path):
    draft = path.with_name("没有这个文件")
    with pytest.raises(CannotWriteFile, match="没有改动：不能替换"):
        file.exchange(draft, "0" * 64)
    assert file.branch.name == "第三党支部"
    with file.change("照常") as change:
        change.save(Member(name="甲"))


def test_a_file_under_password_begins_with_no_readable_head(disk):
    Store.create(disk / "a.zhibu", Branch(name="甲"), password=PASSWORD).close()
    assert database.is_encrypted(disk / "a.zhibu")
    with pytest.raises(WrongPassword):
        Store.open(disk / "a.zhibu")
    salts = {database.salt_of(disk / "a.zhibu")}
    Store.create(disk / "b.zhibu", Branch(name="甲"), password=PASSWORD).close()
    assert database.salt_of(disk / "b.zhibu") not in salts


def test_a_recovery_code_with_one_wrong_digit_is_no_code():
    code = code_from_key("0123456789abcdef" * 4)
    assert key_from_code(code) == "0123456789abcdef" * 4
    assert key_from_code("") == key_from_code("abc") == ""
    wrong = [
        code[:place] + "7" + code[place + 1 :]
        for place in range(len(code))
        if code[place] not in "7-"
    ]
    assert not any(map(key_from_code, wrong))


def test_the_key_is_derived_as_sqlcipher_does(disk, monkeypatch):
    monkeypatch.setattr(database, "KDF_ROUNDS", 256_000)
    Store.create(disk / "a.zhibu", Branch(name="甲"), password=PASSWORD).close()
    conn = database.sqlcipher3.connect(str(disk / "a.zhibu"))
    conn.execute(f"PRAGMA key = '{PASSWORD}'")
    assert conn.execute("SELECT name FROM branch").fetchone() == ("甲",)
    conn.close()
    assert Path(disk / "a.zhibu").exists()


def test_the_open_file_knows_its_password_even_when_it_was_moved(disk):
    path = disk / "a.zhibu"
    with Store.create(path, Branch(name="甲"), password=PASSWORD) as store:
        path.unlink()
        assert unlocks(store, PASSWORD)
        assert unlocks(store, recovery_code(store))
        assert not unlocks(store, OTHER)
        put_back(store)
        enter(store)
        before = content(store)
    with Store.open(path, password=PASSWORD) as again:
        assert content(again) == before
        assert verify(again) == []


def test_backups_that_a_cut_off_change_left_are_found_and_mended(disk):
    path = disk / "a.zhibu"
    with Store.create(path, Branch(name="甲")) as store:
        enter(store)
        plain, old = back_up(store), back_up(store)
        unlocked = plain.path.read_bytes()
        set_password(store, OTHER)
        under_old = old.path.read_bytes()
        set_password(store, PASSWORD)
        assert stale_backups(path, store.key) == []
        plain.path.write_bytes(unlocked)
        old.path.write_bytes(under_old)
        assert {backup.path for backup in stale_backups(path, store.key)} == {plain.path, old.path}
        assert mend_backups(store) == (old.path,)
        assert mend_backups(store, "不对的密码") == (old.path,)
        assert mend_backups(store, OTHER) == ()
        assert stale_backups(path, store.key) == []
    assert all(password_opens(backup.path, PASSWORD) for backup in backups_of(path))


def test_copies_made_by_hand_are_named_as_left_as_they_were(disk):
    with Store.create(disk / "a.zhibu", Branch(name="甲")) as store:
        copy = back_up(store, "复制", disk / "stick").path
        assert set_password(store, PASSWORD).copies == (copy,)
    assert not database.is_encrypted(copy)


def test_a_recovery_code_that_is_not_whole_or_not_right_is_told_from_a_password():
    code = code_from_key("ab" * 32)
    assert misread(code) == ""
    assert "应有68位，输入的是44位" in misread(code[:54])
    assert "逐组核对" in misread(code.replace("ABAB", "ABAC", 1))
    assert "逐组核对" in misread(code.replace("ABAB", "OBAB", 1))
    for password in ("correct horse battery", "Zhibu-2026", "三个 汉字 密码", ""):
        assert misread(password) == "", password
