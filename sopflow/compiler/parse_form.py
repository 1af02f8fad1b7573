"""The sections around the flow: identity, standard, service, papers, form, roles, notices."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from sopflow.compiler.amounts import exact_number
from sopflow.compiler.durations import day, duration
from sopflow.compiler.parse_duties import substitutes
from sopflow.compiler.reading import Source, Table
from sopflow.compiler.vocabulary import FIELD_KINDS, HERE, NONE, PARENT
from sopflow.compiler.yamltree import Scalar
from sopflow.domain.identity import Identity, ServiceStandard, Signatory
from sopflow.domain.items import Document, EntryRequirement, Field, FieldKind
from sopflow.domain.procedures import Promise, Relation, Role, Scope
from sopflow.domain.words import Duration, DurationUnit, ItemId, RoleId, Text, UnitId

EPOCH = date(1, 1, 1)
"""Stands for a date that could not be read; an error was reported."""
_FREE = re.compile(r"gratis|tidak dipungut|tanpa biaya|rp\.?\s*0\b", re.IGNORECASE)
_SERIES_HOLES = re.compile(r"\{(tahun|bulan|urut(?::[1-9])?)\}")
_NUMBERS = (FieldKind.INTEGER, FieldKind.DECIMAL, FieldKind.MONEY)


def identity(table: Table) -> Identity:
    """Read the thirteen identity fields; each that is missing is SOP601."""
    dates = table.table("dates", "dates", missing="SOP601")
    made, revised, effective = _dates(table, dates)
    title = table.words("title", missing="SOP601") or Text("", "")
    return Identity(
        unit_name=table.text("unit_name", missing="SOP601") or "",
        number=table.text("number", missing="SOP601") or "",
        made_on=made,
        revised_on=revised,
        effective_on=effective,
        ratified_by=_signatory(table),
        title=title,
        legal_basis=table.lines("legal_basis", missing="SOP601"),
        related=_none_allowed(table, "related"),
        warning=table.text("warning", missing="SOP601") or "",
        qualifications=table.lines("qualifications", missing="SOP601"),
        equipment=table.lines("equipment", missing="SOP601"),
        records=table.text("records", missing="SOP601") or "",
        changes=table.lines("changes"),
    )


def _none_allowed(table: Table, name: str) -> tuple[str, ...]:
    lines = table.lines(name, missing="SOP601")
    return () if lines == (NONE,) else lines


def _dates(identity: Table, dates: Table | None) -> tuple[date, date | None, date]:
    if dates is None:
        return EPOCH, None, EPOCH
    made = _date(dates, "made_on")
    effective = _date(dates, "effective_on")
    none_yet = dates.text("revised_on", missing="SOP601") in (NONE, None)
    revised = None if none_yet else _date(dates, "revised_on")
    for later, after in (("revised_on", revised), ("effective_on", effective)):
        if made is not None and after is not None and after < made:
            words = {"later": dates.word(later), "earlier": dates.word("made_on")}
            identity.report("SOP603", dates.at(later), **words)
    return made or EPOCH, revised, effective or EPOCH


def _date(dates: Table, name: str) -> date | None:
    value = dates.text(name, missing="SOP601")
    if value is None:
        return None
    found = day(value)
    if found is None:
        dates.report("SOP602", dates.at(name), value=value)
    return found


def _signatory(table: Table) -> Signatory:
    inner = table.table("ratified_by", "signatory", missing="SOP601")
    if inner is None:
        return Signatory("", "", None, None)
    return Signatory(
        position=inner.text("position", missing="SOP601") or "",
        name=inner.text("name", missing="SOP601") or "",
        rank=inner.text("rank", missing=None),
        nip=inner.text("nip", missing=None),
    )


def standard(table: Table | None) -> ServiceStandard:
    """Read the components of the service standard; each that is missing is SOP604."""
    names = (
        "fee", "product", "complaints", "facilities", "competence", "supervision", "staff",
        "service_guarantee", "safety_guarantee", "evaluation",
    )  # fmt: skip
    texts: Mapping[str, str] = {
        name: ("; ".join(table.lines(name, missing="SOP604")) if table else "") for name in names
    }
    return ServiceStandard(is_free=_FREE.search(texts["fee"]) is not None, **texts)


def scope(table: Table | None, file: Table) -> Scope:
    """Read where the SOP is in force: one unit, or every unit of a kind."""
    unit = table.text("unit", missing=None) if table else None
    kind = table.text("unit_kind", missing=None) if table else None
    if (unit is None) == (kind is None):
        file.report("SOP614", file.key_at("scope"))
    return Scope(UnitId(unit) if unit else None, kind)


def promise(table: Table | None, source: Source) -> Promise:
    """Read the published time; where its clock starts is resolved when the steps are known."""
    length = None
    if table is not None and (value := table.text("promise")) is not None:
        source.mark(table.at("promise"), "promise")
        length = duration(value, table.at("promise"), source.reporter)
    basis = table.text("promise_basis") if table else None
    starts = table.text("clock_starts") if table else None
    if table is not None:
        source.mark(table.at("clock_starts"), "clock_starts")
    return Promise(length or Duration(0, DurationUnit.MINUTE), basis or "", starts or "")


def case_number(table: Table | None) -> str:
    """Read the pattern of case numbers."""
    if table is None or (pattern := table.text("case_number")) is None:
        return ""
    return _series(table, "case_number", pattern)


def _series(table: Table, name: str, pattern: str) -> str:
    holes = _SERIES_HOLES.findall(pattern)
    rest = _SERIES_HOLES.sub("", pattern)
    if sum(h.startswith("urut") for h in holes) != 1 or "{" in rest or "}" in rest:
        table.report("SOP407", table.at(name), value=pattern)
    return pattern


def roles(file: Table, source: Source) -> dict[RoleId, Role]:
    """Read the lanes of the chart."""
    found: dict[RoleId, Role] = {}
    for scalar, node in file.entries("roles", missing="SOP006"):
        table = file.entry(node, "role", about=scalar.value, short="name")
        if source.claim(scalar.value, scalar.place) and table is not None:
            source.mark(scalar.place, "role", scalar.value)
            found[RoleId(scalar.value)] = _role(RoleId(scalar.value), table)
    return found


def _role(role: RoleId, table: Table) -> Role:
    external = table.flag("external", default=False)
    position = table.text("position", missing=None)
    if position is None and not external:
        table.report("SOP210", table.place, role=role)
    where = table.text("where", missing=None) or HERE
    relation = {HERE: Relation.UNIT, PARENT: Relation.PARENT}.get(where, Relation.NAMED)
    return Role(
        id=role,
        name=table.words("name") or Text(role, role),
        is_external=external,
        position_kind="" if external else position or "",
        relation=relation,
        named_unit=UnitId(where) if relation is Relation.NAMED else None,
        substitutes=substitutes(table, role),
    )


def requirements(file: Table, source: Source) -> dict[ItemId, EntryRequirement]:
    """Read the papers that the applicant brings."""
    found: dict[ItemId, EntryRequirement] = {}
    for scalar, node in file.entries("requirements"):
        table = file.entry(node, "requirement", about=scalar.value, short="label")
        if source.claim(scalar.value, scalar.place) and table is not None:
            source.mark(scalar.place, "requirement", scalar.value)
            item = ItemId(scalar.value)
            label = table.words("label") or Text(item, item)
            group = table.text("one_of", missing=None)
            found[item] = EntryRequirement(item, label, table.flag("required", default=True), group)
    return found


def documents(file: Table, source: Source) -> dict[ItemId, Document]:
    """Read the papers that the case makes."""
    found: dict[ItemId, Document] = {}
    for scalar, node in file.entries("documents"):
        table = file.entry(node, "document", about=scalar.value, short="label")
        if source.claim(scalar.value, scalar.place) and table is not None:
            item = ItemId(scalar.value)
            series = table.text("series", missing=None)
            found[item] = Document(
                id=item,
                label=table.words("label") or Text(item, item),
                template=table.text("template", missing=None),
                number_series=_series(table, "series", series) if series else None,
            )
    return found


def fields(table: Table, name: str, source: Source) -> dict[ItemId, Field]:
    """Read typed fields, of the form or of a step."""
    found: dict[ItemId, Field] = {}
    for scalar, node in table.entries(name):
        if not source.claim(scalar.value, scalar.place):
            continue
        inner = table.entry(node, "field", about=scalar.value, short="label")
        if inner is not None:
            source.mark(scalar.place, "field", scalar.value)
            found[ItemId(scalar.value)] = _field(ItemId(scalar.value), inner, scalar)
    return found


def _field(item: ItemId, table: Table, at: Scalar) -> Field:
    kind = table.choice("kind", FIELD_KINDS) or FieldKind.TEXT
    entry = Field(
        id=item,
        label=table.words("label") or Text(item, item),
        kind=kind,
        is_required=table.flag("required", default=False),
        is_personal=table.flag("personal", default=False),
        purpose=table.text("purpose", missing=None),
        choices=table.lines("choices"),
        minimum=_decimal(table, "minimum"),
        maximum=_decimal(table, "maximum"),
    )
    if kind.is_contact and entry.is_required:
        table.report("SOP405", table.at("required"), field=item)
    if entry.is_personal and entry.purpose is None:
        table.report("SOP404", at.place, field=item)
    if (kind is FieldKind.CHOICE) != bool(entry.choices):
        problem = Text("pilihan dan `isi` harus bersama", "a choice and `isi` go together")
        table.report("SOP406", at.place, field=item, problem=problem)
    if kind not in _NUMBERS and (table.has("minimum") or table.has("maximum")):
        problem = Text("`min` dan `maks` pada isian bukan bilangan", "bounds without a number")
        table.report("SOP406", at.place, field=item, problem=problem)
    return entry


def _decimal(table: Table, name: str) -> Decimal | None:
    value = table.text(name, missing=None)
    if value is None:
        return None
    number = exact_number(value)
    if number is None:
        details = {"value": value, "key": table.word(name), "low": "…", "high": "…"}
        table.report("SOP013", table.at(name), **details)
    return number
