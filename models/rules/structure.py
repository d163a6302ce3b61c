"""Whether the branch is set up as the texts ask: size, units, committee, term, groups, numbers."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import TYPE_CHECKING

from models.branch.records import Branch, Group, Post
from models.codes import labels
from models.members.checks import CLAUSE, PHONES, member_doubts
from models.members.standing import Standing, members_on
from models.rules.dates import findings_in_dates
from models.rules.findings import Finding, rule
from models.rules.movements import findings_in_movements
from models.values import add_months

if TYPE_CHECKING:
    from models.store import Store

_NAMED = 3
"""How many names a finding about several people gives."""


def findings(store: Store, day: date) -> list[Finding]:
    """Return what of R-01, R-02, R-09, R-10, R-50, the groups and dates wants attention on `day`."""
    people = members_on(store, day, attached=False)
    if not people:
        return []
    branch = store.branch
    return [
        *size(branch, people),
        *joint_units(branch, people),
        *committee(people),
        *term(branch, people, day),
        *groups(people),
        *identity_numbers(people),
        *dates(store, people, day),
    ]


def size(branch: Branch, people: list[Standing]) -> list[Finding]:
    """R-01: 正式党员 at least 3, members usually at most 50."""
    found = rule("structure", "R-01")
    full = sum(person.is_full for person in people)
    if full < found["least_full"]:
        text = f"正式党员{full}人，不足{found['least_full']}人，请核对支部设置。"
    elif len(people) > found["most"]:
        text = f"党员{len(people)}人，超过一般不超过的{found['most']}人，请核对支部设置。"
    else:
        return []
    return [Finding(found, text, "branch", branch.id)]


def joint_units(branch: Branch, people: list[Standing]) -> list[Finding]:
    """R-02: a joint branch covers at most 5 units, each with fewer than 3 正式党员."""
    found = rule("structure", "R-02")
    if branch.form != "联合":
        return []
    units = branch.units
    if not units:
        return [
            Finding(
                found, "联合党支部尚未登记覆盖单位，请补充。", "branch", branch.id, "joint_units"
            )
        ]
    problems = []
    if len(units) > found["most_units"]:
        text = (
            f"联合党支部覆盖{len(units)}个单位，超过一般不超过的{found['most_units']}个，请核对。"
        )
        problems.append(Finding(found, text, "branch", branch.id, "joint_units"))
    least = rule("structure", "R-01")["least_full"]
    full = Counter(person.member.joint_unit for person in people if person.is_full)
    problems += [
        Finding(
            found,
            f"“{unit}”有正式党员{full[unit]}人，已达单独成立党支部的人数，请核对。",
            "branch",
            branch.id,
            "joint_units",
        )
        for unit in units
        if full[unit] >= least
    ]
    return problems


def committee(people: list[Standing]) -> list[Finding]:
    """R-09: from 7 正式党员 a committee of 3 to 5, at most 7; below it a secretary alone."""
    found = rule("structure", "R-09")
    full = sum(person.is_full for person in people)
    holders = [person for person in people if committee_posts(person)]
    titles = Counter(post.post for person in holders for post in committee_posts(person))
    problems = []
    if titles["书记"] != 1:
        problems.append(f"登记的书记有{titles['书记']}人，应为1人，请核对任职。")
    if full >= found["least_full"]:
        problems += _committee_size(len(holders), full, found.parameters)
    elif set(titles) - {"书记", "副书记"}:
        problems.append(f"正式党员{full}人，不足{found['least_full']}人的不设支委会，请核对任职。")
    return [
        *(Finding(found, text, "post") for text in problems),
        *(each for person in holders for each in post_without_standing(person)),
    ]


def post_without_standing(person: Standing) -> list[Finding]:
    """R-09: who holds a committee's post is 正式党员."""
    if person.is_full or not (held := committee_posts(person)):
        return []
    text = f"{person.member.name}不是正式党员，却登记有党内职务，请核对。"
    return [Finding(rule("structure", "R-09"), text, "post", held[0].id)]


def _committee_size(number: int, full: int, limits: dict[str, int]) -> list[str]:
    least, usual, most = (limits[f"{name}_committee"] for name in ("least", "usual", "most"))
    if number < least:
        return [
            f"正式党员{full}人，应设支部委员会；登记的委员（含书记）{number}人，不足{least}人。"
        ]
    if number > most:
        return [
            f"登记的委员（含书记）{number}人，超过一般不超过的{most}人（通常{least}至{usual}人）。"
        ]
    return []


def committee_posts(person: Standing) -> tuple[Post, ...]:
    """Return the committee's posts someone holds: those of the code table, not a group's."""
    known = set(labels("post"))
    return tuple(post for post in person.posts if post.post in known and not post.group_id)


def term(branch: Branch, people: list[Standing], day: date) -> list[Finding]:
    """R-10: the term of 5 years in villages and communities, 3 elsewhere, and its end."""
    found = rule("structure", "R-10")
    ends = branch.term_ends_on
    if branch.form == "临时":
        return []
    if ends is None:
        held = any(committee_posts(person) for person in people)
        text = "尚未登记本届当选日期，不能推算届满日期，请补充。"
        return [Finding(found, text, "branch", branch.id, "term_started_on")] if held else []
    if day >= ends:
        text = f"本届任期已于 {ends} 届满，请核对换届或延期批复。"
    elif day >= add_months(ends, -found["remind_months"]):
        text = f"本届任期将于 {ends} 届满，还有{(ends - day).days}天，请准备换届。"
    else:
        return []
    return [Finding(found, text, "branch", branch.id, "term_started_on")]


def groups(people: list[Standing]) -> list[Finding]:
    """Custom: from 20 members groups, each of at least 3."""
    found = rule("structure", "group-size")
    sizes = Counter(person.group.name for person in people if person.group)
    if not sizes:
        many = len(people) >= found["divide_from"]
        text = f"党员{len(people)}人，尚未划分党小组，请核对。"
        return [Finding(found, text, "party_group")] if many else []
    ids = {person.group.name: person.group.id for person in people if person.group}
    problems = [
        Finding(
            found,
            f"{name}有党员{number}人，少于{found['least']}人，请核对。",
            "party_group",
            ids[name],
        )
        for name, number in sizes.items()
        if number < found["least"]
    ]
    if alone := [person.member for person in people if not person.group]:
        names = "、".join(member.name for member in alone[:_NAMED])
        more = "等" if len(alone) > _NAMED else ""
        text = f"有{len(alone)}名党员尚未编入党小组（{names}{more}），请在党员名册里选中，用“调整党小组”编入。"
        problems.append(Finding(found, text, "member", alone[0].id))
    return problems


def identity_numbers(people: list[Standing]) -> list[Finding]:
    """R-50: check digit, sex and birthday of identity numbers not yet confirmed."""
    found = rule("structure", "R-50")
    return [
        Finding(
            found,
            f"{person.member.name}：{reason.removesuffix(CLAUSE)}",
            "member",
            person.member.id,
            field,
        )
        for person in people
        for field, reason in person.member.doubtful.items()
        if field not in PHONES and field in member_doubts(person.member)
    ]


def dates(store: Store, people: list[Standing], day: date) -> list[Finding]:
    """Dates that do not fit together, R-20 and R-33; none lies ahead that the clock has passed."""
    records = (store.branch, *store.all(Group), *store.all(Post), *(p.member for p in people))
    names = {person.member.id or 0: person.member.name for person in people}
    today = max(day, datetime.now().astimezone().date())
    return [*findings_in_dates(records, today, names), *findings_in_movements(store)]
