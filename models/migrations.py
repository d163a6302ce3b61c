"""The schema's history: one frozen function a step, SQL by hand, never edited once released."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.aside import keep_aside
from models.database import SCHEMA_VERSION, STEPS_ASIDE  # first: it presents the driver
from models.journal import to_json
from models.schema import (
    AMOUNT,
    KEYS,
    KIND,
    PLACE,
    YEAR,
    counts,
    day,
    flag,
    money,
    month,
    part,
    partial,
    references,
    required_day,
    text,
    time,
    votes,
)
from models.search_sums import seal_all

from sqlite_utils import Database, Migrations  # isort: skip

if TYPE_CHECKING:
    from models.database import Connection

migrations = Migrations("zhibu")


def migrate(conn: Connection) -> None:
    """Bring a file to the present schema, in one transaction a step.

    Foreign keys are off meanwhile and checked afterwards, because a step may rebuild tables.
    """
    conn.execute("PRAGMA foreign_keys = OFF")
    migrations.apply(Database(conn))
    broken = conn.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise AssertionError(f"migration broke references: {broken[:3]}")
    steps = conn.execute("SELECT * FROM _sqlite_migrations ORDER BY id").fetchall()
    keep_aside(conn, STEPS_ASIDE, to_json(steps))
    conn.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    conn.execute("PRAGMA foreign_keys = ON")


@migrations()
def m0001_journal(db: Database) -> None:
    """Keep every change with what was before and after it; view settings and drafts aside."""
    db.execute(
        f"CREATE TABLE journal ({KEYS}, time TEXT NOT NULL, title TEXT NOT NULL,"
        " undoes INTEGER REFERENCES journal (id), schema INTEGER NOT NULL,"
        " hash TEXT NOT NULL) STRICT"
    )
    db.execute(
        f"CREATE TABLE change ({KEYS}, journal_id INTEGER NOT NULL REFERENCES journal (id),"
        " table_name TEXT NOT NULL, row_id INTEGER NOT NULL, before TEXT, after TEXT,"
        " CHECK (before IS NOT NULL OR after IS NOT NULL)) STRICT"
    )
    db.execute("CREATE INDEX change_row ON change (table_name, row_id)")
    db.execute("CREATE INDEX change_journal ON change (journal_id)")
    db.execute(
        f"CREATE TABLE aside ({KEYS}, name TEXT NOT NULL UNIQUE, body TEXT NOT NULL,"
        " sum TEXT NOT NULL) STRICT"
    )
    db.execute(
        f"CREATE TABLE search_row ({KEYS}, table_name TEXT NOT NULL, row_id INTEGER NOT NULL,"
        " UNIQUE (table_name, row_id)) STRICT"
    )
    db.execute(
        "CREATE VIRTUAL TABLE search USING fts5(body, content='', contentless_delete=1,"
        " tokenize=\"unicode61 categories 'L* N* M* Co P* S*'\")"
    )


@migrations()
def m0002_branch(db: Database) -> None:
    """Keep the branch, its years, groups and posts."""
    db.execute(
        f"CREATE TABLE branch ({KEYS}, name TEXT NOT NULL CHECK (name <> ''),"
        f" {text('short_name code superior domain form joint_units contact contact_phone address uid')},"
        f" {partial('founded_on')}, {day('term_started_on')},"
        " term_years INTEGER CHECK (term_years BETWEEN 1 AND 5)) STRICT"
    )
    db.execute(
        f"CREATE TABLE branch_year ({KEYS}, year INTEGER NOT NULL CHECK (year BETWEEN 1921 AND 2100),"
        f" {text('theme')}, UNIQUE (branch_id, year)) STRICT"
    )
    db.execute(
        f"CREATE TABLE party_group ({KEYS}, name TEXT NOT NULL CHECK (name <> ''),"
        f" place INTEGER NOT NULL DEFAULT 0, {partial('formed_on')}, {partial('dissolved_on')},"
        f" {text('remark')}) STRICT"
    )


_MEMBER_TEXTS = (
    "sex nation native_place identity_number education degree work_post phone landline address"
    " household work_unit rank staffing profession stratum fulltime_education fulltime_degree"
    " fulltime_school onjob_education onjob_degree onjob_school emergency_contact emergency_phone"
    " join_type join_branch introducers joint_unit floating_to system_id registered_phone"
    " entry_type entry_by exit_type exit_by remark keys photo recorded_at"
)
_MEMBER_DATES = "born_on joined_on full_on worked_since retired_on applied_on missing_since entered_on exited_on"


@migrations()
def m0003_members(db: Database) -> None:
    """Keep members, what is true of them for a time, their movements, posts and attachments."""
    dates = ", ".join(map(partial, _MEMBER_DATES.split()))
    flags = ", ".join(map(flag, ("is_veteran", "is_migrant_worker", "is_floating", "is_missing")))
    member = references("member_id", "member", required=True)
    group = references("group_id", "party_group", required=False)
    db.execute(
        f"CREATE TABLE member ({KEYS}, name TEXT NOT NULL CHECK (name <> ''),"
        f" {text(_MEMBER_TEXTS)}, {dates}, {flags}, {day('registered_on')},"
        " extension_months INTEGER, seniority_correction INTEGER,"
        " place INTEGER NOT NULL DEFAULT 0, doubts TEXT NOT NULL DEFAULT '{}') STRICT"
    )
    db.execute(
        "CREATE UNIQUE INDEX member_identity ON member (branch_id, identity_number)"
        " WHERE identity_number <> ''"
    )
    db.execute(
        f"CREATE TABLE period ({KEYS}, {member}, aspect TEXT NOT NULL CHECK (aspect <> ''), {group},"
        f" {partial('since')}, {partial('until')}, {text('value ground approval')}) STRICT"
    )
    db.execute(
        f"CREATE TABLE movement ({KEYS}, {member}, kind TEXT NOT NULL CHECK (kind <> ''),"
        f" {partial('happened_on')}, {partial('dues_paid_to')}, {day('received_on')},"
        f" {text('other_party ground approval remark recorded_at')}) STRICT"
    )
    db.execute(
        f"CREATE TABLE post ({KEYS}, {member}, post TEXT NOT NULL CHECK (post <> ''), {group},"
        f" {partial('since')}, {partial('until')}, {day('term_ends_on')},"
        f" {text('duty approval')}) STRICT"
    )
    db.execute("CREATE INDEX period_member ON period (member_id)")
    db.execute("CREATE INDEX movement_member ON movement (member_id)")
    db.execute("CREATE INDEX post_member ON post (member_id)")
    db.execute(
        f"CREATE TABLE attachment ({KEYS}, owner_table TEXT NOT NULL, owner_id INTEGER NOT NULL,"
        " place INTEGER NOT NULL DEFAULT 0, size INTEGER NOT NULL,"
        f" {text('name caption media_type digest recorded_at')}) STRICT"
    )
    db.execute(
        f"CREATE TABLE content ({KEYS}, digest TEXT NOT NULL UNIQUE, bytes BLOB NOT NULL) STRICT"
    )


@migrations()
def m0004_search_sums(db: Database) -> None:
    """Keep a sum of every part of the search index, merged from now on only as a whole."""
    db.execute(
        f"CREATE TABLE search_sum ({KEYS}, source TEXT NOT NULL, place INTEGER NOT NULL,"
        " state TEXT NOT NULL, sum TEXT NOT NULL, UNIQUE (source, place)) STRICT"
    )
    db.execute("INSERT INTO search (search, rank) VALUES ('automerge', 0)")
    db.execute("INSERT INTO search (search) VALUES ('optimize')")
    seal_all(db.conn)


@migrations()
def m0005_own_columns(db: Database) -> None:
    """Keep the columns a branch adds to its ledgers, and what stands in them."""
    db.execute(
        f"CREATE TABLE own_column ({KEYS}, owner_table TEXT NOT NULL CHECK (owner_table <> ''),"
        " label TEXT NOT NULL CHECK (label <> ''),"
        " kind TEXT NOT NULL CHECK (kind IN ('文本', '数字', '日期')),"
        " width INTEGER NOT NULL, date_style TEXT NOT NULL DEFAULT '',"
        " place INTEGER NOT NULL DEFAULT 0, UNIQUE (branch_id, owner_table, label)) STRICT"
    )
    db.execute(
        f"CREATE TABLE own_value ({KEYS}, owner_table TEXT NOT NULL CHECK (owner_table <> ''),"
        f" owner_id INTEGER NOT NULL, {references('column_id', 'own_column', required=True)},"
        " value TEXT NOT NULL CHECK (value <> ''), UNIQUE (column_id, owner_id)) STRICT"
    )
    db.execute("CREATE INDEX own_value_owner ON own_value (owner_id)")


@migrations()
def m0006_meetings(db: Database) -> None:
    """Keep meetings with their agenda, speeches, tasks, attendance, votes and elections."""
    member = references("member_id", "member", required=False)
    group = references("group_id", "party_group", required=False)
    people = ", ".join(
        references(f"{who}_id", "member", required=False) for who in ("chair", "recorder")
    )
    db.execute(
        f"CREATE TABLE meeting ({KEYS}, {KIND}, {required_day('held_on')}, {day('ends_on')},"
        f" {time('starts_at')}, {time('ends_at')}, {group}, {people},"
        f" {text('also name venue chair_name recorder_name lecturer observers campaign body remark recorded_at')},"
        " appraisal_year INTEGER CHECK (appraisal_year BETWEEN 1921 AND 2100),"
        f" {counts('serial study due present voters_due voters_present')},"
        f" {flag('has_typed_counts')}) STRICT"
    )
    db.execute(
        f"CREATE TABLE agenda_item ({part('meeting_id', 'meeting')},"
        f" {text('topic part reporter report resolution')}) STRICT"
    )
    db.execute(
        f"CREATE TABLE speech ({part('item_id', 'agenda_item')}, {member}, {text('name words')}) STRICT"
    )
    db.execute(
        f"CREATE TABLE meeting_task ({part('item_id', 'agenda_item')}, {member},"
        f" what TEXT NOT NULL CHECK (what <> ''), {text('name result')},"
        f" {day('due_on')}, {day('done_on')}) STRICT"
    )
    db.execute(
        f"CREATE TABLE attendance ({KEYS}, {references('meeting_id', 'meeting', required=True)},"
        f" {member}, {text('name status reason excluded_as ground approval')}, {day('made_up_on')},"
        " is_counted INTEGER NOT NULL DEFAULT 1 CHECK (is_counted IN (0, 1)),"
        " may_vote INTEGER NOT NULL DEFAULT 1 CHECK (may_vote IN (0, 1)),"
        " UNIQUE (meeting_id, member_id)) STRICT"
    )
    db.execute(
        f"CREATE TABLE vote ({part('item_id', 'agenda_item')}, {member}, {KIND},"
        f" {text('subject name method written_by')}, {counts('due present')}, {day('passed_on')},"
        f" {votes('yes no abstain written_yes written_no written_abstain')}) STRICT"
    )
    db.execute(
        f"CREATE TABLE election ({part('item_id', 'agenda_item')},"
        f" office TEXT NOT NULL CHECK (office <> ''), {text('term tellers approval')},"
        f" {counts('seats due present voters issued returned valid invalid')}) STRICT"
    )
    db.execute(
        f"CREATE TABLE candidate ({part('election_id', 'election')}, {member}, {text('name')},"
        f" {flag('is_written_in')}, {flag('is_elected')}, {votes('yes no abstain')}) STRICT"
    )
    db.execute(
        f"CREATE TABLE not_held ({KEYS}, {KIND}, {YEAR},"
        f" month INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12), {group},"
        f" reason TEXT NOT NULL CHECK (reason <> ''), {text('recorded_at')}) STRICT"
    )
    db.execute(
        f"CREATE TABLE own_kind ({KEYS}, name TEXT NOT NULL CHECK (name <> ''), {PLACE},"
        f" {text('scope sheet')}, {flag('is_study')}, UNIQUE (branch_id, name)) STRICT"
    )
    db.execute(
        f"CREATE TABLE meeting_template ({KEYS}, {KIND}, name TEXT NOT NULL CHECK (name <> ''),"
        f" {PLACE}, {text('topics required_parts chosen_parts')}, {flag('is_hidden')},"
        " UNIQUE (branch_id, kind, name)) STRICT"
    )
    db.execute(
        "CREATE INDEX meeting_day ON meeting (held_on, kind, also, group_id, appraisal_year, id)"
    )
    for table, column in (
        ("agenda_item", "meeting_id"), ("speech", "item_id"), ("meeting_task", "item_id"),
        ("vote", "item_id"), ("election", "item_id"), ("candidate", "election_id"),
        ("attendance", "member_id"),
    ):  # fmt: skip
        db.execute(f"CREATE INDEX {table}_{column} ON {table} ({column})")


@migrations()
def m0007_life(db: Database) -> None:
    """Keep talks, appraisals, problems and measures, dual life, thought, service and 学时."""
    member = references("member_id", "member", required=False)
    meeting = references("meeting_id", "meeting", required=False)
    db.execute(
        f"CREATE TABLE talk ({KEYS}, {required_day('held_on')}, {time('starts_at')},"
        f" {text('way occasion venue outline content result remark recorded_at')}) STRICT"
    )
    db.execute(
        f"CREATE TABLE talk_person ({KEYS}, {references('talk_id', 'talk', required=True)},"
        f" {member}, {text('name')}, {flag('is_host')}, UNIQUE (talk_id, member_id)) STRICT"
    )
    db.execute(
        f"CREATE TABLE appraisal ({KEYS}, {YEAR}, {meeting}, {day('began_on')},"
        f" {day('ended_on')}, {text('batch remark')},"
        f" {counts('due present issued returned valid')}) STRICT"
    )
    db.execute(
        f"CREATE TABLE appraisal_result ({KEYS},"
        f" {references('appraisal_id', 'appraisal', required=True)}, {member},"
        f" {text('name self_grade grade opinion disposal')}, {flag('is_probationary')},"
        f" {votes('excellent qualified basic failing')}, UNIQUE (appraisal_id, member_id)) STRICT"
    )
    db.execute(
        f"CREATE TABLE life_entry ({KEYS}, {YEAR}, {meeting}, {PLACE}, {KIND}, {member},"
        f" problem TEXT NOT NULL CHECK (problem <> ''),"
        f" {text('name raised_by measure owner result')}, {day('due_on')}, {day('done_on')}) STRICT"
    )
    db.execute(
        f"CREATE TABLE dual_life ({KEYS}, {required_day('held_on')}, {member}, {meeting},"
        f" {text('name office kind body content')}) STRICT"
    )
    db.execute(
        f"CREATE TABLE thought ({KEYS}, {required_day('made_on')}, {member},"
        f" state TEXT NOT NULL CHECK (state <> ''), {text('name made_by problem measure')}) STRICT"
    )
    db.execute(
        f"CREATE TABLE service ({KEYS}, {required_day('held_on')},"
        f" name TEXT NOT NULL CHECK (name <> ''), {text('venue result')}, {counts('hours')},"
        f" {flag('is_reporting')}) STRICT"
    )
    db.execute(
        f"CREATE TABLE service_person ({KEYS}, {references('service_id', 'service', required=True)},"
        f" {member}, {text('name')}, {counts('hours')}, UNIQUE (service_id, member_id)) STRICT"
    )
    db.execute(
        f"CREATE TABLE study ({KEYS}, {member}, {required_day('held_on')}, {day('ends_on')},"
        f" content TEXT NOT NULL CHECK (content <> ''), {text('name form organiser')},"
        f" {votes('hours')}) STRICT"
    )
    for table, column in (
        ("talk", "held_on"), ("talk_person", "member_id"), ("appraisal_result", "member_id"),
        ("dual_life", "held_on"), ("service", "held_on"), ("study", "held_on"),
    ):  # fmt: skip
        db.execute(f"CREATE INDEX {table}_{column} ON {table} ({column})")


@migrations()
def m0008_dues(db: Database) -> None:
    """Keep 核定, waivers, payments with their months and receipt numbers, 大额, 上缴, 使用, 公布."""
    member = references("member_id", "member", required=True)
    span = f"{month('since')}, {month('until')}"
    db.execute(
        f"CREATE TABLE dues_basis ({KEYS}, {member}, {month('since')},"
        " payer TEXT NOT NULL CHECK (payer <> ''), base INTEGER CHECK (base >= 0),"
        f" amount INTEGER NOT NULL CHECK (amount >= 0), {text('cause reason remark recorded_at')},"
        f" {day('decided_on')}, {flag('is_assumed')}, UNIQUE (member_id, since)) STRICT"
    )
    db.execute(
        f"CREATE TABLE dues_item ({part('basis_id', 'dues_basis')},"
        f" label TEXT NOT NULL CHECK (label <> ''), {text('use')},"
        " amount INTEGER NOT NULL) STRICT"
    )
    db.execute(
        f"CREATE TABLE dues_waiver ({KEYS}, {member}, {span}, {money('amount')},"
        f" {text('ground approved_by remark')}, {day('approved_on')}) STRICT"
    )
    db.execute(
        f"CREATE TABLE dues_payment ({KEYS}, {member}, {required_day('paid_on')},"
        " receipt_year INTEGER NOT NULL, receipt_number INTEGER NOT NULL,"
        f" {text('way handed_by collector reason void_reason remark recorded_at')},"
        f" {day('voided_on')}, UNIQUE (receipt_year, receipt_number, branch_id)) STRICT"
    )
    db.execute(
        f"CREATE TABLE dues_month ({KEYS}, {references('payment_id', 'dues_payment', required=True)},"
        f" {month('month')}, {AMOUNT}) STRICT"
    )
    db.execute(
        f"CREATE TABLE dues_receipts ({KEYS}, {YEAR}, last INTEGER NOT NULL CHECK (last BETWEEN 0 AND 1000000),"
        " UNIQUE (branch_id, year)) STRICT"
    )
    db.execute(
        f"CREATE TABLE dues_large ({KEYS}, {member}, {required_day('paid_on')}, {AMOUNT},"
        f" {day('sent_on')}, {text('brief receipt remark')}) STRICT"
    )
    db.execute(
        f"CREATE TABLE dues_remittance ({KEYS}, {span}, {AMOUNT}, {required_day('sent_on')},"
        f" {text('receipt way handler remark')}) STRICT"
    )
    db.execute(
        f"CREATE TABLE dues_use ({KEYS}, {required_day('used_on')},"
        f" summary TEXT NOT NULL CHECK (summary <> ''), {money('income outlay')},"
        f" {day('decided_on')}, {text('voucher category handler approver remark')}) STRICT"
    )
    db.execute(
        f"CREATE TABLE dues_publication ({KEYS}, {YEAR}, {required_day('published_on')},"
        f" {text('way remark')}) STRICT"
    )
    for table, column in (
        ("dues_item", "basis_id"), ("dues_waiver", "member_id"), ("dues_payment", "member_id"),
        ("dues_month", "payment_id"), ("dues_month", "month"), ("dues_large", "member_id"),
    ):  # fmt: skip
        db.execute(f"CREATE INDEX {table}_{column} ON {table} ({column})")
