"""The parts of a procedure in words, so that two versions can be laid beside each other."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sopflow.domain.awaited import BillKind, Rounding
from sopflow.domain.duties import Substitute
from sopflow.domain.items import Field
from sopflow.domain.machines import Obligation
from sopflow.domain.procedures import (
    Answer,
    Block,
    End,
    NoticeRule,
    Procedure,
    Relation,
    Role,
    Rung,
    Step,
)
from sopflow.domain.words import (
    JOIN,
    Duration,
    DurationUnit,
    EndId,
    EndResult,
    Nature,
    RoleId,
    StepId,
    Text,
)

_JOIN = Text("gabung", "the join")
NOTHING = Text("tidak ada", "none")
_UNITS: Mapping[DurationUnit, Text] = {
    DurationUnit.MINUTE: Text("menit", "minutes"),
    DurationUnit.HOUR: Text("jam kerja", "working hours"),
    DurationUnit.WORKING_DAY: Text("hari kerja", "working days"),
    DurationUnit.CALENDAR_DAY: Text("hari kalender", "calendar days"),
}
_NATURES: Mapping[Nature, Text] = {
    Nature.SUPPORTS: Text("mendukung", "supports"),
    Nature.OPPOSES: Text("menentang", "opposes"),
    Nature.NEUTRAL: Text("netral", "neutral"),
}
RESULTS: Mapping[EndResult, Text] = {
    EndResult.GRANTED: Text("disetujui", "granted"),
    EndResult.PARTLY_GRANTED: Text("disetujui sebagian", "partly granted"),
    EndResult.REFUSED: Text("ditolak", "refused"),
    EndResult.DONE: Text("selesai", "done"),
    EndResult.FORWARDED: Text("diteruskan", "forwarded"),
    EndResult.CANCELLED: Text("dibatalkan", "cancelled"),
    EndResult.DEEMED_GRANTED: Text("dianggap dikabulkan", "deemed granted"),
    EndResult.DEEMED_REFUSED: Text("dianggap ditolak", "deemed refused"),
    EndResult.CLOSED: Text("ditutup", "closed"),
    EndResult.WITHDRAWN: Text("dicabut", "withdrawn"),
    EndResult.LAPSED: Text("gugur", "lapsed"),
}
_TELL = {
    "performer": Text("pelaksana", "who does it"),
    "superior": Text("atasan", "the superior"),
    "applicant": Text("pemohon", "the applicant"),
}


_BILLS = {
    BillKind.TAX: Text("pajak", "tax"),
    BillKind.RETRIBUTION: Text("retribusi", "retribution"),
    BillKind.DEPOSIT: Text("jaminan", "deposit"),
}
_ROUNDINGS = {
    Rounding.NEAREST: Text("dibulatkan ke rupiah terdekat", "rounded to the nearest rupiah"),
    Rounding.DOWN: Text("dibulatkan ke bawah", "rounded down"),
    Rounding.UP: Text("dibulatkan ke atas", "rounded up"),
}


def told(value: Any) -> Text:
    """Say any value of a procedure; what is not there is `none`."""
    match value:
        case None | "" | ():
            return NOTHING
        case Text():
            return value
        case Duration():
            return length(value)
        case tuple() | list():
            return joined(told(part) for part in value)
        case _:
            return Text(str(value), str(value))


def length(duration: Duration) -> Text:
    """Say a length of time."""
    unit = _UNITS[duration.unit]
    return Text(f"{duration.amount} {unit.id}", f"{duration.amount} {unit.en}")


def joined(parts: Iterable[Text], mark: str = ", ") -> Text:
    """Put words in a row."""
    parts = tuple(parts)
    return Text(mark.join(p.id for p in parts), mark.join(p.en for p in parts))


@dataclass(frozen=True, slots=True)
class Telling:
    """One version, told with the names of the newer one, so that a new name is told once."""

    procedure: Procedure
    newer: Procedure

    def role(self, role: RoleId | None) -> Text:
        """Name a role; automatic steps have none."""
        if role is None:
            return Text("otomatis", "automatic")
        both = (*self.newer.roles, *self.procedure.roles)
        return next(r.name for r in both if r.id == role)

    def step(self, step: Step) -> Text:
        """Name a step by what is done and by whom."""
        who = self.role(step.role)
        return Text(f"{step.activity.id} ({who.id})", f"{step.activity.en} ({who.en})")

    def obligation(self, obligation: Obligation) -> Text:
        """Say who must have done what before which end."""
        end = self.procedure.end(obligation.end).label
        steps = [self.procedure.step(s) for s in obligation.steps]
        who = joined((self.procedure.role(r).name for r in obligation.roles), "/")
        what = joined((s.activity for s in steps), " / ")
        return Text(
            f"{who.id} wajib “{what.id}” sebelum “{end.id}”",
            f"{who.en} must “{what.en}” before “{end.en}”",
        )

    def place(self, target: StepId | EndId) -> Text:
        """Name where a way leads."""
        ends = (*self.newer.ends, *self.procedure.ends)
        steps = (*self.newer.steps, *self.procedure.steps)
        names: dict[str, Text] = {
            s.id: self.step(s) if s.chain else s.activity for s in reversed(steps)
        }
        blocks = (*self.newer.blocks, *self.procedure.blocks)
        names |= {b.id: b.activity for b in reversed(blocks)}
        names |= {JOIN: _JOIN}
        names |= {e.id: e.label for e in reversed(ends)}
        return names[target]

    def way(self, answer: Answer) -> tuple[Text, ...]:
        """Say where an answer leads and under which conditions."""
        parts = [_into(self.place(answer.target)), _NATURES[answer.nature]]
        if answer.reason_required:
            parts.append(Text("dengan alasan", "with a reason"))
        if answer.rounds_max is not None and answer.limit_target is not None:
            after = _into(self.place(answer.limit_target))
            times = answer.rounds_max
            parts.append(
                Text(f"paling banyak {times} kali, lalu {after.id}",
                     f"{times} times at most, then {after.en}")
            )  # fmt: skip
        return tuple(parts)

    def limit(self, step: Step) -> Text:
        """Say the applicant's own time and what its passing brings."""
        if step.limit is None:
            return NOTHING
        time, after = length(step.limit.duration), _into(self.place(step.limit.target))
        return Text(f"{time.id}, lalu {after.id}", f"{time.en}, then {after.en}")

    def awaited(self, step: Step) -> Text:
        """Say what is awaited from outside, and who may confirm it by hand."""
        parts = [*awaited_parts(step), *bill_parts(step), *call_parts(step)]
        if step.confirmed_by is not None:
            who = self.role(step.confirmed_by)
            parts.append(Text(f"dipastikan {who.id}", f"confirmed by {who.en}"))
        return joined(parts) if parts else NOTHING

    def clock(self, step: Step) -> Text:
        """Say whether the service clock runs."""
        if step.stops_clock:
            return Text("berhenti", "stopped")
        return Text("berjalan", "running")

    def panel(self, step: Step) -> tuple[Text, ...]:
        """Say how many of whom must vote for what."""
        if step.panel is None:
            return ()
        panel = step.panel
        kind = Text("mayoritas ", "majority, ") if panel.is_majority else Text("", "")
        said = [Text(f"{kind.id}{panel.needed} dari {panel.members}",
                     f"{kind.en}{panel.needed} of {panel.members}")]  # fmt: skip
        said += [Text("dengan veto", "with veto")] if panel.veto else []
        tie = step.answer(panel.tie) if panel.tie else None
        if tie is not None:
            said.append(Text(f"bila seri {tie.label.id}", f"on a tie {tie.label.en}"))
        return tuple(said)

    def conflict(self, step: Step) -> Text:
        """Say whether an interest in the case keeps somebody from the step."""
        return Text("tidak boleh bertindak", "may not act") if step.bars_conflict else NOTHING

    def separations(self) -> tuple[Text, ...]:
        """Say of which steps one person does at most how many."""
        return tuple(
            joined((Text(f"paling banyak {g.most} dari", f"at most {g.most} of"),
                    joined(self.place(s) for s in g.steps)), " ")
            for g in self.procedure.separations
        )  # fmt: skip

    def tables(self) -> tuple[Text, ...]:
        """Say what each table of numbers gives, row by row."""
        return tuple(
            Text(f"{t.label.id}: {row.condition or 'selalu'} → {row.value}",
                 f"{t.label.en}: {row.condition or 'always'} → {row.value}")
            for t in self.procedure.tables for row in t.rows
        )  # fmt: skip

    def ladder(self, step: Step) -> Text:
        """Say when who is reminded."""
        rungs = []
        for rung in step.ladder:
            at = _moment(rung)
            who = joined(self._recipient(name) for name in rung.tell)
            rungs.append(Text(f"{at.id}: {who.id}", f"{at.en}: {who.en}"))
        return joined(rungs, "; ") if rungs else NOTHING

    def items(self, names: Iterable[str]) -> Text:
        """Name papers, fields and documents."""
        known = self._items()
        return told(tuple(known.get(name, Text(name, name)) for name in names))

    def promise(self) -> Text:
        """Say the published time and from when it counts."""
        promise = self.procedure.promise
        time = length(promise.duration)
        return Text(f"{time.id} sejak {promise.starts_at}", f"{time.en} from {promise.starts_at}")

    def withdrawal(self) -> Text:
        """Say until when the applicant may withdraw."""
        if self.procedure.withdrawal is None:
            return NOTHING
        until = self.procedure.step(self.procedure.withdrawal.until)
        words = self.step(until)
        return Text(f"sampai {words.id}", f"until {words.en}")

    def roles(self) -> dict[str, Text]:
        """Every role: name and the post that it is bound to."""
        return {r.id: joined((r.name, _binding(r))) for r in self.procedure.roles}

    def requirements(self) -> dict[str, Text]:
        """Every paper of the list: its name, and whether it must be there."""
        return {r.id: _required(r.label, r.is_required) for r in self.procedure.requirements}

    def fields(self) -> dict[str, Text]:
        """Every field, of the form and of rows."""
        every = (*self.procedure.form, *(f for s in self.procedure.steps for f in s.fields))
        return {f.id: _field(f) for f in every}

    def documents(self) -> dict[str, Text]:
        """Every paper that the case makes."""
        return {d.id: d.label for d in self.procedure.documents}

    def blocks(self) -> dict[str, Text]:
        """What runs side by side, by block: the branches, the join, where it and they lead."""
        return {block.id: joined(self._block(block), "; ") for block in self.procedure.blocks}

    def _block(self, block: Block) -> Iterator[Text]:
        for branch in block.branches:
            steps = (self.procedure.step(step) for step in branch.steps)
            yield joined((self.step(step) for step in steps), " → ")
        count, of = block.needed, len(block.branches)
        yield Text(f"gabung {count} dari {of} cabang", f"join of {count} of {of} branches")
        yield _into(self.place(block.target))
        if block.leaves:
            places = joined(self.place(target) for target in block.leaves)
            yield Text(f"boleh keluar ke {places.id}", f"may leave for {places.en}")

    def ends(self) -> dict[str, Text]:
        """Every end with its result."""
        return {e.id: joined(self._end(e)) for e in self.procedure.ends}

    def _end(self, end: End) -> Iterator[Text]:
        yield end.label
        yield RESULTS[end.result]
        if end.copied_to:
            who = self.named(end.copied_to)
            yield Text(f"tembusan {who.id}", f"copies to {who.en}")

    def named(self, roles: Iterable[RoleId]) -> Text:
        """Name several roles."""
        return told(tuple(self.role(role) for role in roles))

    def notices(self) -> dict[str, Text]:
        """Every notice by its moment and recipient."""
        return {f"{n.event} → {n.to}": _notice(n) for n in self.procedure.notices}

    def _recipient(self, name: str) -> Text:
        return _TELL.get(name) or self.role(RoleId(name))

    def _items(self) -> dict[str, Text]:
        found: dict[str, Text] = {}
        for procedure in (self.procedure, self.newer):
            found |= {str(r.id): r.label for r in procedure.requirements}
            found |= {str(f.id): f.label for f in procedure.form}
            found |= {str(d.id): d.label for d in procedure.documents}
        return found


