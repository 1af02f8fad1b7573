"""`sopflow walk`: click through an SOP role by role, with invented persons and no database."""

import re
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sopflow.cli.authoring import sound
from sopflow.cli.exits import Exit
from sopflow.cli.frame import STATE, Json, emit, note, say, stop

if TYPE_CHECKING:
    from sopflow.domain.cases import OpenItem
    from sopflow.domain.prospects import Prospect
    from sopflow.domain.stage import Stage

TURNS_MAX = 10_000
"""A walk with more lines than this is over."""
BACK, QUIT = ("mundur", "back"), ("keluar", "quit")
START = "2026-01-05T09:00:00+07:00"
_FIELD = re.compile(r"([a-z][a-z0-9_]*)=(\S*)")


def register(cli: typer.Typer) -> None:
    """Add the commands of this room."""
    cli.command(
        help=say(
            "Jalani SOP kegiatan demi kegiatan, sebagai tiap pelaksana.",
            "Walk through an SOP step by step, as each role.",
        )
    )(walk)


def walk(
    file: Annotated[Path, typer.Argument(metavar=say("BERKAS", "FILE"))], as_json: Json = False
) -> None:
    """Ask for one way on after the other until an end; one choice a line, from a pipe as well."""
    from sopflow.compiler.scenario import HOURS, ZONE
    from sopflow.domain.entering import OfficeMoment
    from sopflow.domain.officetime import OfficeCalendar
    from sopflow.domain.prospects import prospects
    from sopflow.domain.stage import begun

    (machine,) = sound([file])
    moment = OfficeMoment(datetime.fromisoformat(START), OfficeCalendar(ZONE, HOURS, {}))
    trail = [begun(machine, moment)]
    _tell(f"{machine.procedure.code} {machine.procedure.version}: {_how()}")
    for _ in range(TURNS_MAX):
        stage = trail[-1]
        if stage.end is not None:
            emit(_document(stage), "\n".join(_ended(stage)))
            return
        ways = prospects(stage)
        _tell("\n".join(_turn(stage, ways)))
        line = _ask()
        if line is None or line in QUIT:
            break
        if line in BACK:
            trail = trail[:-1] or trail
        elif (following := _follow(stage, ways, line)) is not None:
            _tell("\n".join(_happened(stage, following)))
            trail.append(following)
    note(say("berhenti sebelum akhir", "stopped before an end"))
    stop(Exit.FOUND)


def _how() -> str:
    return say(
        "pilih nomor atau jawabannya; isian dan alasan boleh menyusul: "
        "`2 nilai_pajak=0 : alasannya`; mundur, keluar",
        "choose a number or an answer; fields and a reason may follow: "
        "`2 nilai_pajak=0 : the reason`; back, quit",
    )


def _tell(words: str) -> None:
    """Show where the case is; with `--json` the document alone goes to stdout."""
    if STATE.as_json:
        note(words)
    elif words:
        sys.stdout.write(words + "\n")


def _ask() -> str | None:
    sys.stderr.write("> ")
    sys.stderr.flush()
    line = sys.stdin.readline()
    return line.strip() if line else None


def _turn(stage: "Stage", ways: Sequence["Prospect"]) -> Iterator[str]:
    """Say whose turn it is, and the ways on with where each leads."""
    numbered = list(enumerate(ways, start=1))
    for item in stage.case.items:
        yield ""
        yield _desk(stage, item)
        question = stage.machine.steps[item.step].question
        if question is not None:
            yield f"  {question.in_(STATE.language)}"
        yield from (_way(stage, n, way) for n, way in numbered if way.step == item.step)
    yield from (_way(stage, n, way) for n, way in numbered if way.step is None)


def _desk(stage: "Stage", item: "OpenItem") -> str:
    from sopflow.compiler.scenario_report import clock

    due = say("batas", "due")
    until = f"  ({due} {clock(item.due_at)})" if item.due_at is not None else ""
    return _named(stage, item.step) + until


