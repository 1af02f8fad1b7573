"""Random small procedures with every construct that the proofs look at."""

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from sopflow.domain.procedures import (
    Answer,
    End,
    Limit,
    Procedure,
    Rule,
    Step,
)
from sopflow.domain.wholecase import Withdrawal
from sopflow.domain.words import (
    DONE,
    AnswerId,
    EndId,
    EndResult,
    ItemId,
    Nature,
    RoleId,
    StepId,
    StepKind,
    Text,
)
from tests.compiler.small import DAY, ENDS, ITEMS, ROLES, a_procedure, a_step

T = TypeVar("T")
SELDOM = (False,) * 5 + (True,)
SOME = (ITEMS, ITEMS[:1], ITEMS[1:], ITEMS[:1], ())
PAPERS = (ItemId("konsep"),) * 3 + (ItemId("surat"),)
OFFICIALS = tuple(role.id for role in ROLES if not role.is_external)
ANSWERS = {
    StepKind.TASK: ((DONE, Nature.SUPPORTS),),
    StepKind.HANDOVER: ((DONE, Nature.SUPPORTS),),
    StepKind.APPLICANT: ((DONE, Nature.SUPPORTS),),
    StepKind.ACTION: ((DONE, Nature.SUPPORTS),),
    StepKind.INITIALS: (("approve", Nature.SUPPORTS), ("return", Nature.NEUTRAL)),
    StepKind.SIGNATURE: (("approve", Nature.SUPPORTS), ("return", Nature.NEUTRAL)),
    StepKind.DECISION: (
        ("ya", Nature.SUPPORTS), ("tidak", Nature.OPPOSES), ("ragu", Nature.NEUTRAL)),
    StepKind.RULES: (
        ("satu", Nature.NEUTRAL), ("dua", Nature.NEUTRAL), ("otherwise", Nature.NEUTRAL)),
}  # fmt: skip
KINDS = (
    *(StepKind.TASK,) * 3, StepKind.HANDOVER, *(StepKind.APPLICANT,) * 2, StepKind.ACTION,
    *(StepKind.DECISION,) * 4, StepKind.INITIALS, *(StepKind.SIGNATURE,) * 2,
    *(StepKind.RULES,) * 2,
)  # fmt: skip


def _end(name: str, result: EndResult) -> End:
    return End(EndId(name), result, Text(name.title(), name.title()), ())


ENDINGS = (
    *(ENDS,) * 6,
    (_end("terbit", EndResult.GRANTED), _end("sebagian", EndResult.PARTLY_GRANTED), *ENDS[1:]),
    (_end("terbit", EndResult.DONE), *ENDS[1:]),
    (_end("terbit", EndResult.GRANTED), _end("selesai", EndResult.DONE), *ENDS[1:]),
    (_end("terbit", EndResult.GRANTED), _end("tolak", EndResult.FORWARDED), ENDS[2]),
)


class Pick(Protocol):
    """Chooses one of several things: by chance, or as a search for a small example likes."""

    def __call__(self, options: Sequence[T], /) -> T: ...


def procedure_of(seed: str) -> Procedure:
    """Draw the procedure that belongs to a seed."""
    return a_random_procedure(random.Random(seed).choice)


def a_random_procedure(pick: Pick) -> Procedure:
    """Draw between three and six rows that lead anywhere; most lead onward."""
    names = tuple(StepId(f"s{n}") for n in range(pick((2, 3, 4, 4, 5, 5, 6))))
    ends = pick(ENDINGS)
    steps = [_first(names[0]), *_Rows(pick, names, ends).all()]
    signing = [s.id for s in steps if s.kind is StepKind.SIGNATURE]
    lapsed = next(e.id for e in ends if e.result is EndResult.LAPSED)
    ways = (None, *(Withdrawal(s, lapsed) for s in signing))
    must = (pick(names),) if pick(SELDOM) else ()
    ends = tuple(End(e.id, e.result, e.label, must if e.id == "tolak" else ()) for e in ends)
    withdrawal = pick(ways)
    return a_procedure(tuple(_with_papers(pick, s, names) for s in steps), withdrawal, ends)


def _with_papers(pick: Pick, step: Step, names: tuple[StepId, ...]) -> Step:
    """Say which paper is initialled or signed, and seldom what must come before."""
    after = (pick(names),) if pick(SELDOM) else ()
    paper = pick(PAPERS) if step.kind in (StepKind.INITIALS, StepKind.SIGNATURE) else None
    return replace(step, after=after, document=paper)


