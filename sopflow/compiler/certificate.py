"""The certificate of a version: what was proved about its text, and who must act."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sopflow.compiler.flatten import Graph
from sopflow.compiler.proofs import PROPERTIES, Proof, Prover
from sopflow.compiler.stories import TraceLine
from sopflow.domain import codec, evidence
from sopflow.domain.awaited import Call
from sopflow.domain.procedures import Procedure
from sopflow.domain.words import RoleId, StepId, VersionId


@dataclass(frozen=True, slots=True)
class MustAct:
    """A step that no grant can go round, with the role that answers it.

    A call of another SOP has no role: `via` names the steps that its own certificate must name.
    """

    step: StepId
    role: RoleId | None
    via: Call | None = None


@dataclass(frozen=True, slots=True)
class Certificate:
    """The result of every proof about one version.

    `hash` is the version's id. `certificate` seals the rest; it is None while a proof fails or
    the file has another error.
    """

    sop: str
    version: str
    hash: VersionId
    markings: int
    must_act: tuple[MustAct, ...]
    properties: Mapping[str, tuple[TraceLine, ...] | None]
    """By property: None when it holds, else a shortest counter-example."""
    certificate: str | None
    deemed: Mapping[str, str] | None = None
    """The end that silence leads to, its result and the law that says so; P2 speaks of it not."""

    def as_dict(self, language: str = "id") -> dict[str, Any]:
        """Give the JSON form; the counter-examples are told in one language."""
        return _body(self, language) | {"certificate": self.certificate}


def certify(
    procedure: Procedure, graph: Graph, prover: Prover, proofs: tuple[Proof, ...], *, is_clean: bool
) -> Certificate:
    """Make the certificate; it is sealed only when everything holds."""
    acting = {step: MustAct(step, procedure.step(step).role) for step in prover.must_act()}
    acting |= {step: MustAct(step, None, procedure.step(step).call) for step in prover.must_call()}
    must_act = tuple(acting[step.id] for step in procedure.steps if step.id in acting)
    bare = Certificate(
        sop=procedure.code,
        version=procedure.version,
        hash=version_id(procedure),
        markings=len(graph.markings),
        must_act=must_act,
        properties={str(name): _first_counterexample(name, proofs) for name in PROPERTIES},
        certificate=None,
        deemed=_deemed(procedure),
    )
    if not is_clean or any(story is not None for story in bare.properties.values()):
        return bare
    return replace(bare, certificate=evidence.digest(_body(bare, "id")))


def _deemed(procedure: Procedure) -> Mapping[str, str] | None:
    silence = procedure.silence
    if silence is None:
        return None
    result = procedure.end(silence.end).result.value
    return {"end": silence.end, "result": result, "legal_basis": silence.legal_basis}


def version_id(procedure: Procedure) -> VersionId:
    """Name a version by the hash of its canonical form."""
    return VersionId(evidence.digest(codec.encode(procedure)))


def _first_counterexample(name: str, proofs: tuple[Proof, ...]) -> tuple[TraceLine, ...] | None:
    failed = (p.counterexample or () for p in proofs if p.property == name and not p.holds)
    return next(failed, None)


def _must(must: MustAct) -> dict[str, Any]:
    if must.via is None:
        return {"step": must.step, "role": must.role}
    via = {"sop": must.via.sop, "steps": list(must.via.assumes)}
    return {"step": must.step, "role": None, "via": via}


def _body(certificate: Certificate, language: str) -> dict[str, Any]:
    return {
        "sop": certificate.sop,
        "version": certificate.version,
        "hash": certificate.hash,
        "markings": certificate.markings,
        "must_act": [_must(m) for m in certificate.must_act],
        "properties": {
            name: {
                "holds": story is None,
                "counterexample": None
                if story is None
                else [f"{line.number} {line.text.in_(language)}" for line in story],
            }
            for name, story in certificate.properties.items()
        },
        **({"deemed": dict(certificate.deemed)} if certificate.deemed else {}),
    }
