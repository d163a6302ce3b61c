"""Draw every page, dialog and sheet to pictures, to be looked at: python -m tests.shots DIR [1366-100%]."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

DAY = date(2026, 11, 23)
SCREENS = ((1366, 768), (1920, 1080))
SCALES = (1.0, 1.5, 2.0)
DATA = Path(__file__).parent / "data"


def main(folder: Path, only: str = "") -> None:
    """Draw each screen and scale in a process of its own: Qt takes its scale once."""
    folder.mkdir(parents=True, exist_ok=True)
    for width, height in SCREENS:
        for scale in SCALES:
            name = f"{width}-{scale:.0%}"
            if only and only != name:
                continue
            environment = {
                **os.environ,
                "QT_QPA_PLATFORM": "offscreen",
                "QT_SCALE_FACTOR": str(scale),
                "XDG_DATA_HOME": str(folder / "home"),
            }
            size = [str(round(width / scale)), str(round(height / scale)), name]
            command = [sys.executable, "-m", "tests.shots", "window", str(folder), *size]
            subprocess.run(command, check=True, env=environment)
    if not only or only == "sheets":
        draw_sheets(folder)


def draw_sheets(folder: Path) -> None:
    """Draw every ledger and paper as its PDF prints and as its workbook does."""
    with TemporaryDirectory() as name:
        place = Path(name)
        demo = [sys.executable, "main.py", "demo", str(place / "demo")]
        subprocess.run(demo, check=True, stdout=subprocess.DEVNULL)
        books = sorted((place / "demo").glob("*.xlsx"))
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{place}/office",
             "--convert-to", "pdf", "--outdir", str(place / "xlsx"), *map(str, books)],
            check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        for kind, pdfs in (("pdf", (place / "demo")), ("xlsx", (place / "xlsx"))):
            for pdf in sorted(pdfs.glob("*.pdf")):
                out = folder / f"sheet-{kind}-{pdf.stem}"
                subprocess.run(["pdftoppm", "-r", "60", "-png", str(pdf), str(out)], check=True)


def draw_window(folder: Path, width: int, height: int, name: str) -> None:
    """Draw every page, light and dark, in a window of this size."""
    from PySide6.QtWidgets import QApplication

    from tests.views import views
    from ui import theme
    from ui.app import dress
    from ui.shell.main_window import MainWindow

    app = QApplication([])
    dress(app)
    for mode, tokens in (("light", theme.LIGHT), ("dark", theme.DARK)):
        shutil.rmtree(os.environ["XDG_DATA_HOME"], ignore_errors=True)
        theme.apply(app, tokens)
        window = MainWindow()
        window.setMinimumSize(width, height)
        window.resize(width, height)
        window.show()
        with TemporaryDirectory() as place:
            for number, (view, shown) in enumerate(views(window, Path(place))):
                shown.grab().save(str(folder / f"{name}-{mode}-{number:02}-{view}.png"))
            window.close()


if __name__ == "__main__":
    if sys.argv[1] == "window":
        draw_window(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), sys.argv[5])
    else:
        main(Path(sys.argv[1]), *sys.argv[2:])
