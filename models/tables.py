"""Every record type by its table: the one list of what the journal, the index and verify cover."""

from __future__ import annotations

from typing import Any

from models.attachments import Attachment
from models.branch import Branch, BranchYear, Group, Post
from models.dues.records import (
    Basis,
    BasisItem,
    DuesUse,
    DuesWaiver,
    LargeDues,
    PaidMonth,
    Payment,
    Publication,
    ReceiptCount,
    Remittance,
)
from models.life.records import (
    Appraisal,
    AppraisalResult,
    DualLife,
    LifeEntry,
    Service,
    ServicePerson,
    Study,
    Talk,
    TalkPerson,
    Thought,
)
from models.meetings.records import (
    AgendaItem,
    Attendance,
    Candidate,
    Election,
    Meeting,
    MeetingTask,
    NotHeld,
    OwnKind,
    Speech,
    Template,
    Vote,
)
from models.members.records import Member, Movement, Period
from models.own_columns import OwnColumn, OwnValue

RECORDS: dict[str, type[Any]] = {
    record_type.table: record_type
    for record_type in (
        Branch, BranchYear, Group, Member, Period, Movement, Post, Attachment,
        Meeting, AgendaItem, Speech, MeetingTask, Attendance, Vote, Election, Candidate, NotHeld,
        OwnKind, Template,
        Talk, TalkPerson, Appraisal, AppraisalResult, LifeEntry, DualLife, Thought, Service,
        ServicePerson, Study,
        Basis, BasisItem, DuesWaiver, Payment, PaidMonth, ReceiptCount, LargeDues, Remittance,
        DuesUse, Publication,
        OwnColumn, OwnValue,
    )
}  # fmt: skip
