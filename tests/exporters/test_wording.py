from __future__ import annotations

from datetime import date

import pytest

from exporters.wording import data_text, printed, sign_here, total_span
from models.fields import Field, Kind
from models.values import PartialDate


@pytest.mark.parametrize(
    ("kind", "value", "shown", "data"),
    [
        (Kind.NAME, "王芳", "王　芳", "王芳"),
        (Kind.NAME, "李小四", "李小四", "李小四"),
        (Kind.NAME, "Al", "Al", "Al"),
        (Kind.TEXT, "王芳", "王芳", "王芳"),
        (Kind.MONEY, 5126400, "51,264.00", "51264.00"),
        (Kind.MONEY, -5, "-0.05", "-0.05"),
        (Kind.MONEY, "欠", "欠", "欠"),
        (Kind.MONEY, None, "", ""),
        (Kind.INTEGER, 0, "0", "0"),
        (Kind.FLAG, True, "是", "是"),
        (Kind.FLAG, False, "", ""),
        (Kind.DATE, date(2026, 3, 1), "2026-03-01", "2026-03-01"),
        (Kind.PARTIAL_DATE, PartialDate(2026, 3), "2026-03", "2026-03"),
        (Kind.PARTIAL_DATE, PartialDate(2026), "2026", "2026"),
    ],
)
def test_a_value_is_said_in_print_and_in_data(kind, value, shown, data):
    field = Field("列", kind)
    assert (printed(field, value), data_text(field, value)) == (shown, data)


def test_the_words_of_a_total_reach_over_the_empty_cells_behind_them():
    columns = Field("序号", Kind.INTEGER), Field("姓名"), Field("性别"), Field("党费", Kind.MONEY)
    assert total_span(_table(columns, ("合计", None, "", 5))) == 3
    assert total_span(_table(columns, ("合计", "两人", None, 5))) == 1


def _table(columns, total):
    from exporters.sheet import Table

    return Table(columns, (), total=total)


def test_a_place_to_sign_ends_with_one_colon():
    assert [sign_here("书记（签名）"), sign_here("书记：")] == ["书记（签名）：", "书记："]
