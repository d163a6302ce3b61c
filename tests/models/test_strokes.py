"""Names stand by the strokes of the surname, as on a ballot."""

from __future__ import annotations

import pytest

from models.strokes import stroke_key


def test_surnames_stand_by_their_number_of_strokes_then_by_their_kinds():
    names = ["丁一", "于洋", "王伟", "韦德", "毛宁", "方圆", "孔明", "石磊", "田野", "白洁", "刘洋"]
    names += ["李强", "杨柳", "吴刚", "何平", "宋佳", "张三", "陈晨", "林海", "周正"]
    assert sorted(sorted(names), key=stroke_key) == names


def test_one_surname_goes_on_by_the_given_name():
    assert sorted(["王伟", "王一", "王芳"], key=stroke_key) == ["王一", "王伟", "王芳"]


def test_a_rare_character_stands_by_its_number_of_strokes():
    assert sorted(["𬭎明", "王明", "㛃明"], key=stroke_key) == ["王明", "㛃明", "𬭎明"]


@pytest.mark.parametrize("name", ["买买提·艾力", "买买提艾力"])
def test_the_dot_in_a_name_has_no_strokes(name):
    assert stroke_key(name) == stroke_key("买买提·艾力")
