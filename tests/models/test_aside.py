"""What lies aside in a file is taken only in the shape it was written in."""

from __future__ import annotations

import pytest

from models.aside import read_json

DRAFT = [(int, None), {str: str}]
VIEW = {"columns": [str], "widths": {str: (int, float)}}


@pytest.mark.parametrize(
    ("body", "shape"),
    [
        ("", str),
        ("{", {str: str}),
        ("[" * 100_000, [str]),
        ("null", str),
        ("true", int),
        ("[1]", {str: int}),
        ('{"姓名": 1}', {str: str}),
        ("[]", DRAFT),
        ('[1, {"姓名": null}]', DRAFT),
        ('["1", {}]', DRAFT),
        ('{"columns": "name"}', VIEW),
        ('{"widths": {"name": "x"}}', VIEW),
        ('["name", 1]', [str]),
    ],
)
def test_another_shape_gives_the_default(body, shape):
    assert read_json(body, shape, "usual") == "usual"


@pytest.mark.parametrize(
    ("body", "shape", "value"),
    [
        ("5", object, 5),
        ("[]", [str], []),
        ('["name"]', [str], ["name"]),
        ('[null, {"name": "赵敏"}]', DRAFT, [None, {"name": "赵敏"}]),
        ('{"widths": {"name": 7.5}, "later": [1]}', VIEW, {"widths": {"name": 7.5}, "later": [1]}),
    ],
)
def test_the_shape_it_was_written_in_is_read(body, shape, value):
    assert read_json(body, shape, None) == value


def test_a_preference_of_another_shape_is_the_usual_one(store):
    store.prefer("columns:member", [1])
    assert store.preference("columns:member", {}, VIEW) == {}
    store.prefer("columns:member", {"columns": ["name"]})
    assert store.preference("columns:member", {}, VIEW) == {"columns": ["name"]}
