"""变动 in one step: a date and a ground, then everything that will change, before it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from models.attachments import attachments_of
from models.branch.records import Group, Post
from models.errors import AppError, InvalidRecord
from models.fields import field_of, fields_of, validate
from models.members import records
from models.members.movement_dates import (
    EXPELLED,
    due_at_meetings,
    refuse_dates,
    refuse_end_before_start,
)
from models.members.records import Member, Movement, Period, extension_problem
from models.members.standing import (
    FULL,
    LEAVING,
    NORMAL,
    PROBATIONARY,
    Standing,
    everyone_on,
)
from models.own_columns import remove_own
from models.values import PartialDate, surely_before

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.change import Change
    from models.store import Store


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing a movement changes: the sentence shown before, and the record saved then."""

    sentence: str
    record: Any


@dataclass(frozen=True, slots=True)
class _Case:
    """A movement with what it acts on."""

    movement: Movement
    person: Standing
    groups: tuple[Group, ...]

    @property
    def on(self) -> PartialDate:
        found = self.movement.happened_on
        if found is None:
            raise InvalidRecord({"happened_on": "变动日期不能为空"})
        return found

    def open_periods(self, *aspects: str) -> list[Period]:
        """Return what has not ended, of these aspects."""
        return [p for p in self.person.periods if p.aspect in aspects and p.until is None]

    def period(self, aspect: str, value: str = "", group_id: int | None = None) -> Period:
        """Return a new period beginning with the movement."""
        return Period(
            member_id=self.movement.member_id,
            aspect=aspect,
            value=value,
            group_id=group_id,
            since=self.on,
            ground=self.movement.ground or self.movement.kind,
            approval=self.movement.approval,
        )


def effects(
    store: Store,
    movement: Movement,
    today: date | None = None,
    groups: Iterable[Group] | None = None,
) -> list[Effect]:
    """Return what the movement would change, in the order shown; `today` is the clock's if None.

    `groups` are those its name of a party group may mean, all there are if None.

    Raises:
        InvalidRecord, AppError: when it cannot be, with the sentence to show.
    """
    if movement.happened_on is None:
        raise InvalidRecord({"happened_on": "变动日期不能为空"})
    if movement.kind not in _EFFECTS:
        raise InvalidRecord({"kind": f"没有“{movement.kind}”这种变动，请从列表中选择"})
    day = movement.happened_on.last
    store.get(Member, movement.member_id)
    person = next(p for p in everyone_on(store, day) if p.member.id == movement.member_id)
    case = _Case(movement, person, tuple(store.all(Group) if groups is None else groups))
    others = store.where(Movement, member_id=movement.member_id)
    refuse_dates(movement, person, today or datetime.now().astimezone().date(), others)
    found = [effect for part in _EFFECTS[movement.kind] for effect in part(case)]
    for effect in found:
        refuse_end_before_start(movement, effect.record)
        validate(effect.record)
    return found


def plan(store: Store, movement: Movement, today: date | None = None) -> list[str]:
    """Return the sentences that say what the movement would change, 应到 last."""
    from models.dues.of_member import dues_at_movement  # noqa: PLC0415 - dues read this area

    found = effects(store, movement, today)
    changed = [effect.record for effect in found]
    dues = dues_at_movement(store, _completed(store, movement), changed)
    due = due_at_meetings(store, movement, changed)
    return [*(effect.sentence for effect in found), *dues, *due]


def apply(store: Store, movement: Movement, today: date | None = None) -> Movement:
    """Enter the movement and everything it changes, as one step."""
    found = effects(store, movement, today)
    movement = _completed(store, movement)
    name = store.get(Member, movement.member_id).name
    with store.change(f"登记{name}的变动：{movement.kind}") as change:
        return enter_movement(change, movement, found)


def enter_movement(change: Change, movement: Movement, found: list[Effect]) -> Movement:
    """Enter a movement and what it was found to change, within a step."""
    from models.store import now  # noqa: PLC0415 - store lists this area's records

    saved = change.save(replace(movement, recorded_at=movement.recorded_at or now()))
    for effect in found:
        change.save(effect.record)
    return saved


def _completed(store: Store, movement: Movement) -> Movement:
    """Return the 转出 on file that awaited this receipt, with the receipt; else the movement.

    One who left once stands once among the changes.
    """
    if movement.kind != "转出" or not movement.received_on or movement.id:
        return movement
    moves = store.where(Movement, member_id=movement.member_id, kind="转出", received_on=None)
    if not moves:
        return movement
    said = {
        field.name: value
        for field in fields_of(Movement)
        if field.name != "happened_on" and (value := getattr(movement, field.name))
    }
    return replace(moves[-1], **said)


