"""P8: the applicant is told of whatever touches them, and every official of what waits for them.

What the SOP does not say is said by the standard text: the machine carries a rule without words
for it. So nobody is left untold; what can fail is an SOP's own text that does not say enough.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from sopflow.compiler.flatten import Graph
from sopflow.compiler.proofs import Proof
from sopflow.compiler.reading import Source
from sopflow.compiler.vocabulary import event_word
from sopflow.domain.audience import audience_of
from sopflow.domain.machines import Arc
from sopflow.domain.procedures import NoticeRule, Procedure
from sopflow.domain.telling import (
    APPLICANT,
    DELAYED,
    ENDED,
    OPENED,
    Occasion,
    answered,
    events_of,
    occasions,
)
from sopflow.domain.words import EndResult, Text

CHANNELS = ("email",)
LINK, REASON, RESULT = "{tautan}", "{alasan}", "{hasil}"
_ENTERED = ".entered"


@dataclass(frozen=True, slots=True)
class Moment:
    """A move as the applicant sees it: what it brings about and what it must tell."""

    arc: Arc
    events: frozenset[str]
    occasions: tuple[Occasion, ...]


class Tidings:
    """Every different moment of a graph, and the rules about notices that it needs."""

    def __init__(self, procedure: Procedure, graph: Graph) -> None:
        self._procedure = procedure
        self._graph = graph
        self._audience = audience_of(procedure)

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """Give each kind of move once; what the first step does is also the opening."""
        open_at = {m.id: m.open for m in self._graph.markings}
        found: dict[object, Moment] = {}
        for arc in self._graph.arcs:
            runs = self._audience.stopping.isdisjoint(open_at[arc.target])
            for opening in (True, False) if arc.source == self._graph.start else (False,):
                kind = (arc.trigger, arc.opens, arc.closes, arc.result, runs, opening)
                if kind not in found:
                    told = occasions(self._audience, arc, open_at[arc.target], opening=opening)
                    events = frozenset(events_of(arc, opening=opening))
                    found[kind] = Moment(arc, events, tuple(told))
        return tuple(found.values())

    @cached_property
    def has_promise(self) -> bool:
        """The clock of the promised time can start, so it can run out."""
        starts = self._procedure.promise.starts_at
        return any(answered(moment.arc) == starts for moment in self.moments)

    @cached_property
    def own(self) -> frozenset[str]:
        """The moments of which the SOP itself tells the applicant."""
        return frozenset(r.event for r in self._procedure.notices if r.to == APPLICANT)

    def standard(self) -> tuple[NoticeRule, ...]:
        """Give the rules without words for every occasion that the SOP's own rules leave out."""
        missing = list(self.untold(self.own))
        if self._audience.opens_cases and self.has_promise and DELAYED not in self.own:
            missing.append(DELAYED)
        return tuple(NoticeRule(event, APPLICANT, CHANNELS, None) for event in missing)

    def untold(self, told: frozenset[str]) -> tuple[str, ...]:
        """Name the occasions that rules about these moments leave out."""
        return tuple(
            dict.fromkeys(
                occasion.event
                for moment in self.moments
                for occasion in moment.occasions
                if not told & occasion.told_by
            )
        )


def standard_notices(procedure: Procedure, graph: Graph) -> tuple[NoticeRule, ...]:
    """Give the rules without words that the machine carries."""
    return Tidings(procedure, graph).standard()


def report_notices(procedure: Procedure, graph: Graph, source: Source) -> list[Proof]:
    """Report what the SOP leaves to the standard text, and own texts that do not say enough."""
    tidings = Tidings(procedure, graph)
    standard = tidings.standard()
    _report_silence(standard, source)
    _report_idle(procedure, tidings, source)
    told = tidings.own | {rule.event for rule in standard}
    failed = dict.fromkeys((*tidings.untold(told), *_report_bare(procedure, tidings, source)))
    return [Proof("P8", holds=False, counterexample=(), about=about) for about in failed]


def _report_silence(standard: Iterable[NoticeRule], source: Source) -> None:
    for event in (rule.event for rule in standard):
        if event in _SAYING:
            place = source.place("notices")
            source.reporter.report("SOP505", place, event=_SAYING[event], key=event_word(event))
        elif event.endswith(_ENTERED):
            step = event.removesuffix(_ENTERED)
            words = Text(f"langkah `{step}` menunggunya", f"step `{step}` waits for them")
            place = source.place("step", step)
            source.reporter.report("SOP505", place, event=words, key=event_word(event))


_SAYING = {
    OPENED: Text("permohonannya dicatat", "the application is recorded"),
    ENDED: Text("permohonannya selesai", "the case ends"),
}


def _report_idle(procedure: Procedure, tidings: Tidings, source: Source) -> None:
    """A notice about what never happens tells nobody anything."""
    happens = frozenset[str]().union(*(moment.events for moment in tidings.moments))
    happens |= {DELAYED} if tidings.has_promise else set()
    for number, rule in enumerate(procedure.notices):
        if rule.event not in happens:
            place = source.place("notice", str(number))
            source.reporter.report("SOP512", place, event=event_word(rule.event))


def _report_bare(procedure: Procedure, tidings: Tidings, source: Source) -> Iterator[str]:
    """An own text takes the place of the standard one: it says why, or where that can be read."""
    rules = [
        (source.place("notice", str(number)), rule, rule.text.id)
        for number, rule in enumerate(procedure.notices)
        if rule.to == APPLICANT and rule.text is not None and LINK not in rule.text.id
    ]
    for moment in tidings.moments:
        for place, rule, words in rules:
            if rule.event not in moment.events:
                continue
            if REASON not in words and _must_say_why(procedure, moment, rule):
                event = event_word(answered(moment.arc))
                source.reporter.report("SOP510", place, event=event)
                yield rule.event
            if rule.event == ENDED and RESULT not in words:
                source.reporter.report("SOP511", place)
                yield rule.event


def _must_say_why(procedure: Procedure, moment: Moment, rule: NoticeRule) -> bool:
    """Whoever gets the file back, or is refused by this very answer, gave somebody a reason."""
    arc = moment.arc
    answer = procedure.step(arc.step).answer(arc.answer) if arc.step else None
    if answer is None or not answer.reason_required:
        return False
    back = (o for o in moment.occasions if o.event.endswith(_ENTERED) and rule.event in o.told_by)
    return any(back) or (arc.result is EndResult.REFUSED and rule.event == answered(arc))
