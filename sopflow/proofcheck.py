"""Confirms a certificate from the compiled machine alone, and shares no code with the compiler.

    python -m sopflow.proofcheck machine.json certificate.json

The machine is the compiler's output as JSON: the rows of the SOP with the markings and arcs that
were made of them. Everything is worked out anew: that the arcs are those of the rows, what must
have happened before each end, and P1, P2, P3, P4, P7 and P8 over every run. The standard library
is all that is used. What is not as the certificate says is a line of the answer; no line confirms.

Which votes of a panel decide is believed as the arcs have it; so is every act of the whole case.
"""

import ast
import hashlib
import json
import re
import sys
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise, permutations
from pathlib import Path
from typing import Any

Json = Mapping[str, Any]
Arc = Mapping[str, Any]
PROPERTIES = ("P1", "P2", "P3", "P4", "P7", "P8")
GRANTS = frozenset({"granted", "partly_granted"})
DECIDING = GRANTS | {"refused", "done", "forwarded", "cancelled"}
AUTOMATIC = frozenset({"rules", "action"})
AWAITED = frozenset({"message", "payment", "call"})
PEOPLE = frozenset({"task", "decision", "initials", "signature", "applicant", "handover", "panel"})
LIMIT, MANUAL, VOTE, JOIN, OVERDUE = "!limit", "!manual", "!vote", "join", "overdue"
UNKNOWN = object()