def awaited_parts(step: Step) -> Iterator[Text]:
    """Say from whom something is awaited, and by what it is found."""
    if step.waits is not None:
        key = step.waits.key
        yield Text(f"kabar {step.waits.source}", f"a message of {step.waits.source}")
        yield Text(f"menurut {key or 'nomor berkas'}", f"by {key or 'the number of the case'}")


def bill_parts(step: Step) -> Iterator[Text]:
    """Say what is to pay and who confirms it."""
    if (bill := step.bill) is not None:
        yield _BILLS[bill.kind]
        yield Text(bill.formula, bill.formula)
        yield _ROUNDINGS[bill.rounding]
        yield Text(f"kabar {bill.source}", f"a message of {bill.source}")
        yield from (Text(name, name) for name in bill.channels)


def call_parts(step: Step) -> Iterator[Text]:
    """Say which SOP is called, at which unit, what it gets and what is assumed of it."""
    if (call := step.call) is not None:
        yield Text(f"hasil SOP {call.sop}", f"the result of the SOP {call.sop}")
        if call.unit is not None:
            yield Text(f"di {call.unit}", f"at {call.unit}")
        yield from (
            Text(f"{name} = {value}", f"{name} = {value}") for name, value in call.gives.items()
        )
        if call.assumes:
            steps = ", ".join(call.assumes)
            yield Text(f"dengan {steps}", f"with {steps}")


