"""Start to the first painted window and resident memory, against a bare QMainWindow and Calc."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from exporters.files import write_sheet
from exporters.ledgers import CATALOGUE, Asked
from models.sample import make_sample, sample_branch
from models.store import Store
from tests.bench.measure import REPORT, Row, in_turn, shown

_BARE = (
    REPORT
    + """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Bare(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, painted)
def painted():
    report()
    QApplication.exit()
app = QApplication(sys.argv)
window = Bare()
window.resize(1366, 768)
window.show()
app.exec()
"""
)
_OURS = (
    REPORT
    + """
import sys
sys.argv.remove("-c")
wanted, path = sys.argv
def painted():
    from PySide6.QtWidgets import QApplication
    report()
    QApplication.exit()
def watch(kind):
    # By the widget's own event, as in the bare window: a filter of all events would be timed with it.
    real = kind.paintEvent
    def paintEvent(self, event):
        from PySide6.QtCore import QTimer
        QTimer.singleShot(0, painted)
        kind.paintEvent = real
        real(self, event)
    kind.paintEvent = paintEvent
import main
import gc; gc.disable()
import ui.app
if wanted == "window":
    import ui.shell.desk
    watch(ui.shell.desk.Desk)
else:
    import ui.table.view
    watch(ui.table.view.RecordTable)
main.main([path])
"""
)
_SEEN = """
import subprocess, sys, time
from PySide6.QtGui import QGuiApplication
app = QGuiApplication(sys.argv[:1])
screen = app.primaryScreen()
def colours():
    image = screen.grabWindow(0, 300, 250, 600, 300).toImage()
    return len({image.pixel(x, y) for x in range(0, 600, 3) for y in range(0, 300, 7)})
profile, roster = sys.argv[1:]
begun = time.perf_counter()
office = subprocess.Popen(
    ["soffice", "--calc", "--norestore", "--nologo", "--nofirststartwizard",
     "-env:UserInstallation=file://" + profile, roster],
    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
)
while colours() <= 8:
    if time.perf_counter() - begun > 60:
        sys.exit("LibreOffice Calc showed nothing within a minute")
    time.sleep(0.01)
print(time.perf_counter() - begun)
import os, signal
os.killpg(office.pid, signal.SIGKILL)
office.wait()
"""


def rows(folder: Path) -> Iterator[Row]:
    """Yield the rows of start and memory."""
    day = date(2026, 11, 5)
    path = folder / "start.zhibu"
    with Store.create(path, sample_branch(day)) as store:
        make_sample(store, members=50, years=5, on=day)
        roster = CATALOGUE["members"].make(store, Asked(day.year, day, full=True))
    write_sheet(folder / "roster.xlsx", roster, lambda _done, _total: None)

    def ours(wanted: str = "window") -> tuple[float, float]:
        return shown(_OURS, wanted, str(path))

    wall, bare = in_turn(lambda: ours()[0], lambda: shown(_BARE)[0])
    yield Row("启动到第一次画出窗口，50 名党员、5 个年度", "空 QMainWindow", wall, bare, 2.0)
    wall, calc = in_turn(lambda: ours()[0], lambda: _calc(folder), runs=3)
    yield Row("同上", "LibreOffice Calc 打开同一名册，画出表格", wall, calc, 0.3)
    wall, bare = in_turn(lambda: ours("table")[0], lambda: shown(_BARE)[0])
    yield Row("启动到党员表也画出", "空 QMainWindow", wall, bare, None)
    memory, bare = in_turn(lambda: ours("table")[1], lambda: shown(_BARE)[1], runs=3)
    yield Row("常驻内存，50 名党员", "空 QMainWindow", memory, bare, 2.2, "MiB")


def _calc(folder: Path) -> float:
    """Return seconds until Calc has painted the roster: until the middle of the screen is no longer plain."""
    told = subprocess.run(
        [sys.executable, "-c", _SEEN, str(folder / "office"), str(folder / "roster.xlsx")],
        check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return float(told.stdout)


def displayed() -> subprocess.Popen[bytes] | None:
    """Start a virtual display where there is none, else draw offscreen; return it to be ended."""
    if os.environ.get("DISPLAY") or sys.platform == "win32":
        return None
    if not shutil.which("Xvfb"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        return None
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-noreset"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    number = os.read(read, 16).decode().strip()
    os.environ["DISPLAY"] = f":{number}"
    os.environ.pop("QT_QPA_PLATFORM", None)
    return server