class Checker:
    """One machine, taken apart."""

    def __init__(self, machine: Json) -> None:
        self.machine = machine
        self.procedure: Json = machine["procedure"]
        self.steps: dict[str, Json] = {s["id"]: s for s in self.procedure["steps"]}
        self.ends: dict[str, Json] = {e["id"]: e for e in self.procedure["ends"]}
        self.blocks: list[Json] = self.procedure.get("blocks", [])
        self.outside = {r["id"] for r in self.procedure["roles"] if r["is_external"]}
        self.markings: dict[str, Json] = {m["id"]: m for m in machine["markings"]}
        self.arcs: list[Arc] = machine["arcs"]
        self.start: str = machine["start"]
        self.first: str = self.procedure["steps"][0]["id"]
        self.out: dict[str, list[Arc]] = {m: [] for m in self.markings}
        for arc in self.arcs:
            self.out.setdefault(arc["source"], []).append(arc)
        self.answers = {(s["id"], a["id"]): a for s in self.steps.values() for a in s["answers"]}

    def problems(self, certificate: Json) -> list[str]:
        """Say everything that the certificate says and that is not so."""
        if shape := [*self._shape()]:
            return shape
        return [*self._seal(certificate), *self.misshapen(), *self.disproved()]

    def misshapen(self) -> list[str]:
        """Say where the machine is not that of its rows."""
        return [*self._shape(), *self._rows(), *self._tables(), *self._lists()]

    def disproved(self) -> list[str]:
        """Say which properties do not hold, on the arcs as they are."""
        return [*self._soundness(), *self._skips(), *self._opposed(), *self._order(),
                *self._data(), *self._tidings()]  # fmt: skip

    # The machine by itself

    def _shape(self) -> Iterator[str]:
        """Markings and arcs fit each other, and nothing is left running at an end."""
        if len(self.markings) != len(self.machine["markings"]) or self.start not in self.markings:
            yield "markings: a name twice, or no start"
        for marking in self.markings.values():
            end = self.ends.get(marking["end"]) if marking["end"] else None
            if bool(marking["open"]) == bool(marking["end"]):
                yield f"marking {marking['id']}: neither open nor an end"
            if marking["end"] and (end is None or end["result"] != marking["result"]):
                yield f"marking {marking['id']}: not an end of the SOP with its result"
        if len({(a["source"], a["trigger"]) for a in self.arcs}) != len(self.arcs):
            yield "arcs: one act leads to two places"
        for arc in self.arcs:
            if {arc["source"], arc["target"]} <= set(self.markings):
                yield from self._fitting(arc)
            else:
                yield f"arc {arc['trigger']}: leads from or to nowhere"

    def _fitting(self, arc: Arc) -> Iterator[str]:
        before, after = self._open(arc["source"]), self._open(arc["target"])
        kept = before - set(arc["closes"])
        if self.markings[arc["source"]]["end"]:
            yield f"arc {arc['trigger']}: leaves an end"
        if arc["step"] and arc["step"] not in before:
            yield f"arc {arc['trigger']}: of a step that is not open"
        if kept | set(arc["opens"]) != after or kept & set(arc["opens"]):
            yield f"arc {arc['trigger']}: opens and closes something else"
        if arc["result"] != self.markings[arc["target"]]["result"]:
            yield f"arc {arc['trigger']}: not the result of where it leads"

    def _open(self, marking: str) -> set[str]:
        return set(self.markings[marking]["open"])

    def _seal(self, certificate: Json) -> Iterator[str]:
        body = {key: value for key, value in certificate.items() if key != "certificate"}
        if certificate.get("certificate") != digest(body):
            yield "certificate: its seal is broken"
        if certificate.get("hash") != digest(self.procedure):
            yield "hash: it names another text"
        if (certificate.get("sop"), certificate.get("version")) != (
            self.procedure["code"], self.procedure["version"]
        ):  # fmt: skip
            yield "certificate: of another SOP or version"
        if certificate.get("markings") != len(self.markings):
            yield "markings: another number"
        if [*certificate.get("must_act", ())] != self._must_act():
            yield "must_act: other officials"
        if certificate.get("deemed") != self._deemed():
            yield "deemed: silence decides something else"
        given = certificate.get("properties", {})
        for name in PROPERTIES:
            if given.get(name, {}).get("holds") is not True:
                yield f"{name}: the certificate does not claim it"

    def _must_act(self) -> list[Json]:
        goals = self._ends_with(GRANTS) or self._ends_with({"done"})
        return [
            _must(s) for s in self.steps.values()
            if goals and (self._is_officials(s) or s.get("call"))
            and self.start not in leading([a for a in self.arcs if a["step"] != s["id"]], goals)
        ]  # fmt: skip

    def _deemed(self) -> Json | None:
        silence = self.procedure.get("silence")
        if silence is None:
            return None
        result = self.ends[silence["end"]]["result"]
        return {"end": silence["end"], "result": result, "legal_basis": silence["legal_basis"]}

    def _ends_with(self, results: Iterable[str]) -> set[str]:
        return {m for m, marking in self.markings.items() if marking["result"] in results}

    def _is_officials(self, step: Json) -> bool:
        return step["kind"] in PEOPLE and step["role"] not in {None, *self.outside}

    # The arcs are those of the rows

    def _rows(self) -> Iterator[str]:
        last = self._last_answers()
        for name, marking in self.markings.items():
            if name not in last:
                yield f"marking {name}: never reached"
                continue
            for step, answer in marking["memory"]:
                if not step.endswith(VOTE) and last[name].get(step) != {answer}:
                    yield f"marking {name}: remembers what {step} may not have answered"
            for step in marking["open"]:
                yield from self._row(name, self.steps[step], last[name])
        yield from self._withdrawals()

    def _withdrawals(self) -> Iterator[str]:
        """The applicant may withdraw from everywhere before the head has signed a letter."""
        ways = self.procedure["withdrawal"]
        made = {a["source"] for a in self.arcs if a["trigger"] == "case:withdraw"}
        if ways is None:
            yield from (f"marking {m}: no SOP allows the withdrawal" for m in made)
            return
        until = ways["until"]
        head = self.steps[until]["role"]
        signing = {
            f"{s['id']}:approve" for s in self.steps.values()
            if s["id"] == until or (s["kind"] == "signature" and s["role"] == head)
        }  # fmt: skip
        meant, queue = {self.start}, [self.start]
        while queue:
            for arc in self.out[queue.pop()]:
                if arc["trigger"] not in signing and arc["target"] not in meant:
                    meant.add(arc["target"])
                    queue.append(arc["target"])
        meant = {m for m in meant if not self.markings[m]["end"]}
        yield from (f"marking {m}: withdrawn too late, or not at all" for m in made ^ meant)

    def _row(self, marking: str, step: Json, last: Mapping[str, set[str]]) -> Iterator[str]:
        """Every act that the row allows here is an arc, leads where the row says, and no other."""
        arcs = {a["trigger"]: a for a in self.out[marking] if a["step"] == step["id"]}
        expected = dict(self._acts(step, last))
        if step["kind"] not in PEOPLE | AUTOMATIC | AWAITED:
            yield f"step {step['id']}: of a kind that is not known here"
        if step.get("panel") is not None:
            votes = {f"{step['id']}:{a['id']}" for a in step["answers"]}
            if votes - {t.removesuffix(VOTE).removesuffix(LIMIT) for t in arcs}:
                yield f"marking {marking}: a vote of {step['id']} is missing"
            arcs = {t: a for t, a in arcs.items() if not self._is_vote(a)}
            expected = {t: e for t, e in expected.items() if t in arcs or e[0] == OVERDUE}
        if set(arcs) != set(expected):
            yield f"marking {marking}: other acts of {step['id']} than its row allows"
        for trigger, (answer, target) in expected.items():
            arc = arcs.get(trigger)
            if arc is None:
                continue
            if (self._open(arc["target"]), self.markings[arc["target"]]["end"]) != self._after(
                marking, step["id"], target
            ):
                yield f"arc {trigger} from {marking}: not where the row leads"
            if (arc["answer"], arc["actor_class"], arc["role"]) != (
                answer, *self._actor(step, trigger)
            ):  # fmt: skip
                yield f"arc {trigger}: of another answer, role or actor"

    def _acts(
        self, step: Json, last: Mapping[str, set[str]]
    ) -> Iterator[tuple[str, tuple[str, str]]]:
        possible = self._possible(step, last) if step["kind"] == "rules" else None
        by_hand = (MANUAL,) if step["kind"] in AWAITED and step.get("confirmed_by") else ()
        for answer in step["answers"]:
            if possible is not None and answer["id"] not in possible:
                continue
            for way in ("", *by_hand):
                trigger = f"{step['id']}:{answer['id']}{way}"
                yield trigger, (answer["id"], answer["target"])
                if answer.get("rounds_max") and answer.get("limit_target"):
                    yield f"{trigger}{LIMIT}", (answer["id"], answer["limit_target"])
        if step["limit"]:
            yield f"{step['id']}:{OVERDUE}", (OVERDUE, step["limit"]["target"])

    def _is_vote(self, arc: Arc) -> bool:
        """A vote that decides nothing yet opens and closes nothing."""
        return arc["trigger"].endswith(VOTE) and not arc["opens"] and not arc["closes"]

    def _possible(self, step: Json, last: Mapping[str, set[str]]) -> set[str]:
        found = set()
        for rule in step["rules"]:
            holds = self._holds(rule["condition"], last)
            if holds is not False:
                found.add(rule["answer"])
            if holds is True:
                break
        return found

    def _holds(self, condition: str | None, last: Mapping[str, set[str]]) -> Any:
        known = {f"jawaban.{s}": next(iter(a)) for s, a in last.items() if len(a) == 1}
        return True if condition is None else value_of(condition, known)

    def _after(self, marking: str, step: str, target: str) -> tuple[set[str], str | None]:
        """What is open where a way leads; a branch that is done leads nowhere until enough are."""
        block = next((b for b in self.blocks for r in b["branches"] if step in r["steps"]), None)
        opened = self._open(marking)
        if block is not None and target == JOIN:
            if len(block["branches"]) - len(opened) + 1 < block["needed"]:
                return opened - {step}, None
            target = block["target"]
        elif block is not None and any(
            {step, target} <= set(r["steps"]) for r in block["branches"]
        ):
            return opened - {step} | {target}, None
        if target in self.ends:
            return set(), target
        entered = next((b for b in self.blocks if b["id"] == target), None)
        return ({r["steps"][0] for r in entered["branches"]} if entered else {target}), None

    def _actor(self, step: Json, trigger: str) -> tuple[str, str | None]:
        if trigger == f"{step['id']}:{OVERDUE}":
            return "rule", None
        if MANUAL in trigger:
            return "official", step["confirmed_by"]
        if step["kind"] in AUTOMATIC | AWAITED or step["role"] is None:
            return "system", None
        return "applicant" if step["role"] in self.outside else "official", step["role"]

    def _last_answers(self) -> dict[str, dict[str, set[str]]]:
        """For each marking what each step may have answered last; nothing for never."""
        asked = {n.removeprefix("jawaban.") for s in self.steps.values() for r in s["rules"]
                 for n in names_in(r["condition"]) if n.startswith("jawaban.")}  # fmt: skip
        last = {self.start: {step: {""} for step in asked}}
        queue = deque([self.start])
        while queue:
            source = queue.popleft()
            for arc in self.out[source]:
                given = {s: {arc["answer"]} if s == arc["step"] else a
                         for s, a in last[source].items()}  # fmt: skip
                there = last.get(arc["target"])
                merged = {s: a | there[s] for s, a in given.items()} if there else given
                if merged != there:
                    last[arc["target"]] = merged
                    queue.append(arc["target"])
        return last

    def _tables(self) -> Iterator[str]:
        """What the engine and the database judge by is what the rows say."""
        changes = {a["trigger"]: self.steps[a["step"]]["changes"] for a in self.arcs
                   if a["step"] and a["answer"] != OVERDUE and not a["trigger"].endswith(VOTE)
                   and self.steps[a["step"]]["changes"]}  # fmt: skip
        rounds = {f"{s}:{a}{way}": answer["rounds_max"] for (s, a), answer in self.answers.items()
                  for way in (("", MANUAL) if self.steps[s].get("confirmed_by") else ("",))
                  if answer.get("rounds_max")}  # fmt: skip
        tables = {
            "judges": {s: step["judges"] for s, step in self.steps.items() if step["judges"]},
            "changes": changes,
            "stands": {s: [*step["stands"]] for s, step in self.steps.items() if step["stands"]},
            "rounds": rounds,
        }
        for name, expected in tables.items():
            if _sorted(self.machine[name]) != _sorted(expected):
                yield f"{name}: not what the rows say"

    def _lists(self) -> Iterator[str]:
        if _plain(self.duties) != _plain(self.machine["obligations"]):
            yield "obligations: not those of the rows"
        made = {_key(order) for order in self.machine.get("orders", ())}
        if made != {_key(order) for order in self._orders()}:
            yield "orders: not those of the rows"

    # P1

    def _soundness(self) -> Iterator[str]:
        ends = {m for m, marking in self.markings.items() if marking["end"]}
        acts = {a["trigger"] for a in self.arcs}
        dead = [f"{s}:{a}" for s, a in self.answers if f"{s}:{a}" not in acts]
        reached = {m["end"] for m in self.markings.values()}
        yield from (f"P1: never happens: {act}" for act in dead)
        yield from (f"P1: never reached: {end}" for end in self.ends if end not in reached)
        limits = {a["trigger"] for a in self.arcs if a["trigger"].endswith(LIMIT)}
        bounded = {trigger.removesuffix(LIMIT) for trigger in limits}
        staying = [a for a in self.arcs if a["step"]]
        for words, arcs in (
            ("with rounds open", [a for a in staying if a["trigger"] not in limits]),
            ("with rounds used up", [a for a in staying if a["trigger"] not in bounded]),
        ):
            for marking in sorted(set(self.markings) - leading(arcs, ends)):
                yield f"P1: no end can be reached from {marking} {words}"

    # What must have happened, P2 and P4

    @cached_property
    def duties(self) -> list[Json]:
        """What must have happened before each deciding end."""
        return [*self._duties()]

    def _duties(self) -> Iterator[Json]:
        for end in self.ends.values():
            if end["result"] not in DECIDING:
                continue
            like_a_grant = end["result"] in GRANTS | {"done"}
            if like_a_grant:
                rows = self._affirming(end)
                for name in dict.fromkeys(s["shared_obligation"] or s["id"] for s in rows):
                    own = [s for s in rows if (s["shared_obligation"] or s["id"]) == name]
                    yield self._duty(end, name, own, self._supports)
            if end["result"] not in GRANTS:
                yield from self._duties_of_roles(end)
            for step in self.steps.values():
                listed = not like_a_grant and end["id"] in (step["counts_for"] or ())
                if step["id"] in end["must"] or listed:
                    yield self._duty(end, f"must:{step['id']}", [step], self._answers)

    def _affirming(self, end: Json) -> list[Json]:
        return [
            s for s in self.steps.values()
            if (self._is_officials(s) or s["kind"] in AWAITED) and s["optional_reason"] is None
            and _counts(s, end) and self._leads(s, end)
        ]  # fmt: skip

    def _duties_of_roles(self, end: Json) -> Iterator[Json]:
        """Who signs or initials a grant does so before every other decision, on its own letter."""
        beside = GRANTS if end["result"] == "done" else GRANTS | {"done"}
        granting = [s for e in self.ends.values() if e["result"] in beside
                    for s in self._affirming(e)]  # fmt: skip
        for kind, kinds in (("signature", {"signature"}), ("initials", {"signature", "initials"})):
            named = (s["role"] for s in granting if s["kind"] == kind and _counts(s, end))
            for role in dict.fromkeys(named):
                rows = [
                    s for s in self.steps.values()
                    if s["role"] == role and s["kind"] in kinds and s not in granting
                    and _counts(s, end) and self._leads(s, end)
                ]  # fmt: skip
                duty = self._duty(end, f"{kind}:{role}", rows, self._supports)
                acting = {trigger.partition(":")[0] for trigger in duty["meets"]}
                steps = [s for s in duty["steps"] if s in acting]
                yield {**duty, "roles": [role], "steps": steps}

    def _duty(
        self, end: Json, name: str, rows: Sequence[Json], meets: Callable[[Arc], bool]
    ) -> Json:
        steps = [s["id"] for s in rows]
        before = self._before[end["id"]]
        return {
            "id": f"{end['id']}/{name}",
            "end": end["id"],
            "roles": [s["role"] for s in rows if s["role"] and s["kind"] not in AWAITED],
            "steps": steps,
            "meets": [a["trigger"] for a in self.arcs
                      if a["step"] in steps and a["target"] in before and meets(a)],
        }  # fmt: skip

    @cached_property
    def _before(self) -> dict[str, set[str]]:
        rows = [a for a in self.arcs if a["step"]]
        return {end: leading(rows, {end}) & set(self.markings) for end in self.ends}

    @cached_property
    def _leading(self) -> dict[str, set[str]]:
        """For each end the steps from which it can be reached."""
        return {
            end: {step for m in markings for step in self.markings[m]["open"]}
            for end, markings in self._before.items()
        }

    def _leads(self, step: Json, end: Json) -> bool:
        return step["id"] in self._leading[end["id"]]

    def _nature(self, arc: Arc) -> str | None:
        answer = self.answers.get((arc["step"], arc["answer"]))
        return answer["nature"] if answer else None

    def _supports(self, arc: Arc) -> bool:
        return self._nature(arc) == "supports"

    def _answers(self, arc: Arc) -> bool:
        return self._nature(arc) is not None and arc["answer"] != "return"

    def _skips(self) -> Iterator[str]:
        for duty in self.duties:
            for name, fresh in (("P2", False), ("P4", True)):
                remember = self._affirmed(duty["steps"], duty["meets"], fresh=fresh)
                if self._run(_comes_without({duty["end"]}), remember):
                    yield f"{name}: {duty['end']} is reached without {duty['id']}"
                    break

    def _affirmed(
        self, steps: Iterable[str], acts: Iterable[str], *, fresh: bool
    ) -> Callable[[frozenset[str], Arc], frozenset[str]]:
        """Keep which of `steps` did one of `acts` last, with `fresh` while what it judged stays."""
        steps, acts = frozenset(steps), frozenset(acts)

        def remember(met: frozenset[str], arc: Arc) -> frozenset[str]:
            if fresh and met:
                met -= {step for step in met if self._makes_stale(arc, step)}
            if arc["step"] not in steps:
                return met
            return met | {arc["step"]} if arc["trigger"] in acts else met - {arc["step"]}

        return remember

    def _makes_stale(self, arc: Arc, step: str) -> bool:
        """Say whether an act changes what the step judged, with no word that its result stands."""
        changed = self.machine["changes"].get(arc["trigger"])
        return bool(changed) and step not in self.steps[arc["step"]]["stands"] and (
            not set(changed).isdisjoint(self.steps[step]["judges"])
        )  # fmt: skip

    def _run(
        self,
        is_bad: Callable[[str, Any, Arc | None], bool],
        remember: Callable[[Any, Arc], Any],
        memory: Hashable = frozenset(),
    ) -> bool:
        """Say whether some run comes to a bad place, or does a bad act where it stands."""
        seen = {(self.start, memory)}
        queue = deque(seen)
        while queue:
            marking, kept = queue.popleft()
            if is_bad(marking, kept, None):
                return True
            for arc in self.out[marking]:
                if is_bad(marking, kept, arc):
                    return True
                reached = (arc["target"], remember(kept, arc))
                if reached not in seen:
                    seen.add(reached)
                    queue.append(reached)
        return False

    def _opposed(self) -> Iterator[str]:
        """No grant over an opposing answer that no named decider overruled."""
        grants = self._ends_with(GRANTS)
        for step in {s for (s, _), a in self.answers.items() if a["nature"] == "opposes"}:
            deciders = {s["id"] for s in self.steps.values() if step in s["decides_over"]}

            def remember(opposed: bool, arc: Arc, step: str = step,
                         deciders: set[str] = deciders) -> bool:  # fmt: skip
                nature = self._nature(arc)
                if arc["step"] == step and nature is not None:
                    return nature == "opposes"
                return opposed and not (arc["step"] in deciders and nature == "supports")

            if self._run(lambda m, opposed, _: m in grants and opposed, remember, False):
                yield f"P2: a grant over {step}, which opposed, without a named decider"

    # P3

    def _order(self) -> Iterator[str]:
        for order in {_key(o): o for o in self._orders()}.values():
            acts = set(order["acts"])
            remember = self._affirmed(order["before"], order["affirming"], fresh=order["is_fresh"])
            if self._run(_acts_without(acts), remember):
                yield f"P3: {order['step']} may come before {' or '.join(order['before'])}"

    def _orders(self) -> Iterator[Json]:
        for step in self.steps.values():
            for other in (self.steps[o] for o in step.get("after", ())):
                name = other["shared_obligation"]
                before = [s["id"] for s in self.steps.values()
                          if s is other or (name and s["shared_obligation"] == name)]  # fmt: skip
                yield self._wait(step["id"], before, fresh=False)
        for chain in dict.fromkeys(s["chain"] for s in self.steps.values() if s["chain"]):
            levels = [s["id"] for s in self.steps.values() if s["chain"] == chain]
            yield from (self._wait(high, [low], fresh=True) for low, high in pairwise(levels))
        for duty, other in permutations(self.duties, 2):
            for step in (self.steps[s] for s in duty["steps"]):
                if step["kind"] == "signature" and step["document"] and (
                    other["end"] == duty["end"] and step["id"] not in other["steps"]
                ):  # fmt: skip
                    before = [s for s in other["steps"] if self.steps[s]["kind"] == "initials"
                              and self.steps[s]["document"] == step["document"]]  # fmt: skip
                    if before:
                        yield self._wait(step["id"], before, fresh=True)

    def _wait(self, step: str, before: list[str], *, fresh: bool) -> Json:
        own = [a for a in self.arcs if a["step"] == step]
        answers = (a for a in own if self._nature(a) or a["trigger"].endswith(VOTE))
        acts = [a["trigger"] for a in (filter(self._supports, own) if fresh else answers)]
        affirming = [a["trigger"] for a in self.arcs if a["step"] in before and self._supports(a)]
        return {"step": step, "before": before, "acts": acts, "affirming": affirming,
                "is_fresh": fresh}  # fmt: skip

    # P7

    def _data(self) -> Iterator[str]:
        yield from self._empty()
        yield from self._unsupplied()
        for block in self.blocks:
            for one, other in permutations(block["branches"], 2):
                for step, beside in ((s, b) for s in one["steps"] for b in other["steps"]):
                    if self._crosses(self.steps[step], self.steps[beside]):
                        yield f"P7: {step} writes what {beside} in another branch writes or reads"
        for step in self.steps.values():
            if step["kind"] == "rules" and (
                not step["rules"] or step["rules"][-1]["condition"] is not None
            ):  # fmt: skip
                yield f"P7: the rules of {step['id']} have a gap"

    def _crosses(self, step: Json, beside: Json) -> bool:
        own = {f["id"] for f in step["fields"]} | {step["id"]}
        asked = {n.partition(".")[2] for r in beside["rules"] for n in names_in(r["condition"])}
        written, theirs = _written(step), _written(beside)
        reads = {*beside["judges"], *beside["requires"], beside["document"]} - {None}
        return bool(written & (theirs | reads) or own & asked)

    def _empty(self) -> Iterator[str]:
        """A value that a rule or a bill asks for was given on every run."""
        fillers = {f"jawaban.{s}": s for s in self.steps}
        fillers |= {f"formulir.{f['id']}": self.first for f in self.procedure["form"] if _sure(f)}
        fillers |= {f"isian.{f['id']}": s["id"] for s in self.steps.values()
                    for f in s["fields"] if _sure(f)}  # fmt: skip
        last = self._last_answers()
        asked = {(m, name) for m in self.markings for name in self._asked(m, last.get(m, {}))}
        for name in {name for _, name in asked}:
            places = {m for m, n in asked if n == name}
            filler = fillers.get(name)

            def remember(given: bool, arc: Arc, filler: str | None = filler) -> bool:
                return given or (arc["step"] == filler and arc["answer"] != OVERDUE)

            if self._run(_comes_without(places), remember, False):
                yield f"P7: {name} may be empty when it is asked for"

    def _asked(self, marking: str, last: Mapping[str, set[str]]) -> Iterator[str]:
        sure = {b for block in self.blocks if block["needed"] == len(block["branches"])
                for r in block["branches"] for b in r["steps"]}  # fmt: skip
        within = {b for block in self.blocks for r in block["branches"] for b in r["steps"]}
        known = {f"jawaban.{s}": next(iter(a)) for s, a in last.items()
                 if len(a) == 1 and (a != {""} or s in within - sure)}  # fmt: skip
        for step in (self.steps[s] for s in self.markings[marking]["open"]):
            if step.get("bill"):
                yield from self._names(step["bill"]["formula"])
            for rule in step["rules"]:
                holds = True if rule["condition"] is None else value_of(rule["condition"], known)
                if holds is UNKNOWN:
                    yield from (n for n in self._names(rule["condition"]) if n not in known)
                if holds is True:
                    break

    def _names(self, text: str) -> Iterator[str]:
        tables = {f"tabel.{t['id']}": t for t in self.procedure.get("tables", ())}
        for name in names_in(text):
            if name in tables:
                for row in tables[name]["rows"]:
                    yield from self._names(row.get("condition") or "")
            else:
                yield name

    def _unsupplied(self) -> Iterator[str]:
        """While a paper is missing there is a way to an act that brings it, or to an end."""
        ends = {m for m, marking in self.markings.items() if marking["end"]}
        limits = {a["trigger"] for a in self.arcs if a["trigger"].endswith(LIMIT)}
        bounded = {trigger.removesuffix(LIMIT) for trigger in limits}
        for step in self.steps.values():
            for items in self._papers(step):
                for shut in (limits, bounded):
                    ways = [a for a in self.arcs if a["step"] and a["trigger"] not in shut
                            and not self._is_barred(a, items)]  # fmt: skip
                    brings = {a["source"] for a in ways if a["answer"] != OVERDUE
                              and items & set(self.steps[a["step"]]["changes"])}  # fmt: skip
                    here = {m for m in self.markings if step["id"] in self._open(m)}
                    if here - leading(ways, ends | brings):
                        yield f"P7: {step['id']} waits in vain for {', '.join(sorted(items))}"

    def _is_barred(self, arc: Arc, items: set[str]) -> bool:
        return self._supports(arc) and items <= set(self.steps[arc["step"]]["requires"])

    def _papers(self, step: Json) -> list[set[str]]:
        groups: dict[str, set[str]] = {}
        for paper in self.procedure["requirements"]:
            if paper["id"] in step["requires"]:
                groups.setdefault(paper.get("one_of") or paper["id"], set()).add(paper["id"])
        return [*groups.values()]

    # P8

    def _tidings(self) -> Iterator[str]:
        rules = [*self.procedure["notices"], *self.machine.get("standard_notices", ())]
        told = {rule["event"] for rule in rules if rule["to"] == "applicant"}
        theirs = {s["id"] for s in self.steps.values() if s["role"] in self.outside}
        stopping = {s for s in theirs if self.steps[s]["stops_clock"]}
        by_applicant = self.steps[self.first]["role"] in {None, *self.outside}
        if by_applicant and "opened" not in told:
            yield "P8: nobody tells of the opening"
        starts = self.procedure["promise"]["starts_at"]
        promised = any(f"{a['step']}.{a['answer']}" == starts for a in self.arcs)
        if by_applicant and promised and "delayed" not in told:
            yield "P8: nobody tells of a delay"
        for arc in self.arcs if self.outside else ():
            act = f"{arc['step'] or 'case'}.{arc['answer']}"
            opened = {f"{step}.entered" for step in arc["opens"]}
            for step in theirs & set(arc["opens"]):
                is_first = arc["source"] == self.start and by_applicant
                if not told & {f"{step}.entered", *(() if is_first else (act,))}:
                    yield f"P8: nobody tells the applicant that {step} waits"
            if arc["result"] and not told & {"ended", act}:
                yield f"P8: nobody tells of the end {arc['target']}"
            if not arc["result"] and not stopping & self._open(arc["target"]):
                for step in stopping & set(arc["closes"]):
                    if not told & {f"{step}.left", act, *opened}:
                        yield f"P8: nobody tells that the clock runs again after {step}"


