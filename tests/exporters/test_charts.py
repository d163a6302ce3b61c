from __future__ import annotations

import pytest

from exporters.charts import Arc, Bar, Text, draw, fits, share
from exporters.sheet import Chart

ITEMS = ("研究生", 12), ("本科", 25), ("大专", 0)


@pytest.mark.parametrize("kind", ["ring", "bars"])
def test_every_item_has_its_label_and_its_number(kind):
    words = {
        shape.words for shape in draw(Chart(kind, "学历", ITEMS)).shapes if isinstance(shape, Text)
    }
    assert {"学历", "研究生", "12", "本科", "25", "大专", "0"} <= words


def test_a_ring_closes_and_has_no_slice_for_nothing():
    arcs = [shape for shape in draw(Chart("ring", "", ITEMS)).shapes if isinstance(shape, Arc)]
    assert len(arcs) == 2
    assert sum(arc.sweep for arc in arcs) == pytest.approx(360)
    assert arcs[1].start == pytest.approx(arcs[0].sweep)


def test_a_ring_of_nothing_is_an_empty_track():
    [arc] = [
        shape for shape in draw(Chart("ring", "", (("无", 0),))).shapes if isinstance(shape, Arc)
    ]
    assert arc.sweep == 360


def test_bars_are_as_long_as_their_numbers():
    bars = [shape for shape in draw(Chart("bars", "", ITEMS)).shapes if isinstance(shape, Bar)]
    assert bars[1].width / bars[3].width == pytest.approx(12 / 25)


@pytest.mark.parametrize("kind", ["ring", "bars"])
@pytest.mark.parametrize("items", [(), ITEMS, ITEMS * 6])
def test_nothing_is_drawn_outside_the_box(kind, items):
    drawing = draw(Chart(kind, "题", items), 300)
    for shape in drawing.shapes:
        assert 0 <= shape.x <= drawing.width
        assert 0 <= shape.y <= drawing.height


@pytest.mark.parametrize("kind", ["ring", "bars"])
def test_a_chart_is_drawn_closer_where_there_is_little_room(kind):
    chart = Chart(kind, "题", ITEMS * 2)
    wide, close = draw(chart, 230), draw(chart, 230, 110)
    assert close.height <= 110 < wide.height
    lines = [shape.y for shape in close.shapes if isinstance(shape, Text) and shape.x > 100]
    assert lines == sorted(lines)


@pytest.mark.parametrize("kind", ["ring", "bars"])
def test_a_chart_with_long_labels_wants_the_whole_width(kind):
    long = ("2002年11月至2007年10月", 5), *ITEMS
    assert fits(Chart(kind, "", ITEMS), 230)
    assert not fits(Chart(kind, "", long), 230)
    assert fits(Chart(kind, "", long), 440)


@pytest.mark.parametrize(
    ("part", "whole", "text"), [(1, 3, "33.3%"), (0, 0, "0.0%"), (2, 2, "100.0%")]
)
def test_a_share_has_one_decimal(part, whole, text):
    assert share(part, whole) == text