def _named(stage: "Stage", step: str) -> str:
    procedure = stage.machine.procedure
    found = next(s for s in procedure.steps if s.id == step)
    activity = found.activity.in_(STATE.language)
    if found.role is None:
        return f"{say('Otomatis', 'Automatic')}: {activity}"
    return f"{procedure.role(found.role).name.in_(STATE.language)}: {activity}"


def _way(stage: "Stage", number: int, way: "Prospect") -> str:
    parts = [f"  {number:>2} {_word(way)}"]
    if way.end is not None:
        label = stage.machine.procedure.end(way.end).label.in_(STATE.language)
        parts.append(f"→ {say('akhir', 'end')}: {label}")
    else:
        parts.append("→ " + (", ".join(_named(stage, s) for s in way.opens) or _waits(stage, way)))
    if way.is_limit:
        parts.append(say("(putaran habis)", "(rounds used up)"))
    if way.reason_required:
        parts.append(say("(dengan alasan)", "(with a reason)"))
    return " ".join(parts)


def _waits(stage: "Stage", way: "Prospect") -> str:
    if way.step is not None and stage.machine.steps[way.step].panel is not None:
        return say("menunggu anggota lain", "waits for the other members")
    return say("menunggu cabang lain", "waits for the other branches")


def _word(way: "Prospect") -> str:
    """Name a way as a scenario would."""
    from sopflow.compiler.scenario_words import KEYS
    from sopflow.compiler.vocabulary import answer_word

    if way.answer is not None:
        return answer_word(way.answer)
    return KEYS["deed"][way.way.value]


def _follow(stage: "Stage", ways: Sequence["Prospect"], line: str) -> "Stage | None":
    """Take the way that was chosen, or say why not."""
    from sopflow.compiler.scenario_report import names_of
    from sopflow.domain.catalogue import worded
    from sopflow.domain.refusals import Refusal
    from sopflow.domain.rehearsal import perform
    from sopflow.domain.stage import Stage

    head, _, reason = line.partition(":")
    word, *rest = head.split() or [""]
    way = _meant(ways, word)
    if way is None:
        note(say(f'"{word}" bukan pilihan di sini', f'"{word}" is no choice here'))
        return None
    example = say("contoh alasan", "an example of a reason") if way.reason_required else None
    fields = {f[1]: f[2] for text in rest if (f := _FIELD.fullmatch(text)) is not None}
    outcome = perform(stage, way.deed(note=reason.strip() or example, fields=fields))
    if isinstance(outcome, Stage):
        return outcome
    if isinstance(outcome, Refusal):
        wording = worded(outcome, names_of(stage.machine.procedure))
        note(f"{wording.message.in_(STATE.language)}; {wording.cure.in_(STATE.language)}")
    return None


def _meant(ways: Sequence["Prospect"], word: str) -> "Prospect | None":
    if word.isascii() and word.isdigit():
        return ways[int(word) - 1] if 1 <= int(word) <= len(ways) else None
    found = [way for way in ways if _word(way) == word]
    return found[0] if len(found) == 1 else None


def _happened(before: "Stage", after: "Stage") -> Iterator[str]:
    """Say what followed by itself: automatic steps and notices."""
    from sopflow.compiler.vocabulary import event_word

    for act in after.case.acts[len(before.case.acts) + 1 :]:
        if act.step is not None:
            yield f"  … {_named(after, act.step)}"
    for event in after.told[len(before.told) :]:
        yield f"  … {say('pemberitahuan', 'notice')}: {event_word(event)}"


def _ended(stage: "Stage") -> Iterator[str]:
    from sopflow.domain.difference_words import RESULTS

    assert stage.end is not None
    end = stage.machine.procedure.end(stage.end)
    result = RESULTS[end.result].in_(STATE.language)
    yield f"\n{say('Akhir', 'End')}: {end.label.in_(STATE.language)} ({result})"


def _document(stage: "Stage") -> dict[str, Any]:
    procedure = stage.machine.procedure
    return {
        "sop": procedure.code,
        "version": procedure.version,
        "end": stage.end,
        "result": stage.machine.markings[stage.case.marking].result,
        "acts": [act.trigger for act in stage.case.acts],
        "notices": stage.told,
        "met": sorted(stage.met),
    }