def leading(arcs: Iterable[Arc], goals: Iterable[str]) -> set[str]:
    """Give the markings from which a goal can be reached, the goals included."""
    back: dict[str, list[str]] = {}
    for arc in arcs:
        back.setdefault(arc["target"], []).append(arc["source"])
    found = set(goals)
    queue = [*found]
    while queue:
        for source in back.get(queue.pop(), ()):
            if source not in found:
                found.add(source)
                queue.append(source)
    return found


def _comes_without(places: set[str]) -> Callable[[str, Any, Arc | None], bool]:
    """Ask whether a run comes to one of these places with nothing remembered."""
    return lambda marking, kept, _: marking in places and not kept


def _acts_without(acts: set[str]) -> Callable[[str, Any, Arc | None], bool]:
    """Ask whether a run does one of these acts with nothing remembered."""
    return lambda _, kept, arc: arc is not None and arc["trigger"] in acts and not kept


def _must(step: Json) -> Json:
    """Name who must act; of a called SOP the steps that are assumed of it."""
    if not step.get("call"):
        return {"step": step["id"], "role": step["role"]}
    call = step["call"]
    via = {"sop": call["sop"], "steps": [*call.get("assumes", ())]}
    return {"step": step["id"], "role": None, "via": via}


def names_in(condition: str | None) -> list[str]:
    """List what a condition asks for, such as `isian.luas`."""
    return [
        f"{node.value.id}.{node.attr}" for node in ast.walk(_parsed(condition or "0"))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    ]  # fmt: skip


