"""The last copy of the records outlives whatever goes wrong while the file is exchanged."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import database
from models.errors import CannotWriteFile, NotOurFile
from models.members import Member
from models.password import put_back, set_password
from models.store import Store


@pytest.fixture
def no_replacing(path, monkeypatch):
    """Let nothing be put at the file's place; return what lets it again."""
    replace = Path.replace

    def refuse(draft, target):
        if Path(target) == path:
            raise PermissionError(13, "Permission denied")
        return replace(draft, target)

    monkeypatch.setattr(Path, "replace", refuse)
    return monkeypatch.undo


def names(store):
    return [member.name for member in store.all(Member)]


def enter(store, name):
    with store.change("登记") as change:
        change.save(Member(name=name))


def test_a_vanished_file_that_cannot_be_put_back_stays_open_and_is_named(file, path, no_replacing):
    enter(file, "赵敏")
    path.unlink()
    with pytest.raises(CannotWriteFile, match="没有写回") as told:
        put_back(file)
    [draft] = path.parent.glob(".*.part")
    assert str(draft) in str(told.value)
    assert names(file) == ["赵敏"]
    with Store.open(draft, read_only=True) as copy:
        assert names(copy) == ["赵敏"]
    no_replacing()
    put_back(file)
    enter(file, "钱勇")
    with Store.open(path, read_only=True) as reader:
        assert names(reader) == ["赵敏", "钱勇"]
    assert list(path.parent.glob(".*.part")) == []


def test_a_password_that_cannot_be_set_leaves_the_file_open_and_no_draft(file, path, no_replacing):
    enter(file, "赵敏")
    with pytest.raises(CannotWriteFile, match="没有改动：不能替换"):
        set_password(file, "一个密码一二")
    assert not file.encrypted
    assert list(path.parent.glob(".*.part")) == []
    enter(file, "钱勇")
    assert names(file) == ["赵敏", "钱勇"]


@pytest.mark.usefixtures("no_replacing")
def test_where_the_old_file_does_not_open_again_the_new_one_is_kept_and_named(
    file, path, monkeypatch
):
    enter(file, "赵敏")
    connect = database.connect

    def refuse(target, **how):
        if target == path:
            raise NotOurFile("坏了")
        return connect(target, **how)

    monkeypatch.setattr(database, "connect", refuse)
    with pytest.raises(CannotWriteFile, match="全部记录另存在") as told:
        set_password(file, "一个密码一二")
    [draft] = path.parent.glob(".*.part")
    assert str(draft) in str(told.value)
