"""A chart of a sheet as a spreadsheet's own, drawn from the cells that hold its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.chart import BarChart, DoughnutChart
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.series import Series
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.chart.title import title_maker
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties

from exporters.charts import PALETTE, colour_of

if TYPE_CHECKING:
    from exporters.sheet import Chart

_WORDS, _TITLE = 900, 1100
"""Sizes of type, in hundredths of a point."""
_NO_ZEROS = "0.0%;;"


def own_chart(chart: Chart, labels: str, numbers: str) -> Any:
    """Return a spreadsheet's chart whose labels and numbers stand in two ranges of cells."""
    series = Series(idx=0, order=0)
    series.cat = AxDataSource(strRef=StrRef(f=labels, strCache=_texts(chart)))
    series.val = NumDataSource(numRef=NumRef(f=numbers, numCache=_numbers(chart)))
    made = _ring(chart, series) if chart.kind == "ring" else _bars(series)
    made.series.append(series)
    if chart.title:
        made.title = title_maker(chart.title)
        made.title.tx.rich.paragraphs[0].r[0].rPr = CharacterProperties(sz=_TITLE, b=False)
        made.title.overlay = False
    made.graphical_properties = GraphicalProperties(ln=LineProperties(noFill=True))
    made.roundedCorners = False
    return made


def _texts(chart: Chart) -> StrData:
    points = [StrVal(idx=place, v=label) for place, (label, _) in enumerate(chart.items)]
    return StrData(ptCount=len(points), pt=points)


def _numbers(chart: Chart) -> NumData:
    points = [NumVal(idx=place, v=str(number)) for place, (_, number) in enumerate(chart.items)]
    return NumData(formatCode="0", ptCount=len(points), pt=points)


def _ring(chart: Chart, series: Any) -> Any:
    """Return a ring with each part's share on it and the labels beside it."""
    made: Any = DoughnutChart(holeSize=50)
    series.dPt = [
        DataPoint(idx=place, spPr=_filled(colour_of(place))) for place in range(len(chart.items))
    ]
    series.dLbls = _labels(numFmt=_NO_ZEROS, showPercent=True, txPr=_type("FFFFFF"))
    made.legend.position = "r"
    made.legend.txPr = _type()
    return made


def _bars(series: Any) -> Any:
    """Return bars that lie, the first on top, each with its number behind."""
    made: Any = BarChart(barDir="bar", gapWidth=60)
    series.spPr = _filled(PALETTE[1])
    series.dLbls = _labels(showVal=True, dLblPos="outEnd", txPr=_type())
    made.legend = None
    made.x_axis.scaling.orientation = "maxMin"
    made.x_axis.delete = False
    made.x_axis.txPr = _type()
    made.y_axis.delete = True
    made.y_axis.majorGridlines = None
    made.y_axis.scaling.min = 0
    return made


def _labels(**shown: Any) -> DataLabelList:
    """Return what stands at each part; all that is not named is said to be left out."""
    quiet = dict.fromkeys(
        ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent"), False
    )
    return DataLabelList(**{**quiet, "showBubbleSize": False, "showLeaderLines": False, **shown})


def _filled(colour: str) -> GraphicalProperties:
    return GraphicalProperties(solidFill=colour.removeprefix("#"), ln=LineProperties(noFill=True))


def _type(colour: str = "1F2329") -> RichText:
    words = CharacterProperties(sz=_WORDS, solidFill=colour)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=words), endParaRPr=words)
    paragraph.r = []  # openpyxl puts an empty run there, which a style of words may not have
    return RichText(p=[paragraph])
