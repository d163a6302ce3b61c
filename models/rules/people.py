"""What the texts say of one member on a day: 预备期, posts and their term."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.members.standing import PROBATIONARY
from models.rules.dates import date_remarks, probation_ends
from models.rules.findings import Finding, rule
from models.rules.structure import post_without_standing

if TYPE_CHECKING:
    from models.members.standing import Standing


def findings_about(person: Standing) -> list[Finding]:
    """Return what wants attention about a member of the branch, on the day of `person`."""
    if not person.on_roll:
        return []
    return [*probation(person), *post_without_standing(person), *terms(person)]


def probation(person: Standing) -> list[Finding]:
    """R-33: 预备期 with its extension is over, and nobody has voted on 转正."""
    joined = person.member.joined_on
    if person.category != PROBATIONARY or joined is None:
        return []
    found = rule("members", "R-33", on=person.day)
    months = found["months"] + (person.member.extension_months or 0)
    ends = probation_ends(joined.last, months)
    if ends is None or person.day < ends:
        return []
    late = (person.day - ends).days
    since = f"已满 {late} 天" if late else "今天期满"
    text = f"预备期{since}（{ends} 期满），未见转正记录，请核对。"
    return [Finding(found, text, "member", person.member.id, "full_on")]


def terms(person: Standing) -> list[Finding]:
    """R-10: a post on file is past the end of its term, or its dates leave none."""
    past, odd = rule("structure", "R-10"), rule("structure", "dates")
    found = []
    for post in person.posts:
        if wrong := [each.text for each in date_remarks(post, person.day)]:
            found += [Finding(odd, f"{post.post}：{text}。", "post", post.id) for text in wrong]
        elif post.term_ends_on and person.day >= post.term_ends_on:
            text = f"{post.post}的任期已于 {post.term_ends_on} 届满，请核对。"
            found.append(Finding(past, text, "post", post.id))
    return found
