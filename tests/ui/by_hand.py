"""A branch's first day, done by mouse and keys alone; run by test_by_hand under a display of its own.

`python -m tests.ui.by_hand first FOLDER` makes the branch, `second` goes on after a restart.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from tests.ui import hand
from tests.ui.hand import answer_file_dialog, click, click_cell, find, press, read, write
from ui.app import dress
from ui.collecting import collect_here
from ui.shell.main_window import MainWindow

ROSTER = Path(__file__).parent.parent / "data" / "第三党支部党员花名册.xlsx"
ROWS = (
    "姓名\t性别\t民族\t出生日期\t入党日期\n"
    "王小明\t男\t汉族\t1980年3月1日\t2005.7.1\n"
    "李娜\t女\t回族\t19850612\t2010-07\n"
    "赵敏\t女\t汉\t1990.2\t2015年6月\n"
)
CONTROL = Qt.KeyboardModifier.ControlModifier


def first(folder):
    """Make a branch, paste three people, mend one."""
    read("新建支部台账")
    write("中共示例局机关第三支部委员会")
    answer_file_dialog(folder / "第三党支部.zhibu")
    click("新建…")
    read("这里是支部的党员名册")
    QGuiApplication.clipboard().setText(ROWS)
    click("导入")
    click("粘贴表格")
    read("新增 3")
    click("确认导入 3 行")
    read("新增 3 人")
    click("党员")
    read("3 人")
    table = find(QTableView, "党员")
    row = names(table).index("李娜")
    click_cell(table, row, 0)
    write("李丽娜")
    press(Qt.Key.Key_Return)
    read("李丽娜")
    read("已保存")


def second(folder):
    """Take the mending back after a restart, import a roster, look at its pages and print them."""
    read("李丽娜")
    press(Qt.Key.Key_Z, CONTROL)
    read("已撤销")
    table = find(QTableView, "党员")
    assert names(table) == ["王小明", "李娜", "赵敏"]
    click("导入")
    answer_file_dialog(ROSTER)
    click("选择文件…")
    read("全部 47")
    read("存疑 3")
    click("确认导入 47 行")
    read("新增 44 人")
    click("党员")
    read("50 人")
    click("导出")
    read("共 ")
    hand.until(lambda: any(word.startswith("第 1 / ") for word in hand.words()), "第 1 / n 页")
    click("打印…")
    read("没有装打印机")
    answer_file_dialog(folder / "花名册.pdf")
    click("打印到文件…")
    hand.until((folder / "花名册.pdf").is_file, "花名册.pdf")
    read("已存好")


def names(table):
    """Return the first cell of every row."""
    model = table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def main(part, folder):
    """Show the window, do one part, close the window as a person does."""
    app = QApplication([])
    collect_here(app)
    dress(app)
    window = MainWindow()
    window.begin(None)
    window.show()
    done = []

    def act():
        try:
            window.activateWindow()
            QTest.qWaitForWindowActive(window)
            part(folder)
            done.append(True)
        finally:
            window.close()
            app.quit()

    QTimer.singleShot(0, act)
    app.exec()
    return 0 if done else 1


if __name__ == "__main__":
    sys.exit(main({"first": first, "second": second}[sys.argv[1]], Path(sys.argv[2])))