def _into(place: Text) -> Text:
    return Text(f"ke “{place.id}”", f"to “{place.en}”")


def _moment(rung: Rung) -> Text:
    if rung.late_by is None:
        return Text(f"{rung.percent}%", f"{rung.percent}%")
    late = length(rung.late_by)
    return Text(f"lewat {late.id}", f"{late.en} late")


def _binding(role: Role) -> Text:
    if role.is_external:
        return Text("pemohon", "the applicant")
    where = {
        Relation.UNIT: Text("unit berkas", "the unit of the case"),
        Relation.PARENT: Text("unit induk", "the parent unit"),
        Relation.NAMED: told(role.named_unit),
    }[role.relation]
    kind = role.position_kind
    post = Text(f"jabatan {kind} di {where.id}", f"post {kind} at {where.en}")
    others = joined(map(_substitute, role.substitutes))
    if not role.substitutes:
        return post
    return joined((post, Text(f"pengganti {others.id}", f"substitutes {others.en}")), "; ")


def _substitute(substitute: Substitute) -> Text:
    when = f" ({substitute.condition})" if substitute.condition else ""
    return told(f"{substitute.position_kind}{when}")


def _required(label: Text, is_required: bool) -> Text:
    wanted = Text("wajib", "required") if is_required else Text("tidak wajib", "not required")
    return joined((label, wanted))


def _field(field: Field) -> Text:
    parts = [_required(field.label, field.is_required)]
    parts += [Text(c, c) for c in field.choices]
    bounds = (("min", field.minimum), ("maks", field.maximum))
    parts += [told(f"{name} {value}") for name, value in bounds if value is not None]
    return joined(parts)


def _notice(rule: NoticeRule) -> Text:
    return joined((told(rule.channels), told(rule.text)), ": ")
