"""What was proved about a file, as data and as lines."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sopflow.cli.frame import STATE, say
from sopflow.compiler.certificate import MustAct
from sopflow.compiler.compile import Compilation
from sopflow.compiler.proofs import PROPERTIES
from sopflow.domain.codec import encode
from sopflow.domain.procedures import Procedure
from sopflow.domain.words import Text

MEANINGS = {
    "P1": Text("selalu ada jalan sampai selesai", "every case can reach an end"),
    "P2": Text("tak ada pejabat yang dapat dilewati", "no official can be skipped"),
    "P3": Text("tak ada yang mendahului urutannya", "nobody acts before their turn"),
    "P4": Text("tak ada keputusan di atas hasil basi", "nothing is decided over a stale result"),
    "P7": Text("tiap isian ada sebelum dipakai", "every value is there before it is used"),
    "P8": Text(
        "pemohon diberi tahu pada tiap kejadian", "the applicant is told of whatever happens"
    ),
}


def proof_document(compilation: Compilation) -> dict[str, Any]:
    """Give the certificate as data; of a file that cannot be read nothing holds."""
    if compilation.certificate is not None:
        return compilation.certificate.as_dict(STATE.language)
    return {
        "sop": None,
        "version": None,
        "hash": None,
        "markings": 0,
        "must_act": [],
        "properties": {p: {"holds": False, "counterexample": None} for p in PROPERTIES},
        "certificate": None,
    }


def proof_lines(compilation: Compilation, file: str) -> str:
    """Give the certificate as lines."""
    if compilation.certificate is None:
        return f"{file}: {say('belum dapat dibuktikan', 'cannot be proved yet')}"
    return "\n".join(_lines(compilation))


def write_apart(compilation: Compilation, folder: Path) -> None:
    """Write machine and certificate as two files, for `python -m sopflow.proofcheck`."""
    machine, certificate = compilation.machine, compilation.certificate
    assert machine is not None
    assert certificate is not None
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{certificate.sop}-{certificate.version}"
    for part, body in (
        ("machine", encode(machine.compiled)),
        ("certificate", certificate.as_dict()),
    ):
        text = json.dumps(body, ensure_ascii=False, indent=1)
        (folder / f"{name}.{part}.json").write_text(f"{text}\n", encoding="utf-8")


def _who(must: MustAct, procedure: Procedure | None) -> str:
    """The role that acts; of a called SOP the steps that are assumed of it."""
    if must.via is not None:
        return f"SOP {must.via.sop}: {', '.join(must.via.assumes) or '-'}"
    if procedure is None or must.role is None:
        return must.role or "-"
    return procedure.role(must.role).name.in_(STATE.language)


def _lines(compilation: Compilation) -> Iterator[str]:
    certificate = compilation.certificate
    assert certificate is not None
    language = STATE.language
    size = f"{certificate.markings} {say('keadaan', 'markings')}"
    yield f"{certificate.sop} {certificate.version}  ({size})"
    for name, story in certificate.properties.items():
        verdict = say("terbukti", "holds") if story is None else say("GAGAL", "FAILS")
        yield f"  {name}  {verdict:<8}  {MEANINGS[name].in_(language)}"
        for line in story or ():
            yield f"        {line.number} {line.text.in_(language)}"
    yield f"  {say('Yang wajib bertindak', 'Who must act')}:"
    width = max((len(m.step) for m in certificate.must_act), default=0)
    procedure = compilation.machine.procedure if compilation.machine else None
    for must in certificate.must_act:
        yield f"    {must.step:<{width}}  {_who(must, procedure)}"
    yield f"  {say('sidik', 'hash')}        {certificate.hash}"
    seal = certificate.certificate or say("belum terbit", "not issued")
    yield f"  {say('sertifikat', 'certificate')}   {seal}"
