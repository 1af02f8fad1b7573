"""Where each row leads: the ways on of the table joined with the sheet of answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sopflow.compiler.blanks import blank
from sopflow.compiler.reading import is_id
from sopflow.compiler.sheets.context import Context, Table, indonesian
from sopflow.compiler.sheets.guesses import (
    Work,
    code_of,
    is_against,
    is_refusal,
    opposite,
    spoken_ways,
    work_of,
)
from sopflow.compiler.sheets.pages import heading, quoted
from sopflow.compiler.sheets.plain import put
from sopflow.compiler.sheets.rows import STEPS
from sopflow.compiler.sheets.spots import Said, Spot
from sopflow.compiler.sheets.steps_reading import ReadStep
from sopflow.compiler.sheets.table import ANSWERS, LABEL, LEVELS, NEXT, RETURN, TARGET
from sopflow.compiler.sheets.ways import Way, read_ways, write_ways
from sopflow.compiler.sheets.words import RETURNED
from sopflow.compiler.vocabulary import NATURES, STEP_KINDS, key
from sopflow.domain.words import Nature, StepKind, Text

_WORD: Final = {nature: word for word, nature in NATURES.items()}
_NATURE, _REASON = key("answer", "nature"), key("answer", "reason")
_ROUNDS, _ON_LIMIT = key("answer", "rounds_max"), key("answer", "on_limit")
_APPROVALS: Final = frozenset({StepKind.INITIALS, StepKind.SIGNATURE})
_NEEDED: Final = "wajib"
_NOWHERE: Final = Text("jalan ini tidak ada lagi di tabel", "the table has no such way any more")
_LAST: Final = Text("ini baris terakhir", "this is the last row")


@dataclass(frozen=True, slots=True)
class ListedAnswer:
    """A row of the sheet of answers."""

    code: str
    table: Table
    spot: Spot


@dataclass(frozen=True, slots=True)
class _SaidWay:
    label: str
    target: str
    spot: Spot
    is_told: bool
    """It was read out of a sentence, not out of a column of its own."""


def lead_on(
    steps: Sequence[ReadStep], answers: dict[str, list[ListedAnswer]], context: Context
) -> None:
    """Give every row its ways on."""
    leader = _Leader(steps, context)
    for step in steps:
        leader.lead(step, answers.get(step.id, []))
    leader.end_last()


class _Leader:
    def __init__(self, steps: Sequence[ReadStep], context: Context) -> None:
        self._steps = steps
        self._context = context
        self._findings = context.findings
        self._places = {step.id: n for n, step in enumerate(steps)}
        self._numbers = self._numbered()

    def lead(self, step: ReadStep, listed: Sequence[ListedAnswer]) -> None:
        """Join the ways of a row with its answers."""
        ways = self._ways(step)
        plain = [way for way in ways if not way.label]
        labelled = [way for way in ways if way.label]
        if plain:
            target = self._target(plain[-1], step)
            if not self._is_next(step, target):
                step.table[NEXT] = target
        is_ours = not step.is_new and not listed and [w.label for w in labelled] == [RETURNED]
        if self._is_approval(step) or is_ours:
            self._send_back(step, labelled)
        elif labelled or listed:
            self._answer(step, labelled, listed)
        elif step.is_new and step.row.is_diamond:
            self._ask_for_ways(step)

    def end_last(self) -> None:
        """Let the last row lead to an end where it says nothing."""
        outer = [step for step in self._steps if not step.branch]
        last = outer[-1] if outer else None
        if last is None or not last.is_new or NEXT in last.table or ANSWERS[0] in last.table:
            return
        end = self._context.end_for(last.row.activity, last.row.spot)
        what = Text("akhir sesudah baris terakhir", "the end after the last row")
        last.table[NEXT] = self._findings.guess(what, end, _LAST, last.row.spot)

    def _numbered(self) -> dict[str, str]:
        """Find rows by the numbers that stand in the table, whatever their order is now."""
        found: dict[str, str] = {}
        for step in sorted(self._steps, key=lambda s: s.is_new):
            number = step.row.number.lstrip("0")
            if number in found and number:
                first = found[number]
                self._findings.report("SOP076", step.row.spot, number=number, step=first)
            elif number:
                found[number] = step.id
        return found

    def _ways(self, step: ReadStep) -> list[_SaidWay]:
        row, found = step.row, []
        for role, label in (("yes", "Ya"), ("no", "Tidak")):
            if (said := row.text(role)) is not None:
                found.append(_said_way(Way(label, said.split()[-1]), said, is_told=False))
        if (said := row.text("ways")) is not None:
            written = read_ways(said) or (spoken_ways(said) if step.is_new else [])
            found += [_said_way(way, said, is_told=False) for way in written]
            if not written:
                self._findings.report("SOP075", said.spot or row.spot, way=said, target=said)
        if found or not step.is_new:
            return found
        for said in (row.text("remark"), row.activity):
            if said is not None and not found:
                written = read_ways(said) or spoken_ways(said)
                found += [_said_way(way, said, is_told=True) for way in written]
        found = [way for way in found if self._find(way, step) is not None]
        return self._other_side(step, found)

    def _other_side(self, step: ReadStep, ways: list[_SaidWay]) -> list[_SaidWay]:
        """Add the answer that a sentence with a single way leaves unsaid: on to the next row."""
        following = self._following(step)
        is_open = len(ways) == 1 and ways[0].label and not self._is_approval(step)
        if not is_open or following is None:
            return ways
        only = ways[0]
        other = _SaidWay(opposite(only.label), following, only.spot, is_told=True)
        what = Text(f"jawaban lain pada {step.id}", f"the other answer at {step.id}")
        why = Text("tabel hanya menyebut satu jalan", "the table names one way only")
        shown = write_ways([Way(other.label, following)])
        self._findings.guess(what, shown, why, only.spot)
        return [other, only] if is_against(only.label) else [only, other]

    def _answer(
        self, step: ReadStep, ways: Sequence[_SaidWay], listed: Sequence[ListedAnswer]
    ) -> None:
        left = list(listed)
        answers: dict[str, Table] = {}
        for way in ways:
            known = _match(way.label, left)
            if known is None and (known := _renamed(way, ways, listed)) is not None:
                self._rename(known, way)
            if known is not None:
                left.remove(known)
                answers[known.code] = {TARGET: self._target(way, step)} | known.table
            else:
                code, table = self._new_answer(step, way, answers)
                answers[code] = table
        for gone in left:
            if any(
                path[:5] == (STEPS, step.id, *ANSWERS, gone.code) for path in self._context.kept
            ):
                answers[gone.code] = gone.table
            else:
                self._findings.dropped(quoted(gone.code), _NOWHERE, gone.spot)
        for code, table in answers.items():
            put(step.table, (*ANSWERS, code), dict(table))

    def _ask_for_ways(self, step: ReadStep) -> None:
        what = Text(f"jawaban {step.id} dan arahnya", f"the answers of {step.id} and their ways")
        question = (ANSWERS[0], key("decision", "question"))
        put(step.table, question, self._findings.missing(what, step.row.spot))

    def _rename(self, known: ListedAnswer, way: _SaidWay) -> None:
        what = Text(f"tulisan jawaban {known.code}", f"the words of answer {known.code}")
        why = Text("jawaban lainnya sudah cocok", "the other answers fit")
        self._findings.guess(what, way.label, why, way.spot)
        label = known.table.get(LABEL)
        if isinstance(label, dict):
            label[key("text", "id")] = Said.of(way.label, way.spot)
        else:
            known.table[LABEL] = Said.of(way.label, way.spot)

    def _new_answer(
        self, step: ReadStep, way: _SaidWay, answers: dict[str, Table]
    ) -> tuple[str, Table]:
        """Make an answer of a way on that the sheet of answers does not know."""
        code = code_of(way.label, answers, for_answer=True)
        target = self._target(way, step)
        is_back = self._places.get(target, len(self._steps)) <= self._places[step.id]
        nature = _nature(way, is_back=is_back)
        what = Text(f"sifat jawaban {code} pada {step.id}", f"the nature of {code} at {step.id}")
        why = Text(
            "dari tulisannya dan arahnya (kembali, menolak, atau lanjut)",
            "by its words and where it leads (back, to a refusal, or on)",
        )
        guess = self._findings.guess(what, _WORD[nature], why, way.spot)
        table: Table = {TARGET: target, _NATURE: guess}
        if way.label.casefold() != code.replace("_", " "):
            table[LABEL] = Said.of(way.label, way.spot)
        if is_back:
            table |= self._bounded(step, code, way.spot)
        return code, table

    def _bounded(self, step: ReadStep, code: str, spot: Spot) -> Table:
        """Ask for the bound of a way back, without which a file could go round for ever."""
        often = Text(
            f"berapa kali paling banyak {code} pada {step.id} (angka)",
            f"how often {code} may be given at {step.id} (a number)",
        )
        after = Text(
            f"kode baris pejabat yang memutus sesudah itu ({step.id})",
            f"the code of the official's row that decides afterwards ({step.id})",
        )
        return {
            _REASON: _NEEDED,
            _ROUNDS: self._findings.missing(often, spot),
            _ON_LIMIT: self._findings.missing(after, spot),
        }

    def _send_back(self, step: ReadStep, ways: Sequence[_SaidWay]) -> None:
        """Take the way back of initials or a signature; the way on needs no words."""
        for way in ways:
            target = self._target(way, step)
            if self._is_next(step, target):
                continue
            put(step.table, RETURN, target)
            if step.is_new:
                for name, value in self._bounded(step, way.label, way.spot).items():
                    put(step.table, (RETURN[0], name), value)

    def _is_approval(self, step: ReadStep) -> bool:
        return STEP_KINDS.get(step.kind) in _APPROVALS or LEVELS in step.table

    def _is_next(self, step: ReadStep, target: str) -> bool:
        """On a row that somebody wrote by hand, the next row need not be named."""
        return step.is_new and target == self._following(step)

    def _following(self, step: ReadStep) -> str | None:
        place = self._places[step.id] + 1
        return self._steps[place].id if place < len(self._steps) else None

    def _target(self, way: _SaidWay, step: ReadStep) -> Said:
        """Find where a way leads; what leads nowhere is asked for."""
        found = self._find(way, step)
        if found is not None:
            return Said.of(found, way.spot)
        self._findings.report("SOP075", way.spot, way=way.label, target=way.target)
        return Said.of(blank(f"tujuan {way.label or step.id}: {way.target}"), way.spot)

    def _find(self, way: _SaidWay, step: ReadStep) -> str | None:
        target = way.target
        if target.isdigit():
            return self._numbers.get(target.lstrip("0"))
        if target in self._places or target in self._context.ends:
            return target
        for other in self._steps:
            if heading(other.row.activity) == heading(target):
                return other.id
        for end, table in self._context.ends.items():
            if heading(indonesian(table.get(LABEL))) == heading(target):
                return end
        if not step.is_new:
            return target if is_id(target) else None
        return self._by_words(way, step)

    def _by_words(self, way: _SaidWay, step: ReadStep) -> str | None:
        """Find a row by the performer that is named, the last one above; or an end."""
        if (role := self._context.role_in(way.target)) is not None:
            above = [s for s in self._steps[: self._places[step.id]] if s.role == role]
            drafts = [s for s in above if work_of(s.row.activity) is Work.DRAFT]
            chosen = (drafts or above)[-1:] if not self._context.is_external(role) else above[:1]
            if chosen:
                self._guess_target(way, chosen[0].id)
                return chosen[0].id
        if is_refusal(way.target) or heading(way.target) in ("selesai", "akhir"):
            return self._context.end_for(way.target, way.spot)
        return None

    def _guess_target(self, way: _SaidWay, code: str) -> None:
        what = Text(f'tujuan "{way.target}"', f'where "{way.target}" is')
        why = Text("baris pelaksana itu di atasnya", "that performer's row above it")
        self._findings.guess(what, code, why, way.spot)


def _said_way(way: Way, said: Said, *, is_told: bool) -> _SaidWay:
    assert said.spot is not None
    return _SaidWay(way.label, way.target, said.spot, is_told)


def _nature(way: _SaidWay, *, is_back: bool) -> Nature:
    if is_back:
        return Nature.NEUTRAL
    return Nature.OPPOSES if is_against(way.label) else Nature.SUPPORTS


def _match(label: str, listed: Sequence[ListedAnswer]) -> ListedAnswer | None:
    """Find an answer by its words, else by its code."""
    spoken = heading(label)
    by_words = (a for a in listed if heading(indonesian(a.table.get(LABEL))) == spoken)
    by_code = (a for a in listed if heading(a.code) == spoken)
    return next(by_words, None) or next(by_code, None)


def _renamed(
    way: _SaidWay, ways: Sequence[_SaidWay], listed: Sequence[ListedAnswer]
) -> ListedAnswer | None:
    """Find the answer that a way must mean: every other way and every other answer fit."""
    strange = [w for w in ways if _match(w.label, listed) is None]
    unnamed = [a for a in listed if all(_match(w.label, [a]) is None for w in ways)]
    return unnamed[0] if strange == [way] and len(unnamed) == 1 else None