def _first(target: StepId) -> Step:
    return a_step(
        "a", StepKind.APPLICANT, role=RoleId("pemohon"), changes=ITEMS[:1],
        answers=(Answer(DONE, Text("d", "d"), target, Nature.SUPPORTS),),
    )  # fmt: skip


class _Rows:
    def __init__(self, pick: Pick, names: tuple[StepId, ...], ends: tuple[End, ...]) -> None:
        self._pick = pick
        self._names = names
        self._ends = tuple(e.id for e in ends)
        self._anywhere: tuple[Any, ...] = (*names, *self._ends)

    def all(self) -> tuple[Step, ...]:
        size = self._pick((0, 0, 0, 2, 3))
        first = self._pick(range(len(self._names))) if size else len(self._names)
        back = self._pick(self._names[: first + 1]) if size else self._names[0]
        chain = range(first, first + size)
        return tuple(
            self._level(n, OFFICIALS[n - first], back) if n in chain else self._row(n)
            for n in range(len(self._names))
        )

    def _following(self, position: int) -> StepId | EndId:
        rest = self._names[position + 1 :]
        return rest[0] if rest else self._ends[0]

    def _level(self, position: int, role: RoleId, back: StepId) -> Step:
        """One level of a chain of initials: upward when approved, down to one row when not."""
        upward = Answer(
            AnswerId("approve"), Text("y", "y"), self._following(position), Nature.SUPPORTS
        )
        down = self._answer("return", Nature.NEUTRAL, back)
        return a_step(
            self._names[position], StepKind.INITIALS, role=role, chain="paraf",
            judges=ITEMS[1:], answers=(upward, down),
        )  # fmt: skip

    def _row(self, position: int) -> Step:
        pick, names = self._pick, self._names
        kind = pick(KINDS)
        judging = kind in (StepKind.DECISION, StepKind.INITIALS, StepKind.SIGNATURE)
        changing = kind in (StepKind.TASK, StepKind.APPLICANT) or (judging and pick(SELDOM))
        is_timed = not kind.is_automatic and pick(SELDOM)
        return a_step(
            names[position], kind, role=self._role(kind),
            answers=tuple(self._answers(kind, position)),
            judges=pick(SOME) if judging else (), changes=pick(SOME) if changing else (),
            stands={pick(names): "x"} if changing and pick(SELDOM) else {},
            optional_reason="x" if pick(SELDOM) else None,
            shared_obligation="bersama" if pick(SELDOM) else None,
            decides_over=(pick(names),) if pick(SELDOM) else (),
            counts_for=pick(((), *((e,) for e in self._ends))) if pick(SELDOM) else None,
            limit=Limit(DAY, pick(self._anywhere)) if is_timed else None,
            rules=self._rules() if kind is StepKind.RULES else (),
        )  # fmt: skip

    def _role(self, kind: StepKind) -> RoleId | None:
        if kind is StepKind.APPLICANT:
            return RoleId("pemohon")
        return None if kind.is_automatic else self._pick(OFFICIALS)

    def _answers(self, kind: StepKind, position: int) -> list[Answer]:
        pick, found = self._pick, []
        following = self._following(position)
        ways = ANSWERS[kind]
        if kind is StepKind.DECISION and pick((True, True, False)):
            ways = ways[:2]
        for name, nature in ways:
            onward = nature is Nature.SUPPORTS or kind is StepKind.RULES or pick(SELDOM)
            back = (*self._names[: position + 1], *self._ends[1:])
            ahead = (*(following,) * 5, pick(self._anywhere))
            target = pick(ahead if onward else back)
            found.append(self._answer(name, nature, target))
        return found

    def _answer(self, name: str, nature: Nature, target: StepId | EndId) -> Answer:
        """Only the answers of a decision and a return may have a bound, as in the language."""
        is_bounded = name in ("ya", "tidak", "ragu", "return") and self._pick(SELDOM)
        return Answer(
            AnswerId(name), Text(name, name), target, nature,
            rounds_max=self._pick((1, 2)) if is_bounded else None,
            limit_target=self._pick(self._anywhere) if is_bounded else None,
        )  # fmt: skip

    def _rules(self) -> tuple[Rule, ...]:
        return (
            Rule(self._condition(), AnswerId("satu")),
            Rule(self._condition(), AnswerId("dua")),
            Rule(None, AnswerId("otherwise")),
        )

    def _condition(self) -> str:
        pick = self._pick
        said = tuple(
            f"jawaban.{n} {sign} '{a}'"
            for n in (pick(self._names), pick(self._names))
            for sign in ("==", "!=")
            for a in ("ya", "approve", "overdue")
        )
        both = f"{pick(said)} dan formulir.luas > 3"
        return pick(("formulir.luas > 3", both, *said))
