"""The fields of a member's form, in the groups a secretary looks for them."""

from __future__ import annotations

from ui.record.form import Group

FORM_GROUPS = (
    Group(
        "基本情况",
        (
            "name", "sex", "nation", "identity_number", "born_on", "native_place", "group",
            "attached",
            "education", "degree", "joined_on", "full_on", "work_post", "phone",
            "landline", "address", "household",
        ),
    ),
    Group(
        "工作和学历",
        (
            "work_unit", "rank", "staffing", "profession", "stratum", "worked_since", "retired_on",
            "fulltime_education", "fulltime_degree", "fulltime_school", "onjob_education",
            "onjob_degree", "onjob_school", "is_veteran", "is_migrant_worker",
        ),
    ),
    Group(
        "入党和组织关系",
        (
            "applied_on", "join_type", "join_branch", "introducers", "extension_months",
            "seniority_correction", "joint_unit", "is_floating", "floating_to", "is_missing",
            "missing_since", "entry_type", "entered_on", "entry_by", "exit_type", "exited_on",
            "exit_by", "system_id", "registered_on", "registered_phone",
        ),
    ),
    Group("联系和备注", ("emergency_contact", "emergency_phone", "remark")),
)  # fmt: skip
