"""The tables as values to write queries with. Keys, checks and triggers stand in `migrations`.

A test compares them with what the migrations made. "None" is '' where a column is part of a key
(`step`, `answer`, `role`, `result` of arcs and facts), NULL elsewhere.
"""

from typing import Any, TypeAlias

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

from sopflow.store.columns import Instant, Json

METADATA = MetaData()
VIEWS = MetaData()


Kind: TypeAlias = Any  # a type of a column, or its class


def _key(name: str, kind: Kind = Text) -> Column[Any]:
    return Column(name, kind, primary_key=True)


def _may(name: str, kind: Kind = Text) -> Column[Any]:
    return Column(name, kind, nullable=True)


def _has(name: str, kind: Kind = Text) -> Column[Any]:
    return Column(name, kind, nullable=False)


units = Table(
    "units",
    METADATA,
    _key("id"),
    _has("kind"),
    _has("name"),
    _may("parent_id"),
    _has("zone"),
    _may("address"),
)
calendars = Table(
    "calendars",
    METADATA,
    _key("unit_id"),
    _key("version", Integer),
    _has("body", Json),
    _has("recorded_at", Instant),
)
positions = Table(
    "positions",
    METADATA,
    _key("id"),
    _has("unit_id"),
    _has("kind"),
    _has("name"),
    _may("superior_id"),
)
persons = Table("persons", METADATA, _key("id"), _has("kind"), _may("name"))
accounts = Table(
    "accounts",
    METADATA,
    _key("person_id"),
    _has("username"),
    _may("password_hash"),
    _may("email"),
    _has("language"),
    _has("is_admin", Boolean),
    _has("may_ratify", Boolean),
    _may("disabled_at", Instant),
)
sign_in_links = Table(
    "sign_in_links",
    METADATA,
    _key("token_hash"),
    _has("person_id"),
    _has("purpose"),
    _has("expires_at", Instant),
    _may("used_at", Instant),
)
sessions = Table(
    "sessions",
    METADATA,
    _key("token_hash"),
    _has("person_id"),
    _has("created_at", Instant),
    _has("last_seen_at", Instant),
    _has("expires_at", Instant),
    _may("revoked_at", Instant),
    _may("user_agent"),
)
appointments = Table(
    "appointments",
    METADATA,
    _key("id"),
    _has("person_id"),
    _has("position_id"),
    _has("capacity"),
    _has("letter_number"),
    _has("letter_date", Date),
    _has("valid_from", Date),
    _may("valid_until", Date),
    _has("recorded_at", Instant),
    _may("ended_recorded_at", Instant),
)
secrets = Table("secrets", METADATA, _key("name"), _has("value"))

versions = Table(
    "versions",
    METADATA,
    _key("id"),
    _has("sop_code"),
    _has("sop_version"),
    _may("scope_unit"),
    _may("scope_unit_kind"),
    _has("source"),
    _has("machine", Json),
    _has("certificate", Json),
    _has("effective_on", Date),
    _has("submitted_at", Instant),
    _has("submitted_by"),
)
version_events = Table(
    "version_events",
    METADATA,
    _key("version_id"),
    _key("seq", Integer),
    _has("state"),
    _has("person_id"),
    _may("note"),
    _has("recorded_at", Instant),
)
version_terms = Table(  # a view: from which day a version is in force, and before which
    "version_terms",
    VIEWS,
    _has("version_id"),
    _has("sop_code"),
    _may("scope_unit"),
    _may("scope_unit_kind"),
    _has("from_on", Date),
    _may("until_on", Date),
)
markings = Table(
    "markings",
    METADATA,
    _key("version_id"),
    _key("id"),
    _may("end_id"),
    _has("result"),
    _has("is_deciding", Boolean),
    _has("is_start", Boolean),
)
arcs = Table(
    "arcs",
    METADATA,
    _key("version_id"),
    _key("source"),
    _key("trigger"),
    _has("step"),
    _has("answer"),
    _has("role"),
    _has("actor_class"),
    _has("target"),
    _has("result"),
)
must = Table("must", METADATA, _key("version_id"), _key("end_id"), _key("obligation"))
meets = Table(
    "meets",
    METADATA,
    _key("version_id"),
    _key("end_id"),
    _key("obligation"),
    _key("step"),
    _key("trigger"),
)
judges = Table("judges", METADATA, _key("version_id"), _key("step"), _key("item"))
changes = Table("changes", METADATA, _key("version_id"), _key("trigger"), _key("item"))
stands = Table("stands", METADATA, _key("version_id"), _key("changing_step"), _key("step"))
rounds = Table("rounds", METADATA, _key("version_id"), _key("trigger"), _has("rounds_max", Integer))
openings = Table(
    "openings",
    METADATA,
    _key("version_id"),
    _key("source"),
    _key("trigger"),
    _key("step"),
)
duties = Table(
    "duties",
    METADATA,
    _key("version_id"),
    _key("step"),
    _key("kind"),
    _key("number", Integer),
    _key("other"),
    _has("most", Integer),
)
may_act = Table(
    "may_act",
    METADATA,
    _key("version_id"),
    _key("role"),
    _key("position_kind"),
    _has("relation"),
    _has("named_unit"),
    _key("capacity"),
    _has("rank", Integer),
)

