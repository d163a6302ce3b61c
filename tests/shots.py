"""Draw every page to pictures, to be looked at: python -m tests.shots DIR."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

DAY = date(2026, 11, 23)
SIZES = ((1366, 768), (1920, 1080))
SCALES = (1.0, 1.5)
ROSTER = Path(__file__).parent / "data" / "村党支部党员名册.xls"


def main(folder: Path) -> None:
    """Draw each size and scale in a process of its own: Qt takes its scale once."""
    folder.mkdir(parents=True, exist_ok=True)
    for width, height in SIZES:
        for scale in SCALES:
            environment = {
                **os.environ,
                "QT_QPA_PLATFORM": "offscreen",
                "QT_SCALE_FACTOR": str(scale),
                "XDG_DATA_HOME": str(folder / "home"),
            }
            size = [str(round(width / scale)), str(round(height / scale)), f"{width}-{scale:.0%}"]
            command = [sys.executable, "-m", "tests.shots", str(folder), *size]
            subprocess.run(command, check=True, env=environment)


def draw(folder: Path, width: int, height: int, name: str) -> None:
    """Draw every page, light and dark, in a window of this size."""
    from PySide6.QtWidgets import QApplication

    from ui import theme
    from ui.app import dress
    from ui.main_window import MainWindow

    app = QApplication([])
    dress(app)
    for mode, tokens in (("light", theme.LIGHT), ("dark", theme.DARK)):
        theme.apply(app, tokens)
        window = MainWindow()
        window.setMinimumSize(width, height)
        window.resize(width, height)
        window.show()
        with TemporaryDirectory() as place:
            for number, (page, _) in enumerate(pages(window, Path(place))):
                window.grab().save(str(folder / f"{name}-{mode}-{number:02}-{page}.png"))
            window.close()


def pages(window, place):
    """Yield the name of each page once it is ready to be drawn."""
    from models.branch import Branch
    from models.sample import make_sample, sample_branch
    from models.store import Store

    window.show_first_page()
    yield settle("first"), 0
    empty = place / "空.zhibu"
    Store.create(empty, Branch(name="机关第三党支部")).close()
    window.open_file(empty)
    for code in ("members", "branch", "import", "export", "history"):
        window.desk.show_page(code)
        yield settle(f"empty-{code}", 1.0 if code == "export" else 0.1), 0
    path = place / "第三党支部.zhibu"
    with Store.create(path, sample_branch(DAY)) as store:
        make_sample(store)
    window.open_file(path)
    yield from filled(window.desk)
    window.show_first_page(path)
    window.centralWidget().refuse("密码不对，或文件损坏，或不是支部台账文件；文件未作任何改动。")
    yield settle("locked"), 0


def filled(desk):
    """Yield the pages of a branch with people in it."""
    from ui.pages.movement import MovementDialog

    yield settle("members"), 0
    page = desk.page
    page.table.selectRow(2)
    yield settle("profile"), 0
    page.edit(page.model.rows[2])
    page.findChild(object, "field_identity_number").setText("110105198803121235")
    page.findChild(object, "field_born_on").setText("1988年2月30日")
    page.findChild(object, "field_born_on").edited.emit()
    yield settle("form", 0.8), 0
    dialog = MovementDialog(desk.store, page.model.rows[5], desk)
    dialog.form.editor("kind").show_text("转出")
    dialog.form.editor("happened_on").show_text("2026-11")
    dialog.form.edited.emit()
    dialog.show()
    settle("movement", 0.8)
    desk.refuse("没有保存：出生日期：“1988年2月30日”不是日期。")
    dialog.reject()
    for code in ("branch", "export", "history"):
        desk.show_page(code)
        yield settle(code, 1.5 if code == "export" else 0.1), 0
    desk.show_page("import")
    desk.page.read_file(ROSTER)
    yield settle("import", 1.0), 0


def settle(name, seconds=0.1):
    """Let Qt finish for a while and return the name."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()
    return name


if __name__ == "__main__":
    if len(sys.argv) == 2:
        main(Path(sys.argv[1]))
    else:
        draw(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
