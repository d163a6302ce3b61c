"""Names typed for the people of a talk or a service."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.errors import InvalidRecord
from models.life.records import Service, ServicePerson
from models.life.taking_part import people_named, save_service
from tests.models.meetings.branches import people_of

NAMES = {1: "赵敏（1980年3月生）", 2: "赵敏（1990年3月生，办公室）", 3: "钱伟"}


@pytest.fixture
def people():
    return people_of(3)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("钱伟", [(3, "")]),
        ("钱伟、外人,钱伟；", [(3, ""), (None, "外人")]),
        ("钱伟 外人", [(3, ""), (None, "外人")]),
        ("钱 伟", [(3, "")]),
        ("赵敏（1990年3月生，办公室）、钱伟", [(2, ""), (3, "")]),
    ],
)
def test_names_mean_members_or_people_not_on_file(text, found):
    assert people_named(text, NAMES, "谈话人", "hosts") == found


def test_a_name_of_two_members_is_asked_for_in_full():
    with pytest.raises(InvalidRecord, match="有2个“赵敏”，请写成赵敏（1980年3月生）") as caught:
        people_named("赵敏", NAMES, "谈话人", "hosts")
    assert list(caught.value.problems) == ["hosts"]


def test_own_hours_of_someone_who_served_stay_when_others_change(people):
    with people.store.change("志愿服务") as change:
        service = save_service(
            change, Service(held_on=date(2026, 3, 5), name="清洁"), [(people.id(0), "")]
        )
    (person,) = people.store.all(ServicePerson)
    with people.store.change("时长") as change:
        change.save(replace(person, hours=30))
    with people.store.change("志愿服务") as change:
        save_service(change, service, [(people.id(0), ""), (None, "社区干部")])
    assert [(p.member_id, p.name, p.hours) for p in people.store.all(ServicePerson)] == [
        (people.id(0), "", 30), (None, "社区干部", None),
    ]  # fmt: skip
