"""What a scenario refers to in its SOP: roles, steps, answers, fields, papers, ends, moments."""

import re
from collections.abc import Iterable, Mapping

from sopflow.compiler.diagnostics import Place
from sopflow.compiler.reading import Table, is_id, near
from sopflow.compiler.scenario_words import answers_of, notices_of
from sopflow.compiler.vocabulary import NONE
from sopflow.compiler.yamltree import Scalar
from sopflow.domain.procedures import Procedure
from sopflow.domain.words import AnswerId, EndId, ItemId, PersonId, RoleId, StepId, Text


class Cast:
    """The names of one SOP; a name that is not among them is reported with the nearest one."""

    def __init__(self, procedure: Procedure) -> None:
        self._procedure = procedure
        self._steps: dict[str, StepId] = {s.id: s.id for s in procedure.steps}
        for step in procedure.steps:
            if step.chain is not None:  # a chain of initials begins with its first level
                self._steps.setdefault(step.chain, step.id)
        fields = (*procedure.form, *(f for s in procedure.steps for f in s.fields))
        self._fields = tuple(f.id for f in fields)
        self._papers = tuple(r.id for r in procedure.requirements)
        self._ends = tuple(e.id for e in procedure.ends)
        self._roles = tuple(r.id for r in procedure.roles)
        self._notices = notices_of(procedure)

    @property
    def every_paper(self) -> frozenset[ItemId]:
        """All papers of the list."""
        return frozenset(self._papers)

    def actor(self, table: Table, name: str) -> tuple[RoleId | None, PersonId | None]:
        """Read a reference to a role, or to one person in it: `anggota`, `anggota#2`, `kasi#ani`.

        A number tells the persons of one role apart; a name is one person in whatever role.
        """
        value = table.text(name, missing=None)
        if value is None:
            return None, None
        role, mark, who = value.partition("#")
        if not self._known("SCN102", "role", role, table, table.at(name), self._roles):
            return None, None
        if mark and not is_id(who) and not re.fullmatch(r"[1-9]\d?", who):
            table.report("SCN113", table.at(name), value=value, role=role)
            return RoleId(role), None
        if not who or who == "1":
            return RoleId(role), None
        return RoleId(role), PersonId(who if is_id(who) else value)

    def roles(self, table: Table, name: str) -> frozenset[RoleId]:
        """Read a list of roles; `-` stands for none."""
        scalars = [s for s in table.scalars(name) if s.value != NONE]
        return frozenset(
            RoleId(s.value)
            for s in scalars
            if self._known("SCN102", "role", s.value, table, s.place, self._roles)
        )

    def step_or_end(self, table: Table, name: str) -> StepId | EndId | None:
        """Read a reference to one step or end."""
        value = table.text(name, missing=None)
        if value in self._ends:
            return EndId(value)
        return None if value is None else self._step(table, value, table.at(name))

    def step(self, table: Table, name: str) -> StepId | None:
        """Read a reference to one step."""
        value = table.text(name, missing=None)
        return None if value is None else self._step(table, value, table.at(name))

    def steps(self, table: Table, name: str) -> frozenset[StepId]:
        """Read a list of steps; `-` stands for none."""
        found = (self.step_at(table, s) for s in table.scalars(name) if s.value != NONE)
        return frozenset(step for step in found if step is not None)

    def step_at(self, table: Table, scalar: Scalar) -> StepId | None:
        """Read a step that stands in a list or as a key."""
        return self._step(table, scalar.value, scalar.place)

    def answer(
        self, table: Table, role: RoleId | None, step: StepId | None, *, is_refused: bool
    ) -> AnswerId | None:
        """Read an answer of the step that is named, else of any step of the role."""
        value = table.text("answer", missing=None)
        if value is None:
            return None
        known = self._answers(role, step)
        if value in known:
            return known[value]
        if not is_refused and (role or step):
            where = Text(f"`{step or role}`", f"`{step or role}`")
            details = {"answer": value, "where": where, "known": ", ".join(known) or "-"}
            table.report("SCN103", table.at("answer"), **details, **near(value, known))
        return AnswerId(value)

    def fields(self, table: Table) -> dict[str, str]:
        """Read values of fields, as somebody would type them."""
        found = {}
        for scalar, node in table.entries("fields"):
            name = scalar.value
            is_known = self._known("SCN104", "item", name, table, scalar.place, self._fields)
            if is_known and isinstance(node, Scalar):
                found[name] = node.value
            elif is_known:
                table.entry(node, "application", about=name, short=None)
        return found

    def papers(self, table: Table, scalars: Iterable[Scalar]) -> frozenset[ItemId]:
        """Read papers of the list."""
        return frozenset(
            ItemId(s.value)
            for s in scalars
            if self._known("SCN104", "item", s.value, table, s.place, self._papers)
        )

    def end(self, table: Table, name: str) -> EndId | None:
        """Read a reference to an end."""
        value = table.text(name, missing=None)
        if value is None:
            return None
        found = self._known("SCN105", "end", value, table, table.at(name), self._ends)
        return EndId(value) if found else None

    def notices(self, table: Table, name: str) -> frozenset[str]:
        """Read moments of notices, as the machine names them; `-` stands for none."""
        scalars = [s for s in table.scalars(name) if s.value != NONE]
        return frozenset(
            self._notices[s.value]
            for s in scalars
            if self._known("SCN107", "event", s.value, table, s.place, self._notices)
        )

    def _step(self, table: Table, value: str, place: Place) -> StepId | None:
        is_known = self._known("SCN101", "step", value, table, place, self._steps)
        return self._steps[value] if is_known else None

    def _answers(self, role: RoleId | None, step: StepId | None) -> Mapping[str, AnswerId]:
        chosen = (
            s for s in self._procedure.steps if s.id == step or (not step and s.answered_by == role)
        )
        return {w: a for s in chosen for w, a in answers_of(self._procedure, s.id).items()}

    def _known(  # noqa: PLR0913, PLR0917  what is said about a name has these parts
        self, code: str, hole: str, value: str, table: Table, place: Place, known: Iterable[str]
    ) -> bool:
        names = tuple(known)
        if value in names:
            return True
        details = {hole: value, "known": ", ".join(names) or "-"}
        table.report(code, place, **details, **near(value, names))
        return False
