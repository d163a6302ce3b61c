"""Names typed as a list are read one way everywhere."""

from __future__ import annotations

import pytest

from models.meetings.people import listed

KNOWN = ("张伟", "李四", "欧阳 修")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("张伟、李四", ["张伟", "李四"]),
        ("张伟同志，李四", ["张伟", "李四"]),
        ("张 伟；李\u3000四", ["张伟", "李四"]),
        ("张 伟 李四 同志", ["张伟", "李四"]),
        ("张伟 李四", ["张伟", "李四"]),
        ("欧阳修\n张伟", ["欧阳 修", "张伟"]),
        ("外人 张伟", ["外人", "张伟"]),
        ("老同志", ["老同志"]),
        ("王五（区委，组织部）、张伟", ["王五（区委，组织部）", "张伟"]),
    ],
)
def test_names_in_a_text_are_parted_as_a_reader_does(text, names):
    assert listed(text, KNOWN) == names