def value_of(condition: str, known: Mapping[str, str]) -> Any:
    """Give True, False or UNKNOWN."""
    return _truth(_value(_parsed(condition).body, known))


def _parsed(text: str) -> ast.Expression:
    parts = re.split(r"('[^']*'|\"[^\"]*\")", " ".join(text.split()))
    words = {"dan": "and", "atau": "or", "bukan": "not", "ya": "True", "tidak": "False"}
    for number in range(0, len(parts), 2):
        part = parts[number].replace("<>", "!=")
        part = re.sub(r"(?<![<>!=])=(?!=)", "==", part)
        parts[number] = re.sub(r"(?<![.\w])[a-z]+(?![\w.])", lambda w: words.get(w[0], w[0]), part)
    return ast.parse("".join(parts).strip(), mode="eval")


def _value(node: ast.AST, known: Mapping[str, str]) -> Any:
    match node:
        case ast.Constant():
            return node.value
        case ast.Attribute(value=ast.Name(id=space), attr=name):
            return known.get(f"{space}.{name}", UNKNOWN)
        case ast.BoolOp():
            values = [_truth(_value(part, known)) for part in node.values]
            decisive = isinstance(node.op, ast.Or)
            return (
                decisive if decisive in values else UNKNOWN if UNKNOWN in values else not decisive
            )
        case ast.UnaryOp(op=ast.Not()):
            value = _truth(_value(node.operand, known))
            return value if value is UNKNOWN else not value
        case ast.Compare(ops=[ast.Eq() | ast.NotEq() as sign], left=left, comparators=[right]):
            sides = [_value(left, known), _value(right, known)]
            if UNKNOWN in sides:
                return UNKNOWN
            return bool(sides[0] == sides[1]) == isinstance(sign, ast.Eq)
        case _:
            return UNKNOWN


