"""Panels in the file: how many of whom must vote for what, vetoes and ties (SPEC 2, L6)."""

from typing import Final

from sopflow.compiler.reading import Table, near
from sopflow.compiler.vocabulary import ANSWERS, EVERYTHING, MAJORITY
from sopflow.domain.duties import Panel
from sopflow.domain.procedures import Answer
from sopflow.domain.voting import may_tie
from sopflow.domain.words import AnswerId, Nature, StepId

MEMBERS_MAX: Final = 15
ANSWERS_MAX: Final = 4


def panel_of(table: Table, step: StepId, answers: tuple[Answer, ...]) -> Panel | None:
    """Read how a panel decides; None where that is not said or cannot be."""
    wanted = table.text("needed")
    members = table.number("members", 1, MEMBERS_MAX) if table.text("members") else None
    if not _can_be_voted_on(answers):
        if answers:
            table.report("SOP244", table.at("decision"), step=step, maximum=ANSWERS_MAX)
        return None
    needed = _needed(table, wanted, members)
    if members is None or needed is None:
        return None
    bare = Panel(
        members=members,
        needed=needed,
        is_majority=wanted == MAJORITY,
        veto=_veto(table, step, answers),
    )
    return _with_tie(table, step, bare, answers)


def _can_be_voted_on(answers: tuple[Answer, ...]) -> bool:
    supporting = [a for a in answers if a.nature is Nature.SUPPORTS]
    return len(supporting) == 1 and len(answers) <= ANSWERS_MAX


def _needed(table: Table, wanted: str | None, members: int | None) -> int | None:
    if wanted is None or members is None:
        return None
    if wanted == EVERYTHING:
        return members
    if wanted == MAJORITY:
        return members // 2 + 1
    if wanted.isascii() and wanted.isdigit() and 1 <= int(wanted[:3]) <= members:
        return int(wanted[:3])
    table.report("SOP245", table.at("needed"), value=wanted, members=members)
    return None


def _veto(table: Table, step: StepId, answers: tuple[Answer, ...]) -> bool:
    veto = table.flag("veto", default=False)
    if veto and not any(a.nature is Nature.OPPOSES for a in answers):
        table.report("SOP249", table.key_at("veto"), step=step)
    return veto


def _with_tie(table: Table, step: StepId, bare: Panel, answers: tuple[Answer, ...]) -> Panel | None:
    """A tie that can come needs its answer, and one that cannot needs none."""
    word = table.text("tie", missing=None)
    can_tie = may_tie(bare, tuple(answer.nature for answer in answers))
    if word is None:
        if can_tie:
            table.report("SOP246", table.key_at("needed"), step=step)
        return None if can_tie else bare
    known = [a.id for a in answers]
    answer = AnswerId(ANSWERS.get(word, word))
    if answer not in known:
        details = {"value": word, "step": step, "known": ", ".join(known)}
        table.report("SOP247", table.at("tie"), **details, **near(word, known))
        return None
    if not can_tie:
        table.report("SOP248", table.key_at("tie"), step=step)
        return bare
    return Panel(bare.members, bare.needed, bare.is_majority, bare.veto, answer)
