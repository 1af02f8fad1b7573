"""What a formal and legal review of one file says beside its form (DOMAIN 1.15).

Each rule names what it compares. None reads meaning into words: a rule that compares texts looks
for words that they share, and asks for a second look where there are none.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from sopflow.compiler import law
from sopflow.compiler.obligations import is_internal
from sopflow.compiler.reading import Source
from sopflow.compiler.wording import vague_word
from sopflow.domain.procedures import Procedure, Step
from sopflow.domain.words import JOIN, EndId, StepId, StepKind

ACTORS_MAX: Final = 15
"""More lanes do not fit the official table (DOMAIN 1.6, 1.15 RN01)."""
_PERSON: Final = re.compile(
    r"\b(bpk|bapak|ibu|sdr|sdri|drs|dra|ir|hj?)\.? |,\s*(S|M|A\.?Md)\.\s?[A-Z]", re.IGNORECASE
)
_ACTING: Final = re.compile(r"^\s*(plt|plh|pj|pjs)\b\.?", re.IGNORECASE)
_OLD_STAMP: Final = re.compile(r"m(e|a)t(e|a)rai\D{0,30}6[. ]?000", re.IGNORECASE)
_WORDS: Final = re.compile(r"[a-z]{4,}")
_COMMON: Final = frozenset(
    [
        "atau",
        "bagi",
        "bila",
        "dalam",
        "dari",
        "dengan",
        "izin",
        "kepada",
        "oleh",
        "pada",
        "permohonan",
        "sesuai",
        "surat",
        "yang",
        "keterangan",
        "layanan",
        "pelayanan",
        "penerbitan",
        "pengurusan",
        "berkas",
        "data",
        "hasil",
    ]
)


def report_review(procedure: Procedure, source: Source) -> None:
    """Report what a review of this file alone finds."""
    _report_title(procedure, source)
    _report_ratification(procedure, source)
    _report_law(procedure, source)
    _report_lanes(procedure, source)
    _report_signatures(procedure, source)
    _report_answers(procedure, source)
    _report_standards(procedure, source)


def _report_title(procedure: Procedure, source: Source) -> None:
    """ID05: a title copied from another SOP shares no word with what this one does."""
    title = words_of(procedure.identity.title.id)
    about = words_of(
        " ".join(
            [
                procedure.code.replace("-", " "),
                procedure.standard.product,
                *(document.label.id for document in procedure.documents),
            ]
        )
    )
    if title and about and not share(title, about):
        details = {"title": procedure.identity.title.id, "product": procedure.standard.product}
        source.reporter.report("SOP617", source.place("title"), **details)


def _report_ratification(procedure: Procedure, source: Source) -> None:
    """ID07 and ID08: who ratified, and what a revision changed."""
    who = procedure.identity
    if _ACTING.match(who.ratified_by.position):
        place = source.place("ratified_by")
        source.reporter.report("SOP618", place, position=who.ratified_by.position)
    revised = who.revised_on
    if revised and who.made_on < revised <= who.effective_on and not who.changes:
        source.reporter.report("SOP619", source.place("dates"))


def _report_law(procedure: Procedure, source: Source) -> None:
    """LG01, LG03, LG04, LG06 and ST04."""
    report = source.reporter.report
    who = procedure.identity
    ranks = [law.rank_of(basis) for basis in who.legal_basis]
    for number, (before, after) in enumerate(pairwise(ranks), start=1):
        if before is not None and after is not None and after < before:
            place = source.place("legal_basis", str(number))
            basis = who.legal_basis[number]
            report("SOP620", place, value=basis, above=who.legal_basis[number - 1])
    own = law.regions_in(who.unit_name)
    for number, basis in enumerate(who.legal_basis):
        if own and (foreign := law.foreign_region(basis, own)) is not None:
            place = source.place("legal_basis", str(number))
            report("SOP621", place, region=foreign, own=", ".join(sorted(own)))
    asks_for_money = any(path[0] == "payment" for path in source.places)
    if asks_for_money and not any(law.is_regional(basis) for basis in who.legal_basis):
        report("SOP622", source.place("legal_basis"))
    if not procedure.standard.is_free and not asks_for_money:
        report("SOP628", source.place("fee"), fee=procedure.standard.fee)
    missing = [short for short, found in law.FOUNDING.items()
               if not any(found.search(basis) for basis in who.legal_basis)]  # fmt: skip
    if missing:
        report("SOP623", source.place("legal_basis"), missing=", ".join(missing))
    for name, text in _texts(procedure):
        if _OLD_STAMP.search(text):
            report("SOP629", source.place(*name))


def _texts(procedure: Procedure) -> Iterator[tuple[tuple[str, ...], str]]:
    for requirement in procedure.requirements:
        yield ("requirement", requirement.id), requirement.label.id
    for step in procedure.steps:
        yield ("step", step.id), " ".join((step.activity.id, *step.standard.inputs))


def _report_lanes(procedure: Procedure, source: Source) -> None:
    """FL09, PL01 and RN01: the columns of the chart."""
    report = source.reporter.report
    late = _only_at_a_limit(procedure)
    orders = [
        list(dict.fromkeys(s.role for s in procedure.steps if s.role and s.id not in without))
        for without in (frozenset[StepId | EndId](), late)
    ]
    lanes = [role.id for role in procedure.roles if all(role.id in order for order in orders)]
    for lane, after in pairwise(lanes):
        if all(order.index(after) < order.index(lane) for order in orders):
            report("SOP625", source.place("role", lane), role=lane, first=after)
            break
    for role in procedure.roles:
        if _PERSON.search(role.name.id):
            report("SOP261", source.place("role", role.id), name=role.name.id)
    if len(procedure.roles) > ACTORS_MAX:
        report("SOP630", source.place("roles"), count=len(procedure.roles), maximum=ACTORS_MAX)


def _only_at_a_limit(procedure: Procedure) -> frozenset[StepId | EndId]:
    """Give the rows that only used-up rounds lead to: they stand where they are read with."""
    answers = [answer for step in procedure.steps for answer in step.answers]
    return frozenset(a.limit_target for a in answers if a.limit_target is not None) - frozenset(
        a.target for a in answers
    )


def _report_signatures(procedure: Procedure, source: Source) -> None:
    """FL10 and PL04: a paper that goes to its signer past everybody, or from its own drafter."""
    for step in procedure.steps:
        if step.kind is not StepKind.SIGNATURE or step.document is None:
            continue
        place = source.place("step", step.id)
        same = [s for s in procedure.steps if s.document == step.document]
        if not any(s.kind is StepKind.INITIALS for s in same):
            details = {"step": step.id, "document": step.document}
            source.reporter.report("SOP260", place, **details)
        drafters = {s.role for s in procedure.steps if step.document in s.changes}
        if step.role is not None and step.role in drafters:
            details = {"step": step.id, "role": step.role, "document": step.document}
            source.reporter.report("SOP262", place, **details)


def _report_answers(procedure: Procedure, source: Source) -> None:
    """FL03: a decision whose every answer leads to the same row decides nothing.

    Unless the answer counts later: at the join of a block, or for a rule that asks for it.
    """
    asked = " ".join(rule.condition or "" for step in procedure.steps for rule in step.rules)
    for step in procedure.steps:
        targets = {answer.target for answer in step.answers}
        if step.kind is not StepKind.DECISION or len(step.answers) < 2:
            continue
        if len(targets) == 1 and JOIN not in targets and f"jawaban.{step.id}" not in asked:
            place = source.place("step", step.id)
            details = {"step": step.id, "target": next(iter(targets))}
            source.reporter.report("SOP624", place, **details)


def _report_standards(procedure: Procedure, source: Source) -> None:
    """KG04, MB04 and MB05: the columns of the quality standard."""
    report = source.reporter.report
    for step in procedure.steps:
        place = source.place("standard", step.id)
        for text in (*step.standard.inputs, step.standard.output or ""):
            if (vague := vague_word(text)) is not None:
                report("SOP608", place, word=vague)
    for step in _granting(procedure):
        made = words_of(step.standard.output or "")
        product = words_of(procedure.standard.product)
        if made and product and not share(made, product):
            details = {"step": step.id, "output": step.standard.output or ""}
            place = source.place("standard", step.id)
            report("SOP626", place, product=procedure.standard.product, **details)
    known = _known_papers(procedure)
    for step in procedure.steps:
        if not is_internal(procedure, step):
            continue
        for name in step.standard.inputs:
            asked = words_of(name)
            if asked and not share(asked, known):
                place = source.place("standard", step.id)
                report("SOP627", place, name=name, step=step.id)


def _granting(procedure: Procedure) -> tuple[Step, ...]:
    """Give the hand-overs by which the product leaves the office."""
    grants: set[StepId] = {StepId(e.id) for e in procedure.ends if e.result.is_grant}
    return tuple(
        step
        for step in procedure.steps
        if step.kind is StepKind.HANDOVER and any(a.target in grants for a in step.answers)
    )


def _known_papers(procedure: Procedure) -> frozenset[str]:
    """Everything that somebody brings, keeps or makes: words of the papers an official may need.

    Lists, notes and access are means of every desk and need no source.
    """
    texts = [
        *(requirement.label.id for requirement in procedure.requirements),
        *(field.label.id for field in procedure.form),
        *(field.label.id for step in procedure.steps for field in step.fields),
        *(document.label.id for document in procedure.documents),
        *(step.standard.output or "" for step in procedure.steps),
        *procedure.identity.equipment,
        *procedure.identity.legal_basis,
        *procedure.identity.related,
        procedure.identity.records,
        "daftar catatan akses",
    ]
    return words_of(" ".join(texts))


def words_of(text: str) -> frozenset[str]:
    """Give the words of a text that tell what it is about, in small letters."""
    return frozenset(_WORDS.findall(text.lower())) - _COMMON


def share(some: frozenset[str], others: frozenset[str]) -> bool:
    """Say whether two texts have a word in common, forms of one stem included."""
    return any(a == b or a in b or b in a for a in some for b in others)
