"""The branch itself: its name and kind, its years, groups and posts."""

from __future__ import annotations

from models.branch.records import Branch, BranchYear, Group, Post

__all__ = ["Branch", "BranchYear", "Group", "Post"]