def _truth(value: Any) -> Any:
    return value if value is UNKNOWN else value is True


def digest(value: Any) -> str:
    """SHA-256 of the canonical bytes (RFC 8785) of a JSON value without fractions."""
    return hashlib.sha256(_canonical(value).encode()).hexdigest()


def _canonical(value: Any) -> str:
    if isinstance(value, Mapping):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(f"{_canonical(k)}:{_canonical(value[k])}" for k in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_canonical, value)) + "]"
    assert not isinstance(value, float), value
    return json.dumps(value, ensure_ascii=False)


def _counts(step: Json, end: Json) -> bool:
    return step["counts_for"] is None or end["id"] in step["counts_for"]


def _sure(field: Json) -> bool:
    """A box that is not ticked says no; another field is there only if it is required."""
    return bool(field["is_required"]) or field["kind"] == "yes_no"


def _written(step: Json) -> set[str]:
    made = {step["document"]} if step["kind"] == "action" and step["document"] else set()
    return made | set(step["changes"])


def _sorted(table: Json) -> dict[str, Any]:
    return {k: sorted(set(v)) if isinstance(v, list) else v for k, v in table.items() if v != []}


def _plain(duties: Iterable[Json]) -> dict[str, tuple[Any, ...]]:
    return {
        d["id"]: (d["end"], *(frozenset(d[part]) for part in ("roles", "steps", "meets")))
        for d in duties
    }  # fmt: skip


def _key(order: Json) -> tuple[Any, ...]:
    parts = (frozenset(order[part]) for part in ("acts", "before", "affirming"))
    return (order["step"], *parts, order["is_fresh"])


def main(arguments: Sequence[str]) -> int:
    """Check the two files that are named; 0 when the certificate is confirmed."""
    if len(arguments) != 2:
        sys.stderr.write("python -m sopflow.proofcheck machine.json certificate.json\n")
        return 2
    machine, certificate = (json.loads(Path(a).read_text(encoding="utf-8")) for a in arguments)
    try:
        found = Checker(machine).problems(certificate)
    except (KeyError, TypeError, ValueError, AttributeError, SyntaxError) as fault:
        found = [f"not readable as a machine and its certificate: {fault!r}"]
    name = f"{certificate.get('sop')} {certificate.get('version')}"
    sys.stdout.write("\n".join([*dict.fromkeys(found)] or [f"confirmed: {name}"]) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
