"""Types of meetings and agendas that the branch keeps: altered, renamed, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.errors import InvalidRecord, NotFound
from models.meetings.kinds import Kinds
from models.meetings.minutes import Point
from models.meetings.own_kinds import remove_kind, save_kind
from models.meetings.records import AgendaItem, Meeting, OwnKind, Template
from models.meetings.settings import MeetingSettings, meeting_settings
from models.meetings.templates import (
    every_template,
    points_of,
    restore_shipped,
    save_template,
    stop_using,
    template_of,
    templates_for,
)
from tests.models.meetings.branches import people_of


@pytest.fixture
def people():
    return people_of(4)


def topics(store, kind):
    return [point.item.topic for point in points_of(templates_for(store, kind)[0])]


def test_a_shipped_agenda_is_altered_and_given_its_own_wording_back(people):
    store = people.store
    shipped = templates_for(store, "支委会")[0]
    save_template(store, replace(shipped, topics="议党建"), shipped)
    assert topics(store, "支委会") == ["议党建"]
    restore_shipped(store, templates_for(store, "支委会")[0])
    assert topics(store, "支委会") == shipped.topics.splitlines()
    store.undo()
    assert topics(store, "支委会") == ["议党建"]


def test_an_agenda_no_longer_used_is_not_offered_and_can_come_back(people):
    store = people.store
    stop_using(store, templates_for(store, "党课")[0])
    assert templates_for(store, "党课") == []
    (hidden,) = every_template(store, "党课")
    restore_shipped(store, hidden)
    assert len(templates_for(store, "党课")) == 1
    own = save_template(store, Template(kind="党课", name="微党课", topics="授课"))
    stop_using(store, own)
    assert store.all(Template) == []


def test_an_agenda_needs_a_name_of_its_own_and_a_topic(people):
    store = people.store
    shipped = templates_for(store, "支委会")[0]
    for wrong, before, words in (
        (Template(kind="支委会", name=shipped.name, topics="议"), None, "已有“月度支委会”"),
        (Template(kind="支委会", name="临时"), None, "至少写一项"),
        (Template(kind="支委会", name="", topics="议"), None, "不能为空"),
        (replace(shipped, name="别的"), shipped, "名称不能改"),
    ):
        with pytest.raises(InvalidRecord, match=words):
            save_template(store, wrong, before)
    assert store.all(Template) == []


def test_an_agenda_undone_meanwhile_is_said_to_be_gone(people):
    store = people.store
    own = save_template(store, Template(kind="党课", name=" 微党课 ", topics="授课"))
    assert own.name == "微党课"
    with pytest.raises(InvalidRecord, match="已有“微党课”"):
        save_template(store, Template(kind="党课", name="微党课 ", topics="授课"))
    store.undo()
    with pytest.raises(NotFound, match="已被删除或撤销"):
        save_template(store, replace(own, topics="讨论"), own)
    assert store.all(Template) == []


def test_the_topics_of_a_meeting_become_an_agenda_each_in_its_part():
    items = (("重温誓词", "规定动作"), ("议事", ""), ("走访", "自选动作"), (" ", ""))
    points = [Point(item=AgendaItem(topic=topic, part=part, report="说")) for topic, part in items]
    made = template_of(points, "主题党日", "本月")
    assert (made.topics, made.required_parts, made.chosen_parts) == ("议事", "重温誓词", "走访")


def test_a_type_under_a_new_name_takes_its_meetings_and_agendas_along(people):
    store = people.store
    kind = save_kind(store, OwnKind(name="支部共建", scope="支委"))
    save_template(store, Template(kind="支部共建", name="共建", topics="交流"))
    main = people.hold(kind="支部共建").meeting
    beside = people.hold(kind="主题党日", also="党课、支部共建", day=date(2026, 3, 21)).meeting
    save_kind(store, replace(kind, name="结对共建"))
    assert store.get(Meeting, main.id).kind == "结对共建"
    assert store.get(Meeting, beside.id).also == "党课、结对共建"
    assert topics(store, "结对共建") == ["交流"]
    store.undo()
    assert store.get(Meeting, main.id).kind == "支部共建"


def test_a_type_has_a_name_of_its_own_and_stays_while_meetings_are_of_it(people):
    store = people.store
    kind = save_kind(store, OwnKind(name="支部共建"))
    for name in ("党课", "支部共建", "党课、共建"):
        with pytest.raises(InvalidRecord):
            save_kind(store, OwnKind(name=name))
    held = people.hold(kind="主题党日", also="支部共建")
    with pytest.raises(InvalidRecord, match="有1次会议是“支部共建”"):
        remove_kind(store, kind)
    with store.change("改") as change:
        change.save(replace(held.meeting, also=""))
    save_template(store, Template(kind="支部共建", name="共建", topics="交流"))
    remove_kind(store, kind)
    assert "支部共建" not in Kinds.of(store).names
    assert store.all(Template) == []


@pytest.mark.parametrize("kept", [[], {"late_days": "七", "hours": None, "main_only": True}])
def test_settings_that_a_file_does_not_spell_well_are_the_usual_ones(people, kept):
    people.store.prefer("settings:meetings", kept)
    expected = MeetingSettings(main_only=bool(kept))
    assert meeting_settings(people.store) == expected
