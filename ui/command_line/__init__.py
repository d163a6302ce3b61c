"""The program without a window: the same layers, asked by words."""

from __future__ import annotations

from ui.command_line.parser import COMMANDS, run

__all__ = ["COMMANDS", "run"]
