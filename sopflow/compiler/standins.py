"""Substitutes that cannot be: of themselves, in a circle, or of two levels of one chain."""

from collections.abc import Iterator, Mapping

from sopflow.compiler.diagnostics import Place
from sopflow.compiler.reading import Source
from sopflow.domain.procedures import Procedure, Role
from sopflow.domain.words import RoleId, Text

_APPLICANT = Text("pemohon tidak digantikan pejabat", "no official stands in for the applicant")
_OWN = Text("itu jabatannya sendiri", "that is its own position")
_TWICE = Text("sudah disebut", "it is named already")


def report_substitutes(procedure: Procedure, source: Source) -> None:
    """Report substitutes that are none, and those who would fill two levels of one chain."""
    for role in procedure.roles:
        for number, why in _impossible(role):
            details = {"role": role.id, "why": why}
            position = role.substitutes[number].position_kind
            source.reporter.report("SOP251", _place(role, number, source), position=position,
                                   **details)  # fmt: skip
    _report_circles(procedure, source)
    _report_levels(procedure, source)


def _impossible(role: Role) -> Iterator[tuple[int, Text]]:
    seen: set[str] = set()
    for number, substitute in enumerate(role.substitutes):
        kind = substitute.position_kind
        if role.is_external:
            yield number, _APPLICANT
        elif kind == role.position_kind:
            yield number, _OWN
        elif kind in seen:
            yield number, _TWICE
        seen.add(kind)


def _report_circles(procedure: Procedure, source: Source) -> None:
    """Whoever stands in must not in turn wait for whom he stands in for."""
    above: dict[str, list[str]] = {}
    for role in procedure.roles:
        above.setdefault(role.position_kind, []).extend(s.position_kind for s in role.substitutes)
    for role in procedure.roles:
        for number, substitute in enumerate(role.substitutes):
            if _leads_back(above, substitute.position_kind, role.position_kind):
                details = {"role": role.id, "position": substitute.position_kind}
                source.reporter.report("SOP252", _place(role, number, source), **details)


def _leads_back(above: Mapping[str, list[str]], start: str, goal: str) -> bool:
    if start == goal:
        return False  # that is its own fault, and told so
    seen, waiting = {start}, [start]
    while waiting:
        for kind in above.get(waiting.pop(), ()):
            if kind == goal:
                return True
            if kind not in seen:
                seen.add(kind)
                waiting.append(kind)
    return False


def _report_levels(procedure: Procedure, source: Source) -> None:
    """Nobody fills two levels of one chain of initials, not even by standing in."""
    chains: dict[str, dict[RoleId, None]] = {}
    for step in procedure.steps:
        if step.chain is not None and step.role is not None:
            chains.setdefault(step.chain, {})[step.role] = None
    roles = {role.id: role for role in procedure.roles}
    for levels in chains.values():
        held = {roles[level].position_kind: level for level in levels}
        for level in levels:
            for number, substitute in enumerate(roles[level].substitutes):
                other = held.get(substitute.position_kind, level)
                if other != level:
                    place = _place(roles[level], number, source)
                    details = {"role": level, "other": other, "position": substitute.position_kind}
                    source.reporter.report("SOP253", place, **details)


def _place(role: Role, number: int, source: Source) -> Place:
    return source.place("substitute", role.id, str(number))
