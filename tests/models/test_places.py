"""Where a file lies is judged by its folder's name and its file system."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.places import _mounted_as, place_warning, removable_places


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("OneDrive - 单位", "OneDrive"),
        ("我的坚果云", "坚果云"),
        ("BaiduNetdiskWorkspace", "百度网盘"),
        ("WPS云盘", "WPS云盘"),
    ],
)
def test_a_sync_folder_is_warned_of_by_name(tmp_path, folder, name):
    assert name in place_warning(tmp_path / folder / "党建" / "甲.zhibu")


def test_an_ordinary_folder_is_not_warned_of(tmp_path):
    assert place_warning(tmp_path / "甲.zhibu") == ""
    assert place_warning(tmp_path / "OneDrive.zhibu") == ""


def test_a_share_is_known_by_the_longest_mount_above_the_file(tmp_path):
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\n//server/share /mnt/共享\\040夹 cifs rw 0 0\n坏行\n", "utf-8"
    )
    assert _mounted_as(Path("/mnt/共享 夹/党建/甲.zhibu"), mounts) == "cifs"
    assert _mounted_as(Path("/home/甲.zhibu"), mounts) == "ext4"
    assert _mounted_as(Path("/home/甲.zhibu"), tmp_path / "没有") == ""


def test_sticks_are_folders_that_are_there():
    assert all(place.is_dir() for place in removable_places())
