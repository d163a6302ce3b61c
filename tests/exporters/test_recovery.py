"""The recovery sheet says what it opens, how, and who keeps it."""

from __future__ import annotations

from datetime import date

import pytest

from exporters.papers import CATALOGUE
from exporters.papers.recovery import recovery_sheet
from exporters.wording import words
from models import database
from models.branch import Branch
from models.errors import NotFound
from models.password import recovery_code
from models.store import Store


def test_the_sheet_holds_file_code_day_and_keeper(path, monkeypatch):
    monkeypatch.setattr(database, "KDF_ROUNDS", 1000)
    with Store.create(path, Branch(name="甲支部"), password="一个密码一二") as store:  # noqa: S106
        text = "\n".join(text for _, text in words(recovery_sheet(store, date(2026, 11, 23))))
        code = recovery_code(store)
    assert path.name in text
    assert "2026年11月23日" in text
    assert "请密封交上级保管" in text
    assert code[:29] in text
    assert code[-24:] in text


def test_a_file_without_password_has_no_sheet_and_no_batch_carries_one(file):
    with pytest.raises(NotFound, match="没有设密码"):
        recovery_sheet(file, date(2026, 11, 23))
    assert "recovery" not in CATALOGUE
