"""What the file names, gathered before the steps are read, so that every reference resolves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sopflow.compiler.cells import Input
from sopflow.compiler.diagnostics import Place
from sopflow.compiler.reading import Source, Table, near
from sopflow.compiler.vocabulary import EVERYTHING, GATHER
from sopflow.compiler.yamltree import Scalar
from sopflow.domain.items import Document, EntryRequirement, Field
from sopflow.domain.procedures import Role
from sopflow.domain.words import JOIN, EndId, ItemId, RoleId, StepId


@dataclass(slots=True)
class Names:
    """Ids by kind. A row that is a chain of initials stands for several steps."""

    roles: dict[RoleId, Role] = field(default_factory=dict)
    requirements: dict[ItemId, EntryRequirement] = field(default_factory=dict)
    form: dict[ItemId, Field] = field(default_factory=dict)
    documents: dict[ItemId, Document] = field(default_factory=dict)
    rows: dict[str, tuple[StepId, ...]] = field(default_factory=dict)
    steps: dict[str, tuple[StepId, ...]] = field(default_factory=dict)
    """What a reference to a step may say: a row, or one level of a chain."""
    step_fields: tuple[str, ...] = ()
    blocks: tuple[StepId, ...] = ()
    ends: tuple[EndId, ...] = ()
    is_free: bool = False
    inputs: Mapping[str, Input] = field(default_factory=dict)
    """What a decision table may look at, by full name."""
    tables: tuple[str, ...] = ()
    """Named tables of numbers, `tabel.x` in conditions."""

    @property
    def judged(self) -> tuple[ItemId, ...]:
        """Everything of the applicant that officials judge."""
        return (*self.requirements, *(i for i, f in self.form.items() if not f.kind.is_contact))

    def take_rows(self, rows: dict[str, tuple[StepId, ...]]) -> None:
        """Learn which rows there are and which steps they stand for."""
        self.rows = rows
        self.steps = dict(rows)
        for step in [step for steps in rows.values() for step in steps]:
            self.steps.setdefault(step, (step,))

    def target(self, name: str, place: Place, source: Source) -> StepId | EndId | None:
        """Find where `ke: name` leads: a chain is entered at its first level."""
        if name in self.ends:
            return EndId(name)
        if name in self.steps:
            return self.steps[name][0]
        if name in self.blocks:
            return StepId(name)
        if name == GATHER:
            return JOIN
        source.reporter.report(
            "SOP101", place, target=name, **near(name, (*self.steps, *self.blocks, *self.ends))
        )
        return None

    def steps_at(self, table: Table, name: str) -> tuple[StepId, ...]:
        """Read a list of references to steps."""
        found: list[StepId] = []
        for scalar in table.scalars(name):
            found += self.step_at(scalar, table, name)
        return tuple(dict.fromkeys(found))

    def step_at(self, scalar: Scalar, table: Table, name: str) -> tuple[StepId, ...]:
        """Read one reference to a step; a chain stands for all its levels."""
        steps = self.steps.get(scalar.value)
        if steps is None:
            details = {"step": scalar.value, "key": table.word(name)}
            table.report("SOP209", scalar.place, **details, **near(scalar.value, self.steps))
            return ()
        return steps

    def papers_at(self, table: Table, name: str) -> tuple[ItemId, ...]:
        """Read papers that must be there; `semua` stands for the required ones of the list."""
        required = [i for i, paper in self.requirements.items() if paper.is_required]
        return self.items_at(table, name, self.requirements, everything=required)

    def items_at(
        self,
        table: Table,
        name: str,
        known: Iterable[ItemId],
        *,
        everything: Iterable[ItemId] | None = None,
    ) -> tuple[ItemId, ...]:
        """Read a list of items; `semua` stands for all of the applicant's, or for `everything`."""
        allowed = tuple(known)
        whole = [i for i in self.judged if i in allowed] if everything is None else everything
        found: list[ItemId] = []
        for scalar in table.scalars(name):
            if scalar.value == EVERYTHING:
                found += whole
            elif scalar.value in allowed:
                found.append(ItemId(scalar.value))
            else:
                details = near(scalar.value, allowed)
                table.report("SOP401", scalar.place, item=scalar.value, **details)
        return tuple(dict.fromkeys(found))

    def role_at(self, scalar: Scalar, table: Table) -> RoleId | None:
        """Read a reference to a role."""
        if scalar.value in self.roles:
            return RoleId(scalar.value)
        details = {"role": scalar.value, "known": ", ".join(self.roles)}
        table.report("SOP205", scalar.place, **details, **near(scalar.value, self.roles))
        return None


def gather_rows(rows: list[Table], source: Source) -> dict[str, tuple[StepId, ...]]:
    """Gather the ids of the rows; a chain of initials stands for one step for each level."""
    found: dict[str, tuple[StepId, ...]] = {}
    for row in rows:
        row_id = row.text("id")
        if row_id is None or not source.claim(row_id, row.at("id")):
            continue
        steps = [row_id]
        if levels := row.scalars("levels"):
            steps = [f"{row_id}_{level.value}" for level in levels]
            steps = [s for s in dict.fromkeys(steps) if source.claim(s, row.at("levels"))]
        for step in steps:
            source.mark(row.at("id"), "step", step)
        if steps:
            found[row_id] = tuple(StepId(step) for step in steps)
    return found
