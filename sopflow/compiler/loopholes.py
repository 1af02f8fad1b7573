"""Ways round an official that no path shows: the words say less than they seem to.

The proofs take the text at its word: what it exempts is no obligation, what it calls an end that
decides nothing has none, what shares an obligation is an alternative. Here those words are judged.
"""

from collections.abc import Iterator

from sopflow.compiler.flatten import Graph
from sopflow.compiler.flow import place_of
from sopflow.compiler.obligations import LIKE_A_GRANT, is_obliging, reaching
from sopflow.compiler.proofs import Prover
from sopflow.compiler.reading import Source
from sopflow.compiler.vocabulary import RESULTS, key
from sopflow.compiler.whole import report_signatures
from sopflow.domain.machines import Arc, Obligation
from sopflow.domain.procedures import Procedure, Relation, Role, Step
from sopflow.domain.wholecase import Opening
from sopflow.domain.words import OVERDUE, SILENCE, WITHDRAW, EndResult, ItemId, MarkingId, StepKind

_SIGNED = (StepKind.INITIALS, StepKind.SIGNATURE)


def report_words(procedure: Procedure, source: Source) -> None:
    """Report what the rows and roles say that lets somebody be gone round."""
    _report_posts(procedure, source)
    _report_signed_papers(procedure, source)
    _report_standing_signatures(procedure, source)
    _report_taken_names(procedure, source)
    _report_split_papers(procedure, source)
    report_signatures(procedure, source)


def report_loopholes(
    procedure: Procedure,
    graph: Graph,
    obligations: tuple[Obligation, ...],
    prover: Prover,
    source: Source,
) -> None:
    """Report ends and obligations that are not what they are called."""
    _report_quiet_ends(procedure, graph, source)
    _report_unsigned_ends(procedure, obligations, source)
    _report_unjudged(procedure, obligations, source)
    _report_exempt(procedure, graph, source)
    for first, second in prover.doubled():
        place = source.place("step", second)
        source.reporter.report("SOP212", place, first=first, second=second)


def _report_posts(procedure: Procedure, source: Source) -> None:
    """One post that carries two roles makes two levels of one person."""
    held: dict[tuple[str, Relation, str | None], Role] = {}
    for role in procedure.roles:
        if role.is_external:
            continue
        at_home = role.relation is Relation.NAMED and role.named_unit == procedure.scope.unit
        relation = Relation.UNIT if at_home else role.relation
        post = (role.position_kind, relation, None if at_home else role.named_unit)
        other = held.setdefault(post, role)
        if other is not role:
            place = source.place("role", role.id)
            details = {"role": role.id, "other": other.id, "position": role.position_kind}
            source.reporter.report("SOP214", place, **details)


def _report_signed_papers(procedure: Procedure, source: Source) -> None:
    written = {item for step in procedure.steps for item in step.changes}
    for step in procedure.steps:
        if step.kind not in _SIGNED:
            continue
        place = source.place("step", step.id)
        if step.document is None:
            source.reporter.report("SOP412", place, step=step.id)
        elif step.document not in written:
            source.reporter.report("SOP413", place, step=step.id, item=step.document)


def _report_standing_signatures(procedure: Procedure, source: Source) -> None:
    for step in procedure.steps:
        for other in step.stands:
            if procedure.step(other).kind in _SIGNED:
                place = source.place("stands", step.id, other)
                source.reporter.report("SOP213", place, step=step.id, other=other)


def _report_taken_names(procedure: Procedure, source: Source) -> None:
    """An obligation under the name of a step that does not share it would take in that step's."""
    own = {step.id for step in procedure.steps if step.shared_obligation is None}
    for step in procedure.steps:
        if step.shared_obligation in own:
            place = source.place("step", step.id)
            source.reporter.report("SOP217", place, name=step.shared_obligation)


def _report_split_papers(procedure: Procedure, source: Source) -> None:
    """A paper counts for an end with all who initial and sign it: nobody is left out alone."""
    signed: dict[ItemId, list[Step]] = {}
    for step in procedure.steps:
        if step.kind in _SIGNED and step.document is not None:
            signed.setdefault(step.document, []).append(step)
    for steps in signed.values():
        last = steps[-1]
        for step in steps:
            if step.counts_for != last.counts_for:
                place = source.place("step", step.id)
                details = {"step": step.id, "other": last.id, "item": last.document}
                source.reporter.report("SOP218", place, **details)


