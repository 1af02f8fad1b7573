"""What must follow an act of a scenario: one check for each key that is written."""

from collections.abc import Callable, Iterator
from datetime import datetime

from sopflow.compiler.reading import TEXT, Table
from sopflow.compiler.scenario_names import Cast
from sopflow.compiler.scenario_words import REFUSALS
from sopflow.compiler.vocabulary import CLOCKS, RESULTS
from sopflow.compiler.yamltree import Mapping, Node, Scalar, shape
from sopflow.domain.checks import Aspect, Check
from sopflow.domain.words import StepId

Instant = Callable[[Table, Scalar], datetime | None]


def checks(table: Table, name: str, cast: Cast, instant: Instant) -> tuple[Check, ...]:
    """Read `maka` or `akhirnya`."""
    then = table.table(name, "then", missing=None)
    if then is None:
        return ()
    return (*_checks(then, cast, instant), *_besides(then, cast))


def _checks(then: Table, cast: Cast, instant: Instant) -> Iterator[Check]:
    def check(aspect: Aspect, wanted: object) -> Check:
        return _check(then, aspect, wanted)

    if then.has("steps"):
        yield check(Aspect.STEPS, cast.steps(then, "steps"))
    if (end := cast.end(then, "end")) is not None:
        yield check(Aspect.END, end)
    if (result := then.choice("result", RESULTS)) is not None:
        yield check(Aspect.RESULT, result)
    if then.has("due"):
        yield check(Aspect.DUE, _dues(then, cast, instant))
    if (promise := then.node("promise")) is not None and (at := _one(then, promise, instant)):
        yield check(Aspect.PROMISE, at)
    if then.has("notices"):
        yield check(Aspect.NOTICES, cast.notices(then, "notices"))
    if (stands := then.choice("clock", CLOCKS)) is not None:
        yield check(Aspect.CLOCK, stands)
    if (code := then.choice("refused", REFUSALS)) is not None:
        yield check(Aspect.REFUSED, code)


def _besides(then: Table, cast: Cast) -> Iterator[Check]:
    if then.has("copies"):
        yield _check(then, Aspect.COPIES, cast.roles(then, "copies"))


def _check(then: Table, aspect: Aspect, wanted: object) -> Check:
    place = then.key_at(aspect.value)
    return Check(aspect, wanted, place.line, place.column)


def _dues(then: Table, cast: Cast, instant: Instant) -> dict[StepId | None, datetime | None]:
    """Read one instant for the only open step, or one for each step that is named."""
    node = then.node("due")
    if not isinstance(node, Mapping):
        return {None: _one(then, node, instant)}
    found: dict[StepId | None, datetime | None] = {}
    for scalar, inner in then.entries("due"):
        step = cast.step_at(then, scalar)
        if step is not None:
            found[step] = _one(then, inner, instant)
    return found


def _one(then: Table, node: Node | None, instant: Instant) -> datetime | None:
    if isinstance(node, Scalar):
        return instant(then, node)
    if node is not None:
        then.report("SOP004", node.place, key=then.word("due"), **shape(TEXT, node))
    return None