def remove(store: Store, *members: Member) -> None:
    """Take people entered by mistake off the file, with everything said of them, as one step.

    In the meetings they came to they stay by name.

    Raises:
        AppError: if someone has paid dues: a receipt was given for it.
    """
    from models.dues.of_member import remove_dues  # noqa: PLC0415 - dues read this area
    from models.meetings.people import let_go  # noqa: PLC0415 - only where someone is taken off

    whom = members[0].name if len(members) == 1 else f"{len(members)}人"
    with store.change(f"删除党员{whom}") as change:
        for member in members:
            for record_type in (Period, Movement, Post):
                for record in store.where(record_type, member_id=member.id):
                    change.delete(record)
            remove_dues(change, member)
            let_go(store, change, member)
            for attached in attachments_of(store, member):
                change.delete(attached)
            remove_own(change, Member.table, member.id or 0)
            change.delete(member)


def enter(
    store: Store, member: Member, *, group_id: int | None = None, attached: bool = False
) -> Member:
    """Put a new person on the roll, or among the 编入, last in the branch's order, as one step."""
    with store.change(f"新增党员{member.name}") as change:
        return enter_in(change, member, group_id=group_id, attached=attached)


def enter_in(
    change: Change, member: Member, *, group_id: int | None = None, attached: bool = False
) -> Member:
    """Put a new person on the roll, or among the 编入, within a step."""
    from models.store import now  # noqa: PLC0415 - store lists this area's records
    from models.values import name_keys  # noqa: PLC0415 - loads pypinyin

    place = change.largest(Member, "place") + 1
    saved = change.save(
        replace(member, keys=name_keys(member.name), place=place, recorded_at=now())
    )
    if saved.id is None:
        raise AssertionError("a saved record has an id")
    aspect = records.ATTACHED if attached else records.ON_ROLL
    change.save(Period(member_id=saved.id, aspect=aspect))
    if group_id:
        change.save(Period(member_id=saved.id, aspect=records.GROUP, group_id=group_id))
    return saved


def _joins(case: _Case) -> list[Effect]:
    if case.person.on_roll:
        raise AppError(f"{case.person.member.name}已在册，没有登记；请核对变动类型。")
    return [Effect(f"党员名册：从 {case.on} 起在册", case.period(records.ON_ROLL))]


def _arrives(case: _Case) -> list[Effect]:
    """Begin the 在册 of someone, or give the day to one who was entered without it."""
    undated = [p for p in case.open_periods(records.ON_ROLL) if p.since is None]
    if not undated:
        return _joins(case)
    return [
        Effect(f"党员名册：从 {case.on} 起在册", replace(undated[0], since=case.on)),
    ]


def _attached(case: _Case) -> list[Effect]:
    if case.person.on_roll or case.person.attached:
        how = "在册" if case.person.on_roll else "编入"
        raise AppError(f"{case.person.member.name}已{how}，没有登记；请核对人员和变动类型。")
    sentence = f"从 {case.on} 起编入本支部参加组织生活（组织关系不在本支部）"
    return [Effect(sentence, case.period(records.ATTACHED, case.movement.other_party))]


def _leaves(case: _Case, on: PartialDate | None = None) -> list[Effect]:
    last = on or case.on
    found = [
        Effect(_ENDED[p.aspect].format(last), replace(p, until=last))
        for p in case.open_periods(*_ENDED)
    ]
    if not found:
        raise AppError(f"{case.person.member.name}不在册，没有登记；请核对人员和变动类型。")
    return found + _ends_waiting(case, last) + _leaves_posts(case, last)


def _ends_waiting(case: _Case, last: PartialDate) -> list[Effect]:
    return [
        Effect(f"党籍状态：“{LEAVING}”到 {last} 为止", replace(p, until=last))
        for p in case.open_periods(records.STANDING)
        if p.value == LEAVING
    ]


def _detached(case: _Case) -> list[Effect]:
    """End 编入 alone where the person is on the roll as well."""
    attached = case.open_periods(records.ATTACHED)
    if not attached:
        raise AppError(f"{case.person.member.name}没有编入，没有登记；请核对人员和变动类型。")
    if not case.open_periods(records.ON_ROLL):
        return _leaves(case)
    sentence = _ENDED[records.ATTACHED].format(case.on)
    return [Effect(sentence, replace(p, until=case.on)) for p in attached]


_ENDED = {
    records.ON_ROLL: "党员名册：{} 以后不再在册，不计入应到",
    records.ATTACHED: "{} 以后不再编入本支部参加组织生活",
    records.GROUP: "党小组：{} 以后退出党小组",
}


def _leaves_posts(case: _Case, last: PartialDate) -> list[Effect]:
    return [
        Effect(f"党内职务：免去{post.post}（{last}）", replace(post, until=last))
        for post in case.person.posts
        if post.until is None
    ]


def _transfers_out(case: _Case) -> list[Effect]:
    """转出未被接收期间原组织仍负管理责任: 党员教育管理工作条例第二十五条."""
    if received := case.movement.received_on:
        return _leaves(case, PartialDate.of(received))
    if not case.person.on_roll:
        raise AppError(f"{case.person.member.name}不在册，没有登记；请核对人员和变动类型。")
    if case.person.standing == LEAVING:
        raise InvalidRecord({"received_on": "转出已登记过；收到回执后，请写上回执日期再登记"})
    state = case.period(records.STANDING, LEAVING)
    kept = "党籍状态：已转出未接收；收到回执前仍在本支部名册，仍由本支部管理"
    return [Effect(kept, state), *_leaves_posts(case, case.on)]