def _report_quiet_ends(procedure: Procedure, graph: Graph, source: Source) -> None:
    """An end without obligations is reached only in its own way, never by somebody's answer."""
    words = {result: word for word, result in RESULTS.items()}
    for arc in graph.arcs:
        if arc.result is EndResult.LAPSED and procedure.opening is Opening.OFFICE:
            source.reporter.report("SOP132", source.place(*place_of(source, arc)), end=arc.target)
        elif arc.result is not None and not _is_its_own_way(procedure, arc):
            step = arc.step or key("file", "withdrawal")
            details = {"end": arc.target, "result": words[arc.result], "step": step}
            source.reporter.report("SOP117", source.place(*place_of(source, arc)), **details)


def _is_its_own_way(procedure: Procedure, arc: Arc) -> bool:
    if arc.trigger == WITHDRAW:
        return arc.result is EndResult.WITHDRAWN
    if arc.trigger == SILENCE:
        return True  # SOP331 says what is wrong with it
    match arc.result:
        case EndResult.LAPSED:
            step = procedure.step(arc.step) if arc.step else None
            theirs = (StepKind.APPLICANT, StepKind.PAYMENT)
            is_theirs = step is not None and step.kind in theirs
            return is_theirs and arc.answer == OVERDUE
        case EndResult.WITHDRAWN | EndResult.CLOSED:
            return False
        case EndResult.DEEMED_GRANTED | EndResult.DEEMED_REFUSED:
            return False
        case _:
            return True


def _report_unsigned_ends(
    procedure: Procedure, obligations: tuple[Obligation, ...], source: Source
) -> None:
    for end in procedure.ends:
        if not end.result.is_deciding:
            continue
        duties = [o for o in obligations if o.end == end.id]
        place = source.place("end", end.id)
        if end.result is EndResult.DONE:
            if not any(o.steps for o in duties):
                source.reporter.report("SOP215", place, end=end.id)
        elif not any(_is_signature(procedure, o) for o in duties):
            source.reporter.report("SOP208", place, end=end.id)


def _is_signature(procedure: Procedure, obligation: Obligation) -> bool:
    """Say whether nothing but a signature meets it; a missing one is the proofs' own finding."""
    kinds = {procedure.step(s).kind for s in obligation.steps}
    return kinds <= {StepKind.SIGNATURE} and bool(obligation.roles)


def _report_unjudged(
    procedure: Procedure, obligations: tuple[Obligation, ...], source: Source
) -> None:
    """What the applicant brings and no obligation of the grant judges may change at any time."""
    for end in procedure.ends:
        if not end.result.is_grant:
            continue
        steps = {s for o in obligations if o.end == end.id for s in o.steps}
        judged = {item for step in steps for item in procedure.step(step).judges}
        for item in procedure.judged_items:
            if item not in judged:
                kind = "field" if item in {f.id for f in procedure.form} else "requirement"
                place = source.place(kind, item)
                source.reporter.report("SOP414", place, item=item, end=end.id)


def _report_exempt(procedure: Procedure, graph: Graph, source: Source) -> None:
    """`untuk` that leaves out a grant exempts the step, so it takes a reason as `opsional` does."""
    for end in procedure.ends:
        if end.result not in LIKE_A_GRANT:
            continue
        leading = reaching(graph.arcs, (MarkingId(end.id),))
        before = {s for m in graph.markings if m.id in leading for s in m.open}
        for step in _exempted(procedure):
            if step.id in before and end.id not in (step.counts_for or ()):
                place = source.place("step", step.id)
                source.reporter.report("SOP211", place, step=step.id, end=end.id)


def _exempted(procedure: Procedure) -> Iterator[Step]:
    for step in procedure.steps:
        silent = step.optional_reason is None and step.counts_for is not None
        if silent and is_obliging(procedure, step):
            yield step
