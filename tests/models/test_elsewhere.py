"""Where copies go beside the file's own folder is this computer's to say."""

from __future__ import annotations

import pytest

from models.backup import back_up, second_folder
from models.branch import Branch
from models.elsewhere import choose_second_place, copies_of, note_copy, second_place
from models.errors import CannotWriteFile
from models.places import data_folder
from models.store import Store


@pytest.fixture(autouse=True)
def _own_data(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "数据"))


def test_a_file_received_sends_no_copy_where_it_says(file, tmp_path):
    share = tmp_path / "别人的共享"
    share.mkdir()
    file.prefer("backup:second-place", str(share))
    assert back_up(file).doubled is None
    assert list(share.iterdir()) == []


def test_the_second_place_is_kept_by_branch_on_this_computer(file, tmp_path):
    choose_second_place(file, tmp_path / "U盘")
    assert second_place(file) == tmp_path / "U盘"
    assert second_folder(file) == tmp_path / "U盘" / "第三党支部.zhibu.备份"
    with Store.memory(Branch(name="第四党支部")) as other:
        assert second_place(other) is None
        assert second_folder(other) is None
    choose_second_place(file, None)
    assert second_place(file) is None


@pytest.mark.parametrize("body", ["[1]", "{", '{"x": {"second": 5}}', "\udcff"])
def test_notes_of_another_shape_are_as_none(file, tmp_path, body):
    choose_second_place(file, tmp_path)
    (notes,) = data_folder().glob("*.json")
    notes.write_bytes(body.encode("utf-8", "surrogateescape"))
    assert second_place(file) is None
    assert copies_of(file) == []


def test_a_choice_that_cannot_be_kept_is_told(file, tmp_path, monkeypatch):
    (tmp_path / "挡路").touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "挡路"))
    with pytest.raises(CannotWriteFile, match="没有记住第二备份位置"):
        choose_second_place(file, tmp_path)
    note_copy(file, tmp_path / "副本.zhibu")


def test_copies_made_by_hand_are_remembered_until_they_are_removed(file, tmp_path):
    stick = tmp_path / "U盘"
    first = back_up(file, "复制", stick).path
    second = back_up(file, "复制", stick).path
    assert copies_of(file) == [second, first]
    first.unlink()
    assert copies_of(file) == [second]
    stick.rename(tmp_path / "拔下的U盘")
    assert second in copies_of(file)