def _restored(case: _Case) -> list[Effect]:
    return [Effect("党籍状态：正常", case.period(records.STANDING, NORMAL))]


def _begins_probation(case: _Case) -> list[Effect]:
    member = case.person.member
    found = [Effect("类别：预备党员", case.period(records.CATEGORY, PROBATIONARY))]
    if member.joined_on is None:
        found.append(Effect(f"入党日期：{case.on}", replace(member, joined_on=case.on)))
    return found


def _begins_anew(case: _Case) -> list[Effect]:
    """党龄从预备期满转正之日算起: 发展党员工作细则（2026）第三十三条; the former dates are past."""
    member = replace(case.person.member, joined_on=case.on, full_on=None)
    sentence = f"入党日期：{case.on}；原转正日期清空，党龄待转正后重新算起"
    return [
        Effect("类别：预备党员", case.period(records.CATEGORY, PROBATIONARY)),
        Effect(sentence, member),
    ]


def _becomes_full(case: _Case) -> list[Effect]:
    if case.person.category == FULL and case.person.member.full_on:
        raise AppError(f"{case.person.member.name}已是正式党员，没有登记；请核对人员和变动类型。")
    member = replace(case.person.member, full_on=case.on)
    return [
        Effect(f"转正日期：{case.on}；党龄从这一天算起", member),
        Effect("类别：正式党员", case.period(records.CATEGORY, FULL)),
    ]


def _retires(case: _Case) -> list[Effect]:
    return [Effect(f"离退休日期：{case.on}", replace(case.person.member, retired_on=case.on))]


def _changes_post(case: _Case) -> list[Effect]:
    post = _wanted(case, "新的单位及职务")
    return [Effect(f"单位及职务：{post}", replace(case.person.member, work_post=post))]


def _changes_group(case: _Case) -> list[Effect]:
    name = _wanted(case, "新的党小组")
    group = _group_named(case, name)
    ended = [
        Effect(f"党小组：{case.on} 退出原党小组", replace(p, until=case.on))
        for p in case.open_periods(records.GROUP)
    ]
    return [*ended, Effect(f"党小组：编入{name}", case.period(records.GROUP, group_id=group.id))]


def _group_named(case: _Case, name: str) -> Group:
    """Return the group of a name on the day: one dissolved before is none, one standing prevails."""
    named = [group for group in case.groups if group.name == name]
    if not named:
        raise InvalidRecord({"other_party": f"没有名为“{name}”的党小组，请先在组织建设中建立"})
    ends = [(group, group.dissolved_on) for group in named]
    left = [(group, end) for group, end in ends if not end or not surely_before(end, case.on)]
    if not left:
        sentence = f"“{name}”在 {case.on} 以前已经撤销，请另选党小组"
        raise InvalidRecord({"other_party": sentence})
    standing = [group for group, end in left if not end or surely_before(case.on, end)]
    return standing[0] if standing else left[0][0]


def _wanted(case: _Case, what: str) -> str:
    if not case.movement.other_party:
        label = field_of(Movement, "other_party").label
        raise InvalidRecord({"other_party": f"请在“{label}”写明{what}"})
    return case.movement.other_party


def _suspended(case: _Case) -> list[Effect]:
    return [Effect("党籍状态：停止党籍", case.period(records.STANDING, "停止党籍"))]


def _extends_probation(case: _Case) -> list[Effect]:
    """Once, by half a year at least and a year at most: 发展党员工作细则（2026）第三十一条."""
    text = _wanted(case, "延长的月数，如6").removesuffix("月").removesuffix("个")
    months = int(text) if text.isdecimal() else 0
    if sentence := extension_problem(months):
        raise InvalidRecord({"other_party": sentence})
    member = case.person.member
    if case.person.category == FULL or member.extension_months:
        what = "已是正式党员" if case.person.category == FULL else "已延长过一次预备期"
        raise AppError(f"{member.name}{what}，没有登记；请核对人员和变动类型。")
    return [Effect(f"预备期延长{months}个月", replace(member, extension_months=months))]


_EFFECTS: dict[str, tuple[Callable[[_Case], list[Effect]], ...]] = {
    "新发展": (_arrives, _begins_probation),
    "转入": (_arrives,),
    "恢复党籍": (_joins, _restored),
    "重新入党": (_joins, _begins_anew),
    "编入": (_attached,),
    "结束编入": (_detached,),
    "转正": (_becomes_full,),
    "延长预备期": (_extends_probation,),
    "转出": (_transfers_out,),
    "去世": (_leaves,),
    "停止党籍": (_leaves, _suspended),
    **dict.fromkeys(EXPELLED, (_leaves,)),
    "出国定居": (_leaves,),
    "退休": (_retires,),
    "调岗": (_changes_post,),
    "调整党小组": (_changes_group,),
}
KINDS = tuple(_EFFECTS)
