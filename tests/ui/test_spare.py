"""Width that is to spare goes where words would be cut, and nowhere else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.table.spare import spread

COLUMNS = st.lists(st.tuples(st.integers(20, 400), st.integers(0, 900)), min_size=1, max_size=12)


@given(columns=COLUMNS, room=st.integers(0, 4000))
def test_no_column_loses_a_word_it_showed_and_none_gets_more_than_it_needs_or_there_is(
    columns, room
):
    usual, needed = zip(*columns, strict=True)
    least = [width // 2 for width in usual]
    widths = spread(usual, needed, least=least, room=room)
    assert sum(widths) <= max(room, sum(usual))
    for width, own, need, low in zip(widths, usual, needed, least, strict=True):
        assert max(low, min(own, need)) <= width <= max(own, need)


@given(columns=COLUMNS, room=st.integers(0, 4000))
def test_width_that_short_words_leave_goes_to_those_that_would_be_cut(columns, room):
    usual, needed = zip(*columns, strict=True)
    least = [width // 2 for width in usual]
    widths = spread(usual, needed, least=least, room=room)
    cut = [at for at, width in enumerate(widths) if width < needed[at]]
    if cut and sum(widths) < room - len(columns):
        raise AssertionError(f"{room - sum(widths)} pixels are free while {cut} are cut")
    for at, width in enumerate(widths):
        if cut and width > needed[at]:
            assert width == least[at]


@given(columns=COLUMNS)
def test_with_room_for_all_every_column_has_what_it_needs(columns):
    usual, needed = zip(*columns, strict=True)
    room = sum(map(max, usual, needed))
    assert spread(usual, needed, least=usual, room=room) == list(map(max, usual, needed))


def test_a_long_receipt_number_is_read_whole_where_a_wide_window_has_room(qtbot, window):
    window.resize(1920, 1080)
    window.show_sample()
    window.desk.show_page("dues")
    window.desk.page.tabs.go_to("dues_remittance")
    table = window.desk.page.part.table
    qtbot.waitUntil(lambda: table.viewport().width() > 1400)
    at = next(i for i, c in enumerate(table._records.columns) if c.field.name == "receipt")
    words = table.model().index(0, at).data()
    need = table.fontMetrics().horizontalAdvance(words)
    qtbot.waitUntil(lambda: table.columnWidth(at) > need + 20)
