"""Findings about what the SOP says of the whole case."""

from sopflow.compiler.flatten import Graph
from sopflow.compiler.reading import Source
from sopflow.compiler.wholearcs import reached_from
from sopflow.domain.procedures import Procedure
from sopflow.domain.wholecase import Opening
from sopflow.domain.words import EndResult, MarkingId, StepId, StepKind


def report_signatures(procedure: Procedure, source: Source) -> None:
    """Report that the applicant, or the office, may stop the case until what is no signature."""
    withdrawal, cancellation = procedure.withdrawal, procedure.cancellation
    if withdrawal and procedure.opening is Opening.OFFICE:
        source.reporter.report("SOP131", source.place("withdrawal"))
    elif withdrawal and not _is_signature(procedure, withdrawal.until):
        source.reporter.report("SOP118", source.place("withdrawal"), step=withdrawal.until)
    if cancellation and not _is_signature(procedure, cancellation.until):
        place = source.place("cancellation", "until")
        source.reporter.report("SOP133", place, step=cancellation.until)


def report_silence(procedure: Procedure, source: Source) -> None:
    """Report silence that would mean what only a decision can mean."""
    silence = procedure.silence
    if silence is None:
        return
    place = source.place("silence")
    if procedure.opening is Opening.OFFICE:
        source.reporter.report("SOP332", place)
    if not procedure.end(silence.end).result.is_deemed:
        source.reporter.report("SOP331", place, end=silence.end)


def report_entries(procedure: Procedure, source: Source) -> None:
    """Report a cancellation that leads to what is no step that can be opened alone."""
    cancellation = procedure.cancellation
    steps = {s.id for s in procedure.steps if procedure.block_of(s.id) is None}
    if cancellation is not None and cancellation.target not in steps:
        place = source.place("cancellation", "target")
        source.reporter.report("SOP136", place, target=cancellation.target)


def report_letter(procedure: Procedure, graph: Graph, source: Source) -> None:
    """Report a letter of cancellation that comes to no end for it."""
    cancellation = procedure.cancellation
    if cancellation is None:
        return
    starts = (m.id for m in graph.markings if m.open == (cancellation.target,))
    ends: dict[MarkingId, EndResult | None] = {m.id: m.result for m in graph.markings}
    rows = (arc for arc in graph.arcs if arc.step is not None)
    if not any(ends[m] is EndResult.CANCELLED for m in reached_from(starts, rows)):
        place = source.place("cancellation", "target")
        source.reporter.report("SOP135", place, target=cancellation.target)


def _is_signature(procedure: Procedure, step: StepId) -> bool:
    return procedure.step(step).kind is StepKind.SIGNATURE
