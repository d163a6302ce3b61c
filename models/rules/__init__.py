"""Checks: facts from records to findings, each with its clause; the texts lie in resources/rules."""

from __future__ import annotations

from models.rules.findings import Finding, Rule, rule

__all__ = ["Finding", "Rule", "rule"]
