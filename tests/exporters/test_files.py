from __future__ import annotations

import os
import re
import resource
import stat
import subprocess
import sys
import textwrap
import time

import pytest

from exporters.files import safe_name, write_file, write_sheet
from exporters.private import empty_private_folder, private_folder
from models.errors import AppError, Cancelled, CannotWriteFile

ENDINGS = "xlsx", "pdf", "docx", "csv"


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_is_replaced_whole_and_nothing_else_remains(ending, ledger, tmp_path, no_progress):
    target = tmp_path / "党员 名册" / f"台账.{ending}"
    target.parent.mkdir()
    target.write_text("旧")
    target.chmod(0o640)
    write_sheet(target, ledger, no_progress)
    assert target.stat().st_size > 200
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("ending", ENDINGS)
def test_cancelling_keeps_the_old_file_and_leaves_nothing(
    ending, long_ledger, tmp_path, own_data_folder
):
    def stop(done, total):
        raise Cancelled

    target = tmp_path / "out" / f"台账.{ending}"
    target.parent.mkdir()
    target.write_text("旧")
    with pytest.raises(Cancelled):
        write_sheet(target, long_ledger(60), stop)
    assert target.read_text() == "旧"
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("name", ["台账.txt", "台账", "台账.xls"])
def test_an_unknown_ending_is_told_with_those_there_are(name, ledger, tmp_path, no_progress):
    with pytest.raises(AppError, match=r"\.xlsx、\.pdf、\.docx 或 \.csv"):
        write_sheet(tmp_path / name, ledger, no_progress)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_missing_folder_is_told(ending, ledger, tmp_path, no_progress):
    with pytest.raises(CannotWriteFile, match="不存在，“台账"):
        write_sheet(tmp_path / "没有" / f"台账.{ending}", ledger, no_progress)


def test_a_folder_in_the_place_of_the_file_is_told(ledger, tmp_path, no_progress):
    (tmp_path / "台账.pdf").mkdir()
    with pytest.raises(CannotWriteFile, match="是一个文件夹"):
        write_sheet(tmp_path / "台账.pdf", ledger, no_progress)


def test_a_name_too_long_is_told(ledger, tmp_path, no_progress):
    with pytest.raises(CannotWriteFile, match="文件名太长"):
        write_sheet(tmp_path / f"{'长' * 120}.csv", ledger, no_progress)


def test_a_folder_that_takes_no_files_is_told(ledger, no_progress):
    from pathlib import Path

    with pytest.raises(CannotWriteFile, match="不能写入"):
        write_sheet(Path("/proc/台账.pdf"), ledger, no_progress)


def test_a_file_held_by_another_program_is_told_and_kept(tmp_path):
    def refuse(new):
        raise PermissionError(13, "in use", str(new))

    (tmp_path / "台账.xlsx").write_text("旧")
    with pytest.raises(CannotWriteFile, match="只读或正被别的程序打开；原有文件没有改动"):
        write_file(tmp_path / "台账.xlsx", refuse)
    assert (tmp_path / "台账.xlsx").read_text() == "旧"


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_full_disk_is_told_and_the_old_file_kept(ending, tmp_path):
    work = tmp_path / "out"
    work.mkdir()
    target = work / f"台账.{ending}"
    target.write_text("旧")
    code = f"""
        import resource
        from pathlib import Path
        from exporters.files import write_sheet
        from exporters.sheet import Sheet, Table
        from models.errors import CannotWriteFile
        from models.fields import Field
        rows = tuple((f"内容{{n * 7919}}",) for n in range(20_000))
        sheet = Sheet("表", (Table((Field("备注"),), rows),))
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
        try:
            write_sheet(Path({str(target)!r}), sheet, lambda done, total: None)
        except CannotWriteFile as error:
            print(error)
    """
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(code)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": "."},
    )
    assert (done.stdout[:6], done.stderr) == ("磁盘空间不足", "")
    assert [path.read_text() for path in work.iterdir()] == ["旧"]
    assert [p for p in (tmp_path / "data").rglob("*") if p.is_file()] == []


def test_the_private_folder_is_closed_to_others():
    folder = private_folder()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700


def test_what_a_dead_run_left_is_removed_and_a_living_one_keeps_its_own(own_data_folder):
    root = private_folder().parent
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    for name in (str(dead.pid), "anything", str(os.getppid())):
        (root / name).mkdir()
        (root / name / "plain.xml").write_text("甲")
    empty_private_folder()
    assert [path.name for path in root.iterdir()] == [str(os.getppid())]


