"""Calls of other SOPs against the files that are called, where these are there; circles of calls.

What is not among the files stays an assumption: the certificate names it, and whoever opens the
called case looks whether it holds in the version in force.
"""

from collections.abc import Iterator, Mapping, Sequence

from sopflow.compiler.compile import Compilation
from sopflow.compiler.parse import Draft
from sopflow.compiler.reading import near
from sopflow.compiler.vocabulary import ANSWERS, RESULTS
from sopflow.domain.awaited import Call
from sopflow.domain.procedures import Procedure, Step
from sopflow.domain.words import EndResult

Called = Mapping[str, Compilation]
"""The newest file of each SOP that could be read, by code."""


def report_calls(compilations: Sequence[Compilation]) -> None:
    """Report what does not fit between callers and called, and circles."""
    called = _newest(compilations)
    for compilation in compilations:
        draft = compilation.draft
        if draft is None:
            continue
        for step, call in _calls(draft.procedure):
            _report_circle(draft, step, call, called)
            if call.sop in called:
                _report_call(draft, step, call, called[call.sop])


def _newest(compilations: Sequence[Compilation]) -> Called:
    found: dict[str, Compilation] = {}
    for compilation in compilations:
        if compilation.draft is None:
            continue
        code = compilation.draft.procedure.code
        other = found.get(code)
        if other is None or _effective(other) <= _effective(compilation):
            found[code] = compilation
    return found


def _effective(compilation: Compilation) -> str:
    assert compilation.draft is not None, compilation
    return compilation.draft.procedure.identity.effective_on.isoformat()


def _calls(procedure: Procedure) -> Iterator[tuple[Step, Call]]:
    for step in procedure.steps:
        if step.call is not None:
            yield step, step.call


def _report_call(draft: Draft, step: Step, call: Call, called: Compilation) -> None:
    assert called.draft is not None, called
    _report_assumed(draft, step, call, called)
    _report_given(draft, step, call, called.draft.procedure)
    _report_results(draft, step, call, called.draft.procedure)


def _report_assumed(draft: Draft, step: Step, call: Call, called: Compilation) -> None:
    known = [m.step for m in called.certificate.must_act] if called.certificate else []
    for assumed in call.assumes:
        if assumed not in known:
            details = {"assumed": assumed, "sop": call.sop, **near(assumed, known)}
            place = draft.source.place("assumes", step.id, assumed)
            draft.source.reporter.report("SOP145", place, known=", ".join(known), **details)


def _report_given(draft: Draft, step: Step, call: Call, child: Procedure) -> None:
    report, place = draft.source.reporter.report, draft.source.place
    takes = {str(f.id) for f in (*child.form, *child.start.fields)}
    papers = {str(r.id) for r in child.requirements}
    for name in call.gives:
        if name not in takes | papers:
            details = {"name": name, "sop": call.sop, **near(name, takes | papers)}
            report("SOP146", place("gives", step.id, name), **details)
    needed = [f for f in (*child.form, *child.start.fields) if f.is_required]
    for field in needed:
        if field.id not in call.gives:
            details = {"step": step.id, "name": field.id, "sop": call.sop}
            report("SOP147", place("called", step.id), **details)


def _report_results(draft: Draft, step: Step, call: Call, child: Procedure) -> None:
    report, place = draft.source.reporter.report, draft.source.place
    words = {result: word for word, result in RESULTS.items()}
    possible = {end.result for end in child.ends}
    for result in sorted(possible - set(call.results)):
        details = {"step": step.id, "result": words.get(result, result.value), "sop": call.sop}
        report("SOP144", place("called", step.id), **details)
    for result in sorted(set(call.results) - possible):
        details = {"step": step.id, "result": words.get(result, result.value), "sop": call.sop}
        report("SOP149", place("answer", step.id, _answer(result)), **details)


def _answer(result: EndResult) -> str:
    word = next((word for word, known in RESULTS.items() if known is result), result.value)
    return ANSWERS.get(word, word)


def _report_circle(draft: Draft, step: Step, call: Call, called: Called) -> None:
    way = _way_back(draft.procedure.code, call.sop, called)
    if way is not None:
        details = {"step": step.id, "way": " → ".join((draft.procedure.code, *way))}
        draft.source.reporter.report("SOP143", draft.source.place("called", step.id), **details)


def _way_back(home: str, code: str, called: Called) -> tuple[str, ...] | None:
    """Find a chain of calls that leads from `code` back home."""
    seen: set[str] = set()
    ways: list[tuple[str, ...]] = [(code,)]
    while ways:
        way = ways.pop(0)
        if way[-1] == home:
            return way
        if way[-1] in seen or way[-1] not in called:
            continue
        seen.add(way[-1])
        draft = called[way[-1]].draft
        assert draft is not None, way
        ways += [(*way, onward.sop) for _, onward in _calls(draft.procedure)]
    return None
