"""The organisation file: units, positions, officials and letters, in YAML with Indonesian keys.

A position is called `unit.name` everywhere in the file; inside its own unit the name is enough.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from difflib import get_close_matches
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ruamel.yaml.nodes import Node

from sopflow.compiler.organisation_sheet import Entry, Finding, Sheet
from sopflow.domain.officetime import OfficeCalendar
from sopflow.domain.organisation import (
    LetterOfAppointment,
    Official,
    Organisation,
    Position,
    Unit,
)
from sopflow.domain.words import Capacity, PersonId, PositionId, Text, UnitId

K = TypeVar("K", bound=Hashable)

CAPACITIES = {
    "definitif": Capacity.DEFINITIVE,
    "plt": Capacity.PLT,
    "plh": Capacity.PLH,
    "mandat": Capacity.MANDATE,
}
_LANGUAGES = {"id": "id", "en": "en"}
_DAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")


@dataclass
class _Unit:
    node: Node
    kind: str
    name: str
    parent: str | None
    parent_node: Node
    calendar: str | None
    calendar_node: Node


@dataclass
class _Position:
    node: Node
    value: Position


@dataclass
class _Read:
    """What was read so far, by name, each with the node that said it."""

    calendars: dict[str, OfficeCalendar] = field(default_factory=dict)
    units: dict[str, _Unit] = field(default_factory=dict)
    positions: dict[str, _Position] = field(default_factory=dict)
    officials: dict[str, Official] = field(default_factory=dict)
    appointments: list[LetterOfAppointment] = field(default_factory=list)


def read_organisation(text: str, *, file: str) -> Organisation | tuple[Finding, ...]:
    """Read an organisation file whole: the organisation, or every fault with its line and cure."""
    sheet = Sheet(text, file)
    read = _Read()
    if sheet.root is not None:
        parts = sheet.record(sheet.root, required=tuple(_PARTS))
        for key, part in _PARTS.items():
            if key in parts:
                part(sheet, read, parts[key])
        _circles(sheet, read)
    if sheet.findings:
        return tuple(sorted(sheet.findings, key=lambda f: (f.line, f.column, f.code)))
    return Organisation(
        units=tuple(_unit(read, name) for name in read.units),
        positions=tuple(p.value for p in read.positions.values()),
        officials=tuple(read.officials.values()),
        appointments=tuple(read.appointments),
    )


def _calendars(sheet: Sheet, read: _Read, node: Node) -> None:
    for entry in sheet.entries(node):
        sheet.id(entry.at, entry.key)
        parts = sheet.record(entry.value, required=("zona", "kerja"), optional=("libur",))
        read.calendars[entry.key] = OfficeCalendar(
            zone=_zone(sheet, parts.get("zona")),
            hours=_hours(sheet, parts["kerja"]) if "kerja" in parts else {},
            holidays=_holidays(sheet, parts["libur"]) if "libur" in parts else {},
        )


def _zone(sheet: Sheet, node: Node | None) -> str:
    zone = sheet.text(node)
    if node is None or zone is None:
        return ""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = Text(f'zona waktu "{zone}" tidak dikenal', f'unknown time zone "{zone}"')
        options = "Asia/Jakarta, Asia/Pontianak, Asia/Makassar, Asia/Jayapura"
        sheet.fault(node, "ORG004", message, Text(f"pilih: {options}", f"choose: {options}"))
    return zone


def _hours(sheet: Sheet, node: Node) -> dict[int, tuple[tuple[time, time], ...]]:
    hours: dict[int, tuple[tuple[time, time], ...]] = {}
    for entry in sheet.entries(node):
        begin, _, end = entry.key.lower().replace(" ", "").partition("-")
        if begin not in _DAYS or (end and end not in _DAYS):
            message = Text(f'hari "{entry.key}" tidak dikenal', f'unknown day "{entry.key}"')
            cure = Text("tulis senin atau senin-kamis", "write senin or senin-kamis")
            sheet.fault(entry.at, "ORG004", message, cure)
            continue
        open_ = sheet.hours(entry.value)
        for day in range(_DAYS.index(begin), _DAYS.index(end or begin) + 1):
            hours[day] = open_
    return hours


def _holidays(sheet: Sheet, node: Node) -> dict[date, str]:
    holidays: dict[date, str] = {}
    for entry in sheet.entries(node):
        day, name = sheet.day(entry.at), sheet.text(entry.value)
        if day is not None and name is not None:
            holidays[day] = name
    return holidays


def _units(sheet: Sheet, read: _Read, node: Node) -> None:
    superiors: list[tuple[Node, str]] = []
    for entry in sheet.entries(node):
        sheet.id(entry.at, entry.key)
        parts = sheet.record(
            entry.value, required=("jenis", "nama"), optional=("induk", "kalender", "jabatan")
        )
        unit = _Unit(
            node=entry.at,
            kind=sheet.text(parts.get("jenis")) or "",
            name=sheet.text(parts.get("nama")) or "",
            parent=sheet.text(parts.get("induk")),
            parent_node=parts.get("induk", entry.at),
            calendar=sheet.text(parts.get("kalender")),
            calendar_node=parts.get("kalender", entry.at),
        )
        read.units[entry.key] = unit
        if "jabatan" in parts:
            superiors += _positions(sheet, read, entry.key, parts["jabatan"])
    for name, unit in read.units.items():
        _refer(sheet, unit.parent_node, "unit", unit.parent, read.units)
        _refer(sheet, unit.calendar_node, "kalender", unit.calendar, read.calendars)
        if unit.calendar is None and unit.parent is None:
            message = Text(f'unit "{name}" tidak punya kalender', f'unit "{name}" has no calendar')
            cure = Text("tambahkan kalender: atau induk:", "add kalender: or induk:")
            sheet.fault(unit.node, "ORG003", message, cure)
    for at, superior in superiors:
        _refer(sheet, at, "jabatan", superior, read.positions)


def _positions(sheet: Sheet, read: _Read, unit: str, node: Node) -> list[tuple[Node, str]]:
    """Read the posts of a unit; answers the superiors they name, to be looked up at the end."""
    superiors: list[tuple[Node, str]] = []
    for entry in sheet.entries(node):
        sheet.id(entry.at, entry.key)
        parts = sheet.record(entry.value, required=("nama",), optional=("jenis", "atasan"))
        superior = sheet.text(parts.get("atasan"))
        if superior is not None:
            superior = superior if "." in superior else f"{unit}.{superior}"
            superiors.append((parts["atasan"], superior))
        value = Position(
            id=PositionId(f"{unit}.{entry.key}"),
            unit=UnitId(unit),
            kind=sheet.text(parts.get("jenis")) or entry.key,
            name=sheet.text(parts.get("nama")) or "",
            superior=PositionId(superior) if superior else None,
        )
        read.positions[value.id] = _Position(entry.at, value)
    return superiors


def _officials(sheet: Sheet, read: _Read, node: Node) -> None:
    usernames: dict[str, str] = {}
    for entry in sheet.entries(node):
        parts = sheet.record(
            entry.value,
            required=("nama",),
            optional=("pengguna", "surel", "bahasa", "admin", "mengesahkan"),
        )
        sheet.id(entry.at, entry.key)
        email = sheet.text(parts.get("surel"))
        if email is not None and "@" not in email:
            message = Text(f'"{email}" bukan alamat email', f'"{email}" is no e-mail address')
            cure = Text("tulis nama@contoh.example", "write name@contoh.example")
            sheet.fault(parts["surel"], "ORG004", message, cure)
        read.officials[entry.key] = Official(
            id=PersonId(entry.key),
            name=sheet.text(parts.get("nama")) or "",
            username=_username(sheet, usernames, entry, parts),
            email=email,
            language=sheet.choice(parts.get("bahasa"), _LANGUAGES) or "id",
            is_admin=sheet.yes(parts.get("admin")),
            may_ratify=sheet.yes(parts.get("mengesahkan")),
        )


def _username(sheet: Sheet, taken: dict[str, str], entry: Entry, parts: Mapping[str, Node]) -> str:
    node = parts.get("pengguna")
    username = sheet.text(node) or entry.key
    if node is not None:
        sheet.id(node, username)
    if username in taken:
        message = Text(
            f'nama pengguna "{username}" sudah dipakai {taken[username]}',
            f'username "{username}" is already that of {taken[username]}',
        )
        cure = Text("pilih nama lain", "choose another one")
        sheet.fault(node or entry.at, "ORG005", message, cure)
    taken.setdefault(username, entry.key)
    return username


def _appointments(sheet: Sheet, read: _Read, node: Node) -> None:
    seen: dict[tuple[object, ...], int] = {}
    for item in sheet.items(node):
        parts = sheet.record(
            item, required=("pejabat", "jabatan", "jenis", "surat", "dari"), optional=("sampai",)
        )
        letter = (
            sheet.record(parts["surat"], required=("nomor", "tanggal")) if "surat" in parts else {}
        )
        person, position = sheet.text(parts.get("pejabat")), sheet.text(parts.get("jabatan"))
        _refer(sheet, parts.get("pejabat"), "pejabat", person, read.officials)
        _refer(sheet, parts.get("jabatan"), "jabatan", position, read.positions)
        capacity = sheet.choice(parts.get("jenis"), {k: v.value for k, v in CAPACITIES.items()})
        number, letter_on = sheet.text(letter.get("nomor")), sheet.day(letter.get("tanggal"))
        begin, end = sheet.day(parts.get("dari")), sheet.day(parts.get("sampai"))
        if not (person and position and capacity and number and letter_on and begin):
            continue
        value = LetterOfAppointment(
            person=PersonId(person),
            position=PositionId(position),
            capacity=Capacity(capacity),
            letter_number=number,
            letter_on=letter_on,
            valid_from=begin,
            valid_until=end,
        )
        _check_period(sheet, value, parts)
        _check_twin(sheet, value, item, seen)
        read.appointments.append(value)


def _check_period(sheet: Sheet, value: LetterOfAppointment, parts: Mapping[str, Node]) -> None:
    if value.valid_until is not None and value.valid_until < value.valid_from:
        message = Text(
            f"masa penunjukan terbalik: sampai {value.valid_until}, dari {value.valid_from}",
            f"the period is reversed: until {value.valid_until}, from {value.valid_from}",
        )
        cure = Text("sampai tidak boleh sebelum dari", "sampai must not come before dari")
        sheet.fault(parts["sampai"], "ORG008", message, cure)
    if value.capacity in (Capacity.PLH, Capacity.PLT) and "sampai" not in parts:
        short = value.capacity.value.capitalize()
        message = Text(f"{short}. tanpa tanggal akhir", f"{short}. without a last day")
        cure = Text("tambahkan sampai: sesuai suratnya", "add sampai: as the letter says")
        sheet.fault(parts["jenis"], "ORG009", message, cure)


def _check_twin(
    sheet: Sheet, value: LetterOfAppointment, item: Node, seen: dict[tuple[object, ...], int]
) -> None:
    key = (value.person, value.position, value.capacity, value.letter_number, value.valid_from)
    line = item.start_mark.line + 1
    if key in seen:
        message = Text(
            f"penunjukan yang sama sudah ada di baris {seen[key]}",
            f"the same appointment stands on line {seen[key]}",
        )
        sheet.fault(item, "ORG005", message, Text("hapus salah satu", "delete one of them"))
    seen.setdefault(key, line)


def _refer(
    sheet: Sheet, node: Node | None, what: str, name: str | None, known: Iterable[str]
) -> None:
    """Note a name that nothing in the file bears."""
    names = list(known)
    if node is None or name is None or name in names:
        return
    near = get_close_matches(name, names, n=1)
    message = Text(f'{what} "{name}" tidak ada', f'there is no {what} "{name}"')
    if near:
        cure = Text(f"mungkin maksudnya {near[0]}", f"perhaps you mean {near[0]}")
    else:
        cure = Text(f"tambahkan di bagian {what}:", f"add it under {what}:")
    sheet.fault(node, "ORG006", message, cure)


def _circles(sheet: Sheet, read: _Read) -> None:
    """Note trees that bite their tail: units under themselves, superiors of themselves."""
    for name in _in_circle(read.units, lambda u: read.units[u].parent):
        message = Text(
            f'unit "{name}" berada di bawah dirinya sendiri', f'unit "{name}" is under itself'
        )
        cure = Text("perbaiki induk: di lingkaran itu", "mend induk: in that circle")
        sheet.fault(read.units[name].node, "ORG007", message, cure)
    for name in _in_circle(read.positions, lambda p: read.positions[p].value.superior):
        message = Text(f'"{name}" menjadi atasan dirinya sendiri', f'"{name}" is its own superior')
        cure = Text("perbaiki atasan: di lingkaran itu", "mend atasan: in that circle")
        sheet.fault(read.positions[name].node, "ORG007", message, cure)


def _in_circle(names: Mapping[str, object], above: Callable[[str], str | None]) -> list[str]:
    """List the first name of every circle, walking up from each."""
    done: set[str] = set()
    found: list[str] = []
    for name in names:
        path: list[str] = []
        at: str | None = name
        while at is not None and at in names and at not in done and at not in path:
            path.append(at)
            at = above(at)
        if at in path:
            found.append(at)
        done.update(path)
    return found


def _unit(read: _Read, name: str) -> Unit:
    unit = read.units[name]
    above = unit
    while above.calendar is None and above.parent is not None:
        above = read.units[above.parent]
    assert above.calendar is not None, name
    return Unit(
        id=UnitId(name),
        kind=unit.kind,
        name=unit.name,
        parent=UnitId(unit.parent) if unit.parent else None,
        calendar=read.calendars[above.calendar],
    )


_PARTS: Mapping[str, Callable[[Sheet, _Read, Node], None]] = {
    "kalender": _calendars,
    "unit": _units,
    "pejabat": _officials,
    "penunjukan": _appointments,
}
