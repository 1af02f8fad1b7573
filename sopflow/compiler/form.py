"""Findings about the form of an SOP and the law about it (DOMAIN 1.15, first part)."""

import re

from sopflow.compiler import wording
from sopflow.compiler.obligations import is_internal
from sopflow.compiler.parse import Draft
from sopflow.compiler.reading import Source
from sopflow.compiler.review import report_review
from sopflow.compiler.timing import report_times
from sopflow.compiler.vocabulary import key
from sopflow.domain.procedures import Procedure


def report(draft: Draft) -> None:
    """Report what a formal review would say."""
    procedure, source = draft.procedure, draft.source
    _report_identity(procedure, source)
    _report_wording(procedure, source)
    _report_quality(procedure, source)
    if not source.reporter.breaks_flow:
        _report_roles(procedure, source)
    _report_papers(procedure, source)
    _report_standing(procedure, source)
    report_times(procedure, source)
    if not source.reporter.breaks_flow:
        report_review(procedure, source)


def _report_identity(procedure: Procedure, source: Source) -> None:
    report = source.reporter.report
    for name, text in wording.identity_texts(procedure):
        if wording.is_left_over(text):
            report("SOP609", source.place(name), value=text)
    for number, basis in enumerate(procedure.identity.legal_basis):
        place = source.place("legal_basis", str(number))
        if (successor := wording.successor_of(basis)) is not None:
            report("SOP610", place, value=basis, successor=successor)
        elif not wording.is_exact(basis):
            report("SOP613", place, value=basis)
    who = procedure.identity.ratified_by
    if who.position and not (who.nip and who.rank) and wording.needs_nip(who.position):
        report("SOP611", source.place("ratified_by"))
    complaints = procedure.standard.complaints
    if complaints and not re.search(r"\d", complaints):
        report("SOP616", source.place("complaints"))


def _report_wording(procedure: Procedure, source: Source) -> None:
    report = source.reporter.report
    for step in procedure.steps:
        activity, place = step.activity.id, source.place("activity", step.id)
        if wording.names_its_performer(step, procedure):
            report("SOP607", place, activity=activity)
        elif not wording.is_active(activity):
            report("SOP606", place, activity=activity)
        if (word := wording.vague_word(activity)) is not None:
            report("SOP608", place, word=word)
        if wording.has_two_kinds_of_work(activity):
            verbs = ", ".join(wording.kinds_of_work(activity))
            report("SOP615", place, step=step.id, verbs=verbs)


def _report_quality(procedure: Procedure, source: Source) -> None:
    for step in procedure.steps:
        if not is_internal(procedure, step):
            continue
        parts = {"inputs": step.standard.inputs, "output": step.standard.output}
        missing = ", ".join(f"`{key('quality', name)}`" for name, has in parts.items() if not has)
        if missing:
            place = source.place("standard", step.id)
            source.reporter.report("SOP612", place, step=step.id, missing=missing)


def _report_roles(procedure: Procedure, source: Source) -> None:
    used = {role for step in procedure.steps for role in (step.role, step.confirmed_by)}
    for role in procedure.roles:
        if role.id not in used:
            source.reporter.report("SOP206", source.place("role", role.id), role=role.id)
    if sum(1 for r in procedure.roles if r.id in used and not r.is_external) == 1:
        source.reporter.report("SOP207", source.place("roles"))


def _report_papers(procedure: Procedure, source: Source) -> None:
    checked = {item for step in procedure.steps for item in step.requires}
    hidden = [r.id for r in procedure.requirements if r.is_required and r.id not in checked]
    if hidden:
        source.reporter.report("SOP409", source.place("requirements"), items=", ".join(hidden))


def _report_standing(procedure: Procedure, source: Source) -> None:
    judged = {step.id: set(step.judges) for step in procedure.steps}
    for step in procedure.steps:
        for other in step.stands:
            if not judged.get(other, set()) & set(step.changes):
                place = source.place("stands", step.id, other)
                source.reporter.report("SOP411", place, step=step.id, other=other)
