"""What did not follow in a rehearsal, as findings at their lines in the scenario file."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sopflow.compiler.diagnostics import SCN, Diagnostic, Place, Reporter, TooManyFindings
from sopflow.compiler.scenario import ZONE
from sopflow.compiler.scenario_words import ASPECTS, refusal_word, result_word
from sopflow.compiler.vocabulary import event_word
from sopflow.domain.catalogue import worded
from sopflow.domain.checks import Aspect, Mismatch
from sopflow.domain.procedures import Procedure
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.rehearsal import (
    Rehearsal,
)
from sopflow.domain.words import EndResult, Text

NOTHING = Text("tidak ada", "none")
_CLOCK = {True: Text("berhenti", "berhenti (stopped)"), False: Text("berjalan", "berjalan (runs)")}


def report_failures(
    rehearsals: Iterable[Rehearsal], procedure: Procedure, text: str, *, file: str
) -> tuple[Diagnostic, ...]:
    """Give one finding for everything that did not follow."""
    reporter = Reporter(text, file, family=SCN)
    try:
        for rehearsal in rehearsals:
            for mismatch in rehearsal.mismatches:
                _report(reporter, mismatch, rehearsal.scenario.name, procedure)
    except TooManyFindings:
        pass  # two hundred are enough to begin with
    return reporter.diagnostics


def _report(reporter: Reporter, mismatch: Mismatch, name: str, procedure: Procedure) -> None:
    place = Place(mismatch.line, mismatch.column)
    got = mismatch.got
    if isinstance(got, Refusal) and mismatch.wanted is None:
        wording = worded(got, names_of(procedure))
        details = {"why": wording.message, "code": refusal_word(got.code), "cure": wording.cure}
        reporter.report("SCN202", place, name=name, **details)
    elif mismatch.aspect is Aspect.TURN:
        reporter.report("SCN203", place, name=name, got=_words(mismatch.aspect, got))
    else:
        reporter.report(
            "SCN201",
            place,
            name=name,
            aspect=ASPECTS[mismatch.aspect],
            wanted=_words(mismatch.aspect, mismatch.wanted),
            got=_words(mismatch.aspect, got),
        )


def names_of(procedure: Procedure) -> dict[str, str]:
    """Words for ids of roles, steps, papers and fields, for the wording of refusals."""
    found = {str(role.id): role.name.id for role in procedure.roles}
    found |= {str(step.id): step.id for step in procedure.steps}
    found |= {str(paper.id): paper.label.id for paper in procedure.requirements}
    fields = (*procedure.form, *(f for step in procedure.steps for f in step.fields))
    return found | {str(f.id): f.label.id for f in fields}


def _words(aspect: Aspect, value: Any) -> Text:
    match value:
        case bool():
            return _CLOCK[value]
        case datetime():
            return _plain(clock(value))
        case EndResult():
            return _plain(result_word(value))
        case RefusalCode():
            return _plain(refusal_word(value))
        case Refusal():
            return _plain(refusal_word(value.code))
        case frozenset() | tuple():
            words = sorted(event_word(v) if aspect is Aspect.NOTICES else v for v in value)
            return _plain(", ".join(words)) if words else NOTHING
        case Mapping():
            return _dues(value)
        case None:
            return NOTHING
        case _:
            return _plain(str(value))


def _dues(value: Mapping[str | None, datetime | None]) -> Text:
    parts = [f"{step}: {clock(at)}" if step else clock(at) for step, at in value.items()]
    return _plain(", ".join(parts)) if parts else NOTHING


def clock(at: datetime | None) -> str:
    """Write an instant as a scenario writes it."""
    return at.astimezone(ZoneInfo(ZONE)).strftime("%Y-%m-%d %H.%M") if at is not None else "-"


def _plain(words: str) -> Text:
    return Text(words, words)
