"""References from outside the rows to what happens in them: `langkah.jawaban`."""

from collections.abc import Sequence

from sopflow.compiler.diagnostics import Place
from sopflow.compiler.names import Names
from sopflow.compiler.reading import Source, Table, near
from sopflow.compiler.vocabulary import ANSWERS, ENTERED, EVENTS
from sopflow.domain.expressions import answers_in
from sopflow.domain.procedures import Step
from sopflow.domain.words import APPROVE, OVERDUE, StepId


class Events:
    """What can be named as a moment: a step entered, an answer given, opening and end."""

    def __init__(self, steps: Sequence[Step], names: Names, source: Source) -> None:
        self._steps = {step.id: step for step in steps}
        self._names = names
        self._source = source

    def find(self, words: str) -> str | None:
        """Give the machine's name of an event; None for one that cannot happen here."""
        if words in EVENTS:
            return EVENTS[words]
        row, dot, what = words.partition(".")
        steps = self._names.steps.get(row)
        if not dot or steps is None:
            return None
        if what in ENTERED:
            return f"{steps[0]}.{ENTERED[what]}"
        answer = ANSWERS.get(what, what)
        step = self._steps.get(steps[-1] if answer == APPROVE else steps[0])
        if step is None or answer not in _given(step):
            return None
        return f"{step.id}.{answer}"

    def clock(self, service: Table | None, words: str) -> str:
        """Resolve where the service clock starts."""
        found = self.find(words)
        if service is not None and words and (found is None or words in EVENTS):
            service.report("SOP310", service.at("clock_starts"), value=words)
        return found or words

    def words(self) -> tuple[str, ...]:
        """List every moment in the author's words."""
        english = {answer: word for word, answer in ANSWERS.items()}
        found = list(EVENTS)
        for step in self._steps.values():
            found += [f"{step.id}.{word}" for word in ENTERED]
            found += [f"{step.id}.{english.get(a, a)}" for a in _given(step)]
        return tuple(found)


def _given(step: Step) -> tuple[str, ...]:
    answers: tuple[str, ...] = tuple(a.id for a in step.answers)
    return (*answers, OVERDUE) if step.limit else answers


def check_conditions(steps: Sequence[Step], source: Source) -> None:
    """Report texts in conditions that are no answer of the step they are compared with."""
    answers = {step.id: _given(step) for step in steps}
    for step in steps:
        for number, rule in enumerate(step.rules):
            for comparison in answers_in(rule.condition or ""):
                known = answers.get(StepId(comparison.step))
                if known is not None and comparison.text not in known:
                    place: Place = source.place("rule", step.id, str(number))
                    source.reporter.report(
                        "SOP410",
                        place,
                        value=comparison.text,
                        step=comparison.step,
                        known=", ".join(known),
                        **near(comparison.text, known),
                    )
