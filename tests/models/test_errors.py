"""Sentences put together read as one."""

from __future__ import annotations

from models.errors import StorageFull, in_one_sentence


def test_parts_are_joined_with_one_full_stop():
    assert in_one_sentence("已保存。") == "已保存。"
    assert in_one_sentence("第1步不符。", "", "文件没有改动") == "第1步不符；文件没有改动。"
    joined = in_one_sentence(f"没有粘贴：{StorageFull()}", "表格没有改动。")
    assert joined.endswith("后重做这一步；表格没有改动。")
    assert "。；" not in joined
