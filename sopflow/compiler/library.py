"""What a review of several files together finds, and what depends on the day (DOMAIN 1.15).

Numbers and titles that are taken, versions that go back, related SOPs that are not there, and dates
of review that have passed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from sopflow.compiler.calls import report_calls
from sopflow.compiler.compile import Compilation
from sopflow.compiler.parse import Draft
from sopflow.compiler.review import share, words_of
from sopflow.domain.procedures import Procedure


def review_together(
    compilations: Sequence[Compilation], *, on: date | None = None, related: bool = False
) -> tuple[Compilation, ...]:
    """Give the compilations with what can be said of them only together.

    Args:
        compilations: The files that were checked in one run.
        related: Say which related SOPs are not among the files; a part of a library lacks many.
        on: The day on which to ask whether a date of review has passed; None does not ask.
    """
    drafts = [c.draft for c in compilations if c.draft is not None]
    report_calls(compilations)
    for draft in drafts:
        _report_taken(draft, drafts)
        _report_order(draft, drafts)
        if related:
            _report_related(draft, drafts)
        if on is not None:
            _report_overdue(draft, drafts, on)
    return tuple(_again(compilation) for compilation in compilations)


def checked_together(compilations: Sequence[Compilation]) -> tuple[Compilation, ...]:
    """Give the compilations with what does not fit between SOPs that call each other."""
    report_calls(compilations)
    return tuple(_again(compilation) for compilation in compilations)


def _again(compilation: Compilation) -> Compilation:
    if compilation.draft is None:
        return compilation
    found = compilation.draft.source.reporter.diagnostics
    is_clean = not any(d.is_error for d in found)
    if is_clean or compilation.machine is None:
        return replace(compilation, diagnostics=found)
    assert compilation.certificate is not None, compilation
    unsealed = replace(compilation.certificate, certificate=None)
    return replace(compilation, diagnostics=found, machine=None, certificate=unsealed)


def _report_taken(draft: Draft, drafts: Sequence[Draft]) -> None:
    """ID04 and ID05: each number and each title of a unit belongs to one SOP."""
    own, report = draft.procedure, draft.source.reporter.report
    for other in _others(own, drafts):
        if own.identity.number and own.identity.number == other.identity.number:
            details = {"number": own.identity.number, "other": other.code}
            report("SOP634", draft.source.place("number"), **details)
        if own.identity.title.id and own.identity.title.id == other.identity.title.id:
            details = {"title": own.identity.title.id, "other": other.code}
            report("SOP635", draft.source.place("title"), **details)


def _others(own: Procedure, drafts: Sequence[Draft]) -> Iterator[Procedure]:
    for draft in drafts:
        other = draft.procedure
        if other.code != own.code and other.scope == own.scope:
            yield other


def _report_order(draft: Draft, drafts: Sequence[Draft]) -> None:
    """ID08: a newer version takes effect later."""
    own = draft.procedure
    for other in _versions(own, drafts):
        is_older = _numbers(other.version) < _numbers(own.version)
        if is_older and own.identity.effective_on < other.identity.effective_on:
            details = {"version": own.version, "other": other.version}
            draft.source.reporter.report("SOP636", draft.source.place("dates"), **details)


def _versions(own: Procedure, drafts: Sequence[Draft]) -> Iterator[Procedure]:
    for draft in drafts:
        if draft.procedure.code == own.code and draft.procedure is not own:
            yield draft.procedure


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isascii() and part.isdigit())


def _report_related(draft: Draft, drafts: Sequence[Draft]) -> None:
    """LG05: an SOP that is named and not there."""
    titles = [words_of(other.procedure.identity.title.id) for other in drafts]
    for name in draft.procedure.identity.related:
        named = words_of(name)
        if named and not any(share(named, title) for title in titles):
            place = draft.source.place("related")
            draft.source.reporter.report("SOP637", place, name=name)


def _report_overdue(draft: Draft, drafts: Sequence[Draft], on: date) -> None:
    """ID03: a date of revision after the date of effect is a planned review."""
    own = draft.procedure
    due = own.identity.revised_on
    if due is None or due <= own.identity.effective_on or due >= on:
        return
    if not any(_numbers(v.version) > _numbers(own.version) for v in _versions(own, drafts)):
        place = draft.source.place("dates")
        draft.source.reporter.report("SOP638", place, due=due.isoformat())