cases = Table(
    "cases",
    METADATA,
    _key("id"),
    _has("number"),
    _has("version_id"),
    _has("unit_id"),
    _has("applicant_id"),
    _has("marking"),
    _has("seq", Integer),
    _has("result"),
    _has("opened_at", Instant),
    _may("closed_at", Instant),
    _may("promise_due_at", Instant),
    _has("language"),
    _has("tracking_hash"),
)
facts = Table(
    "facts",
    METADATA,
    _key("case_id"),
    _key("seq", Integer),
    _has("version_id"),
    _has("unit_id"),
    _has("kind"),
    _has("source"),
    _has("target"),
    _may("trigger"),
    _has("step"),
    _has("answer"),
    _has("role"),
    _has("actor_class"),
    _has("result"),
    _has("person_id"),
    _may("entered_by"),
    _may("position_id"),
    _may("position_kind"),
    _may("position_name"),
    _may("appointment_id"),
    _has("capacity"),
    _has("medium"),
    _has("performed_at", Instant),
    _has("recorded_at", Instant),
    _has("legal_day", Date),
    _has("public", Json),
    _may("commitment"),
    _has("format", Integer),
    _has("previous_hash"),
    _has("hash"),
    _may("prev_seq", Integer),
)
changed = Table(  # a view: what the acts of a case changed, and at which step
    "changed", VIEWS, _has("case_id"), _has("seq", Integer), _has("item"), _has("step")
)
actors = Table(  # a view: which officials acted at a step in its last run
    "actors", VIEWS, _has("case_id"), _has("step"), _has("seq", Integer), _has("person_id")
)
fact_private = Table(
    "fact_private",
    METADATA,
    _key("case_id"),
    _key("seq", Integer),
    _has("salt"),
    _has("body", Json),
)
case_requirements = Table(
    "case_requirements", METADATA, _key("case_id"), _key("item"), _has("seq", Integer)
)
case_fields = Table(
    "case_fields",
    METADATA,
    _key("case_id"),
    _key("item"),
    _has("value", Json),
    _has("seq", Integer),
)
work_items = Table(
    "work_items",
    METADATA,
    _key("id"),
    _has("case_id"),
    _has("step"),
    _may("role"),
    _may("unit_id"),
    _may("position_kind"),
    _has("view", Integer),
    _has("opened_seq", Integer),
    _has("opened_at", Instant),
    _may("due_at", Instant),
    _may("closed_seq", Integer),
    _may("claimed_by"),
    _may("source"),
    _may("correlation"),
)
jobs = Table(
    "jobs",
    METADATA,
    _key("id"),
    _has("case_id"),
    _has("seq", Integer),
    _has("kind"),
    _may("step"),
    _may("item_id"),
    _has("payload", Json),
    _has("due_at", Instant),
    _has("state"),
    _has("attempts", Integer),
    _has("epoch", Integer),
    _may("lease_until", Instant),
    _may("worker"),
    _may("last_error"),
    _may("finished_at", Instant),
)
copies = Table(
    "copies",
    METADATA,
    _key("case_id"),
    _key("seq", Integer),
    _key("role"),
    _has("unit_id"),
    _has("position_kind"),
    _has("legal_day", Date),
    _has("copied_at", Instant),
)
copies_read = Table(
    "copies_read",
    METADATA,
    _key("case_id"),
    _has("seq", Integer),
    _key("of_seq", Integer),
    _key("role"),
    _key("person_id"),
)
receipts = Table(
    "receipts",
    METADATA,
    _key("actor_id"),
    _key("key"),
    _has("case_id"),
    _has("seq", Integer),
    _has("body_hash"),
    _has("receipt", Json),
)
number_series = Table(
    "number_series",
    METADATA,
    _key("unit_id"),
    _key("series"),
    _key("year", Integer),
    _has("last", Integer),
)
issued_numbers = Table(
    "issued_numbers",
    METADATA,
    _key("unit_id"),
    _key("series"),
    _key("year", Integer),
    _key("number", Integer),
    _has("text"),
    _has("case_id"),
    _has("job_id"),
    _has("recorded_at", Instant),
)
documents = Table(
    "documents",
    METADATA,
    _key("id"),
    _has("case_id"),
    _has("item"),
    _has("revision", Integer),
    _has("seq", Integer),
    _has("media_type"),
    _has("sha256"),
    _has("body", LargeBinary),
    _has("made_at", Instant),
)
