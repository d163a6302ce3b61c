"""Sheets of every kind of block and value, and readers of what was written."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from exporters.fonts import BUNDLED
from exporters.sheet import (
    Chart,
    Fact,
    Facts,
    Line,
    PageBreak,
    Paragraph,
    Picture,
    Sheet,
    Signatures,
    Table,
)
from models.fields import Field, Kind
from models.values import PartialDate
from tests.exporters import dues_of_fifty

COLUMNS = (
    Field("序号", Kind.INTEGER, width=2, name="number"),
    Field("姓名", Kind.NAME, width=4, name="name"),
    Field("公民身份号码", Kind.IDENTITY, width=10, name="identity"),
    Field("联系电话", Kind.PHONE, width=7, name="phone"),
    Field("出生日期", Kind.DATE, width=6, name="born_on"),
    Field("入党日期", Kind.PARTIAL_DATE, width=6, name="joined_on"),
    Field("党费", Kind.MONEY, width=6, name="dues"),
    Field("流动", Kind.FLAG, width=2, name="is_mobile"),
    Field("备注", Kind.LONG_TEXT, width=12, name="note"),
)
ROWS = (
    (
        1,
        "王芳",
        "11010119490307123X",
        "013800001234",
        date(1949, 3, 7),
        PartialDate(1970, 5),
        123456,
        True,
        "=1+1",
    ),
    (
        2,
        "李𬭎",
        "110101199003071234",
        "+8613800001234",
        date(1990, 3, 7),
        PartialDate(2015, 7, 1),
        -500,
        False,
        "@甲",
    ),
    (
        3,
        "阿依古丽·买买提",
        "",
        "",
        None,
        PartialDate(1999),
        None,
        None,
        "组织关系转接手续齐全，" * 6,
    ),
)
TOTAL = ("合计", None, None, None, None, None, 122956, None, None)


@pytest.fixture
def columns():
    return COLUMNS


@pytest.fixture
def photo():
    file = BytesIO()
    Image.new("RGB", (295, 413), "#8888aa").save(file, "JPEG")
    return file.getvalue()


@pytest.fixture
def ledger():
    """A ledger with every kind of value, a total and places to sign."""
    return Sheet(
        "党员名册",
        (
            Line("党支部：机关第三党支部", "2026年度", "制表日期：2026年11月5日"),
            Table(COLUMNS, ROWS, (11, 12, 13), total=TOTAL),
            Signatures(("制表人（签名）", "支部书记（签名）")),
        ),
        code="members",
        record="B-2026-7",
    )


@pytest.fixture
def everything(photo):
    """A sheet with every block there is."""
    return Sheet(
        "党员大会记录",
        (
            Paragraph("（2026年第4次）", "centre"),
            Paragraph("时　　间：2026年11月20日\n主　　持：马磊\t记　　录：胡杰磊", "label"),
            Paragraph("机关党委：", "flush"),
            Paragraph("一、讨论转正", "heading1"),
            Paragraph("（一）介绍", "heading2"),
            Paragraph("梁鹏同志汇报了思想、工作和学习情况。\n大家表明意见。"),
            Facts(
                (Fact("姓名", "梁　鹏"), Fact("性别", "男"), Fact("简历", "在校\n工作", wide=True)),
                2,
                Picture(photo, 30),
            ),
            Table(COLUMNS[:3], tuple(row[:3] for row in ROWS), heads=(("人员", 1, 2),)),
            PageBreak(),
            Chart("ring", "学历", (("研究生", 12), ("本科", 25))),
            Chart("bars", "出勤", (("1月", 40), ("2月", 0))),
            Picture(photo, 40, "会场"),
            Paragraph("机关第三党支部\n2026年11月20日", "right"),
            Paragraph("注：表决采取无记名投票方式。", "note"),
            Signatures(("主持人（签名）", "记录人（签名）")),
        ),
        code="minutes",
    )


@pytest.fixture
def long_ledger():
    """Return a function that makes a ledger of many rows."""

    def make(count):
        rows = tuple((n, *ROWS[n % 3][1:]) for n in range(1, count + 1))
        return Sheet("长表", (Table(COLUMNS, rows, tuple(range(1, count + 1))),), code="long")

    return make


@pytest.fixture
def minutes():
    """Return a function that makes the record of a meeting with so many more characters."""

    def make(count):
        speech = (
            "大家认真学习了有关文件，结合各自的工作谈了体会，一致认为要把学习成果用到服务群众上。"
        )
        said = (speech * (count // len(speech) + 1))[:count]
        return Sheet(
            "机关第三党支部党员大会记录",
            (
                Paragraph("（2026年第4次）", "centre"),
                Paragraph("时　　间：2026年11月20日14:30至16:10\n地　　点：三楼会议室", "label"),
                Paragraph("主　　持：马磊\t记　　录：胡杰磊", "label"),
                Paragraph("一、讨论梁鹏同志转正", "heading1"),
                Paragraph(said),
                Paragraph("二、通报党费收缴情况", "heading1"),
                Paragraph("散会。"),
                Paragraph("机关第三党支部\n2026年11月20日", "right"),
                Signatures(("主持人（签名）", "记录人（签名）")),
            ),
        )

    return make


@pytest.fixture
def no_progress():
    return lambda done, total: None


@pytest.fixture
def pdf_words():
    """Return a function that gives a PDF's text as pdftotext reads it."""

    def read(path, *options):
        command = ["pdftotext", "-enc", "UTF-8", *options, str(path), "-"]
        return subprocess.run(command, check=True, capture_output=True).stdout.decode()

    return read


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    """Return a function that has LibreOffice write documents in another format into a folder.

    Its only fonts are the bundled ones, whatever this computer has; it is set up only once.
    """
    home = tmp_path_factory.mktemp("office")
    fonts = home / "fonts.conf"
    fonts.write_text(
        f"<fontconfig><dir>{BUNDLED}</dir><cachedir>{home}/cache</cachedir></fontconfig>"
    )
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
    command = ["soffice", f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless"]

    def convert(form, folder, *paths):
        subprocess.run(
            [*command, "--convert-to", form, "--outdir", str(folder), *map(str, paths)],
            check=True,
            capture_output=True,
            timeout=110,
            env=environment,
        )

    return convert


@pytest.fixture
def office_pdf(office, tmp_path):
    """Return a function that gives the PDF which LibreOffice makes of a document."""

    def convert(path):
        folder = tmp_path / "office_pdf"
        office("pdf", folder, path)
        return folder / f"{path.stem}.pdf"

    return convert


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path, monkeypatch):
    """Keep passing files out of the real data folder."""
    folder: Path = tmp_path / "data"
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def fifty():
    """A branch of fifty with a year of dues, only to be read."""
    with dues_of_fifty.fifty() as store:
        yield store