def test_what_a_process_that_died_left_behind_goes_with_the_next_export(own_data_folder):
    left = own_data_folder / "支部台账" / "tmp" / "4194999"
    left.mkdir(parents=True)
    (left / "名册.xml").write_text("王小明")
    private_folder()
    assert not left.exists()


def test_emptying_a_private_folder_that_never_was_does_nothing(own_data_folder):
    empty_private_folder()
    assert not own_data_folder.exists()


def test_a_private_folder_that_cannot_be_made_is_told(own_data_folder):
    own_data_folder.write_text("a file is in the way")
    with pytest.raises(CannotWriteFile, match="临时文件"):
        private_folder()


_DYING = """
import os, sys
from pathlib import Path
from exporters.files import write_file

def write(new):
    new.write_text("王小明")
    print(oct(new.stat().st_mode & 0o777), flush=True)
    os._exit(1)

write_file(Path(sys.argv[1]), write)
"""


@pytest.fixture
def killed_export(tmp_path, own_data_folder):
    """Return the folder in which an export was cut off by the end of its process."""
    folder = tmp_path / "导出"
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", _DYING, str(folder / "名册.csv")],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": "."},
    )
    assert done.stdout == "0o600\n"
    assert [each.read_text() for each in folder.iterdir()] == ["王小明"]
    return folder


def test_what_a_cut_off_export_left_is_private_and_goes_at_the_next_start(killed_export):
    empty_private_folder(time.time())
    assert list(killed_export.iterdir()) == []
    assert list((private_folder().parent).iterdir()) == [private_folder()]


def test_what_lies_on_a_stick_goes_once_the_stick_is_there_again(
    killed_export, tmp_path, own_data_folder
):
    away = killed_export.rename(tmp_path / "拔下")
    [note] = (own_data_folder / "支部台账" / "tmp").glob("*/*.draft")
    (note.parent / "名册.xml").write_text("王小明")
    empty_private_folder(time.time())
    assert list(note.parent.iterdir()) == [note]
    away.rename(killed_export)
    empty_private_folder(time.time())
    assert list(killed_export.iterdir()) == []


def test_a_note_that_names_another_file_removes_nothing(own_data_folder, tmp_path):
    precious = tmp_path / "名册.xlsx"
    precious.write_text("甲")
    left = own_data_folder / "支部台账" / "tmp" / "4194999"
    left.mkdir(parents=True)
    (left / "x.draft").write_text(str(precious), "utf-8")
    empty_private_folder()
    assert precious.exists()
    assert not left.exists()


def test_what_this_run_has_made_itself_stays(own_data_folder, tmp_path):
    began = time.time() - 1
    kept = private_folder() / "rows.xml"
    kept.write_text("甲")
    empty_private_folder(began)
    assert kept.exists()


def test_a_new_file_gets_the_mode_its_folder_gives(tmp_path):
    (tmp_path / "别的").write_text("")
    write_file(tmp_path / "名册.csv", lambda new: new.write_text("甲") and None)
    assert (tmp_path / "名册.csv").stat().st_mode == (tmp_path / "别的").stat().st_mode


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2026年/党费:收缴?", "2026年_党费_收缴_"),
        (" 台账. ", "台账"),
        ("CON", "_CON"),
        ("com1.xlsx", "_com1.xlsx"),
        ("", "未命名"),
        ("...", "未命名"),
        ("a\tb\nc", "a_b_c"),
    ],
)
def test_a_file_name_is_one_that_windows_takes(text, name):
    assert safe_name(text) == name


def test_a_long_name_is_cut_between_characters():
    assert re.fullmatch("长{60,}", safe_name("长" * 300))
    assert len(safe_name("长" * 300).encode()) <= 200


def test_limits_of_this_process_are_untouched():
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


def test_windows_keeps_private_files_in_the_local_folder(monkeypatch, tmp_path):
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))
    assert private_folder().parent == tmp_path / "Local" / "支部台账" / "tmp"


@pytest.mark.parametrize("module", ["files", "pdf", "csv", "fonts", "charts", "pictures"])
def test_nothing_heavy_is_imported_before_it_is_used(module):
    code = f"import sys, exporters.{module}; print({{'reportlab', 'openpyxl', 'docx', 'PIL', 'lxml'}} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": "."},
    )
    assert done.stdout == "set()\n"
