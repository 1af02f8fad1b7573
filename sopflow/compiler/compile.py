"""From the text of an SOP file to its machine, or to every reason why it has none."""

from dataclasses import dataclass, field

from sopflow.compiler import form, yamltree
from sopflow.compiler.acceptance import report_unused
from sopflow.compiler.awaited import report_awaited
from sopflow.compiler.blanks import report_blanks
from sopflow.compiler.blocks import report_crossings, report_ways
from sopflow.compiler.certificate import Certificate, certify
from sopflow.compiler.dataflow import report_data
from sopflow.compiler.diagnostics import Diagnostic, Reporter, TooManyFindings
from sopflow.compiler.duties import duties_of, report_duties
from sopflow.compiler.flatten import MARKINGS_MAX, Graph, TooManyMarkings, flatten
from sopflow.compiler.flow import report_entrances, report_loops, report_unreached
from sopflow.compiler.loopholes import report_loopholes, report_words
from sopflow.compiler.obligations import changes_by_trigger, obligations_of
from sopflow.compiler.order import orders_of, report_after, report_order
from sopflow.compiler.parse import Draft, parse
from sopflow.compiler.proofs import Proof, Prover
from sopflow.compiler.reading import Source
from sopflow.compiler.standins import report_substitutes
from sopflow.compiler.tidings import report_notices, standard_notices
from sopflow.compiler.verdicts import prove
from sopflow.compiler.whole import report_entries, report_letter, report_silence
from sopflow.domain.machines import CompiledMachine, Machine, Obligation
from sopflow.domain.procedures import Procedure
from sopflow.domain.words import trigger_of


@dataclass(frozen=True, slots=True)
class Compilation:
    """What became of a text. There is a machine exactly when no diagnostic is an error.

    Proofs and certificate are there as soon as the flow could be read; the certificate is sealed
    only together with a machine.
    """

    machine: Machine | None
    diagnostics: tuple[Diagnostic, ...]
    proofs: tuple[Proof, ...]
    certificate: Certificate | None
    draft: Draft | None = field(default=None, compare=False, repr=False)
    """What was read, as far as it could be; its reporter holds the findings."""


def compile_text(text: str, *, file: str, markings_max: int = MARKINGS_MAX) -> Compilation:
    """Compile the text of one SOP file; never raises, whatever the text.

    Args:
        text: The file's content. Bytes that were no UTF-8 may stand as surrogates.
        file: The name to show with each finding.
        markings_max: The most states that the machine may have.
    """
    reporter = Reporter(text, file)
    try:
        return _compile(text, reporter, markings_max)
    except TooManyFindings:
        return Compilation(None, reporter.diagnostics, (), None)


def _compile(text: str, reporter: Reporter, markings_max: int) -> Compilation:
    draft = _read(text, reporter)
    if draft is None:
        return Compilation(None, reporter.diagnostics, (), None)
    form.report(draft)
    report_awaited(draft.procedure, draft.source)
    report_ways(draft.procedure, draft.source)
    report_entries(draft.procedure, draft.source)
    if reporter.breaks_flow:
        return Compilation(None, reporter.diagnostics, (), None, draft)
    procedure, source = draft.procedure, draft.source
    report_words(procedure, source)
    report_after(procedure, source)
    report_crossings(procedure, source)
    report_duties(procedure, source)
    report_substitutes(procedure, source)
    try:
        graph = flatten(procedure, markings_max=markings_max)
    except TooManyMarkings as over:
        place = source.place("step", over.step)
        reporter.report("SOP106", place, step=over.step, maximum=markings_max)
        return Compilation(None, reporter.diagnostics, (), None, draft)
    return _judge(draft, graph)


def _read(text: str, reporter: Reporter) -> Draft | None:
    root = yamltree.read(text, reporter)
    if root is None:
        return None
    report_blanks(root, reporter)
    return parse(root, Source(reporter))


def _judge(draft: Draft, graph: Graph) -> Compilation:
    procedure, source = draft.procedure, draft.source
    obligations = obligations_of(procedure, graph)
    prover = Prover(procedure, graph, obligations)
    is_dead = report_unreached(procedure, graph, source)
    report_entrances(procedure, graph, source)
    report_silence(procedure, source)
    report_letter(procedure, graph, source)
    report_loops(procedure, graph, source)
    report_loopholes(procedure, graph, obligations, prover, source)
    orders = orders_of(procedure, graph, obligations)
    others = [
        *report_order(procedure, graph, orders, prover, source),
        *report_data(procedure, graph, source),
        *report_notices(procedure, graph, source),
    ]
    proofs = prove(procedure, prover, source, is_dead=is_dead, others=others)
    reporter = source.reporter
    report_unused(reporter)
    is_clean = not reporter.has_errors
    certificate = certify(procedure, graph, prover, proofs, is_clean=is_clean)
    machine = None
    if is_clean:
        machine = Machine(certificate.hash, assemble(procedure, graph, obligations))
    return Compilation(machine, reporter.diagnostics, proofs, certificate, draft)


def assemble(
    procedure: Procedure, graph: Graph, obligations: tuple[Obligation, ...]
) -> CompiledMachine:
    """Put together what is stored, hashed and checked of a version."""
    return CompiledMachine(
        procedure=procedure,
        start=graph.start,
        markings=graph.markings,
        arcs=graph.arcs,
        obligations=obligations,
        judges={s.id: s.judges for s in procedure.steps if s.judges},
        changes=changes_by_trigger(procedure, graph),
        stands={s.id: tuple(s.stands) for s in procedure.steps if s.stands},
        rounds={
            trigger_of(s.id, a.id, by_hand=by_hand): a.rounds_max
            for s in procedure.steps
            for a in s.answers
            for by_hand in ((False, True) if s.kind.is_awaited and s.confirmed_by else (False,))
            if a.rounds_max is not None
        },
        orders=orders_of(procedure, graph, obligations),
        standard_notices=standard_notices(procedure, graph),
        duties=duties_of(procedure),
    )
