"""A rule as its text fixes it, and what is found when records are held against it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from models.citing import cited
from models.codes import RESOURCES

Severity = Literal["info", "warn", "error"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it says, where, since when, and its numbers."""

    id: str
    text: str
    source: str
    clause: str
    severity: Severity
    kind: str
    parameters: dict[str, Any]

    def __getitem__(self, name: str) -> int:
        """Return one of its numbers."""
        number: int = self.parameters[name]
        return number

    @property
    def citation(self) -> str:
        """Source and clause, as shown beside a finding; of several sources each with its own."""
        return cited(self.source, self.clause)

    def holds_on(self, day: date) -> bool:
        """Return whether its text was in force on a day."""
        since = self.parameters.get("valid_from", date.min)
        until = self.parameters.get("valid_to", date.max)
        return bool(since <= day <= until)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found against a rule, in words that remind and never decide.

    `table`, `record_id` and `field` say where to mend it, as far as that is one place.
    """

    rule: Rule
    text: str
    table: str = ""
    record_id: int | None = None
    field: str = ""

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.rule.severity

    @property
    def clause(self) -> str:
        """The rule's source and clause."""
        return self.rule.citation


@cache
def _rules(area: str) -> dict[str, Rule]:
    data = tomllib.loads((RESOURCES / "rules" / f"{area}.toml").read_text("utf-8"))
    known = {"text", "source", "clause", "severity", "kind"}
    return {
        name: Rule(
            id=name,
            text=body["text"],
            source=body["source"],
            clause=body["clause"],
            severity=body["severity"],
            kind=body["kind"],
            parameters={key: value for key, value in body.items() if key not in known},
        )
        for name, body in data.items()
    }


def rule(area: str, name: str, *, on: date | None = None) -> Rule:
    """Return one rule of an area, as shipped: the text in force `on` a day, or else the newest.

    A rule names the text before its own as `earlier`; before the first of them that one is given.
    """
    known = _rules(area)
    found = known[name]
    while on and not found.holds_on(on) and "earlier" in found.parameters:
        found = known[found.parameters["earlier"]]
    return found
