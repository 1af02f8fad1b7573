"""The independent checker confirms what the compiler certifies, and nothing else."""

import ast
import copy
import json
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sopflow import proofcheck
from sopflow.compiler.compile import compile_text
from sopflow.domain.codec import encode
from sopflow.domain.evidence import digest
from sopflow.proofcheck import Checker
from tests.awaiting import BANTUAN
from tests.compiler.broken import LIBRARY, PBG, REKLAME, SKTM, definition

Papers = tuple[dict[str, Any], dict[str, Any]]
Tamper = Callable[[dict[str, Any], dict[str, Any]], object]


@cache
def certified(file: str) -> str:
    """Machine and certificate as the compiler gives them, as text that every test reads anew."""
    found = compile_text(definition(file), file=file)
    assert found.machine is not None
    assert found.certificate is not None
    return json.dumps([encode(found.machine.compiled), found.certificate.as_dict()])


def papers(file: str = REKLAME) -> Papers:
    machine, certificate = json.loads(certified(file))
    return machine, certificate


def sealed(certificate: dict[str, Any]) -> dict[str, Any]:
    """Whoever tampers can count a seal anew."""
    body = {key: value for key, value in certificate.items() if key != "certificate"}
    return {**body, "certificate": digest(body)}


def problems(tamper: Tamper, file: str = REKLAME) -> list[str]:
    machine, certificate = papers(file)
    tamper(machine, certificate)
    return Checker(machine).problems(sealed(certificate))


def arc(machine: dict[str, Any], trigger: str) -> dict[str, Any]:
    found: dict[str, Any] = next(a for a in machine["arcs"] if a["trigger"] == trigger)
    return found


def step(machine: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(s for s in machine["procedure"]["steps"] if s["id"] == name)
    return found


@pytest.mark.parametrize("file", LIBRARY)
def test_every_shipped_definition_is_confirmed(file: str) -> None:
    machine, certificate = papers(file)

    assert Checker(machine).problems(certificate) == []


def led_to(target: str, trigger: str) -> Tamper:
    def tamper(machine: dict[str, Any], _: object) -> None:
        found = arc(machine, trigger)
        place = next(m for m in machine["markings"] if m["id"] == target)
        found |= {"target": target, "opens": place["open"], "result": place["result"]}

    return tamper


def another_way(machine: dict[str, Any], _: object) -> None:
    skip = copy.deepcopy(arc(machine, "serah:done"))
    source = next(m for m in machine["markings"] if m["open"] == ["kelayakan"])
    machine["arcs"].append(
        {**skip, "source": source["id"], "closes": ["kelayakan"], "trigger": "serah:lewat"}
    )


def renamed(machine: dict[str, Any], certificate: dict[str, Any]) -> None:
    """The rows are changed together with the hash that names them."""
    step(machine, "paraf_kabid")["optional_reason"] = "Kabid sedang sibuk."
    certificate["hash"] = digest(machine["procedure"])


TAMPERED: dict[str, tuple[str, Tamper]] = {
    "a flipped hash": ("hash", lambda _, c: c.update(hash="0" * 64)),
    "another version": ("certificate", lambda _, c: c.update(version="9")),
    "another number of markings": ("markings", lambda _, c: c.update(markings=1)),
    "an official less": ("must_act", lambda _, c: c["must_act"].pop()),
    "a property that is not claimed": ("P4", lambda _, c: c["properties"].pop("P4")),
    "a property that fails": (
        "P2", lambda _, c: c["properties"]["P2"].update(holds=False)),
    "an obligation less": ("obligations", lambda m, _: m["obligations"].pop()),
    "an act less that meets it": ("obligations", lambda m, _: m["obligations"][0]["meets"].pop()),
    "an answer that meets it and should not": (
        "obligations", lambda m, _: m["obligations"][0]["meets"].append("periksa:kurang")),
    "a way that is not in the rows": ("arc", another_way),
    "a way that leads elsewhere": ("arc", led_to("terbit", "ttd:approve")),
    "a way less": (
        "marking", lambda m, _: m["arcs"].remove(arc(m, "kelayakan:belum_layak"))),
    "a refusal that goes round the head": ("P2", led_to("tolak", "susun_tolak:done")),
    "a used-up bound less": ("marking", lambda m, _: m["arcs"].remove(
        next(a for a in m["arcs"] if a["trigger"].endswith("!limit")))),
    "an act of somebody else": ("arc", lambda m, _: arc(m, "ttd:approve").update(role="kasi")),
    "an act of the system": (
        "arc", lambda m, _: arc(m, "ttd:approve").update(actor_class="system", role=None)),
    "a row excepted together with its hash": ("obligations", renamed),
    "what a step judges": ("judges", lambda m, _: m["judges"].pop("paraf_kabid")),
    "what a step changes": ("changes", lambda m, _: m["changes"].pop("perbaikan:done")),
    "a result that stands": ("stands", lambda m, _: m["stands"].update(perbaikan=["ttd"])),
    "a bound": ("rounds", lambda m, _: m["rounds"].update({"periksa:kurang": 99})),
    "an order less": ("orders", lambda m, _: m["orders"].pop()),
    "a notice less": ("P8", lambda m, _: m["standard_notices"].pop()),
    "a way out of an end": ("arc", lambda m, _: arc(m, "serah:done").update(source="tolak")),
    "something left running at an end": (
        "arc", lambda m, _: arc(m, "serah:done").update(closes=[])),
    "an end with another result": ("marking", lambda m, _: next(
        x for x in m["markings"] if x["id"] == "tolak").update(result="withdrawn")),
    "no start": ("markings", lambda m, _: m.update(start="x")),
    "a marking that nothing leads to": ("marking", lambda m, _: m["markings"].append(
        {"id": "x", "open": ["ttd"], "memory": [], "end": None, "result": None})),
    "two ways of one act": ("arcs", lambda m, _: m["arcs"].append(m["arcs"][0])),
    "a field that may be empty": ("P7", lambda m, _: next(
        f for f in step(m, "tetapkan_pajak")["fields"] if f["id"] == "nilai_pajak"
    ).update(is_required=False)),
    "a paper that nobody can bring": (
        "P7", lambda m, _: step(m, "jadwal").update(requires=["ktp"])),
    "a rule set with a gap": ("P7", lambda m, _: step(m, "cek_pajak")["rules"].pop()),
    "an opposing answer that nobody overrules": (
        "P2", lambda m, _: step(m, "putus_teknis").update(decides_over=[])),
}  # fmt: skip


@pytest.mark.parametrize(("says", "tamper"), TAMPERED.values(), ids=TAMPERED)
def test_whatever_is_tampered_with_is_refused(says: str, tamper: Tamper) -> None:
    assert any(line.startswith(says) for line in problems(tamper)), problems(tamper)


def test_a_certificate_that_counts_on_a_called_sop_is_confirmed_with_what_it_assumes() -> None:
    compilation = compile_text(BANTUAN, file="x.yaml")
    assert compilation.machine is not None
    assert compilation.certificate is not None
    machine, certificate = encode(compilation.machine.compiled), compilation.certificate.as_dict()

    assert Checker(machine).problems(certificate) == []
    (called,) = (m for m in certificate["must_act"] if "via" in m)
    called["via"]["steps"].pop()
    assert Checker(machine).problems(sealed(certificate)) == ["must_act: other officials"]


def test_what_silence_decides_is_confirmed() -> None:
    def other(_: object, certificate: dict[str, Any]) -> None:
        certificate["deemed"]["legal_basis"] = "Peraturan lain"

    def hidden(_: object, certificate: dict[str, Any]) -> None:
        del certificate["deemed"]

    for tamper in (other, hidden):
        assert problems(tamper, "keberatan/1.0.0.yaml") == [
            "deemed: silence decides something else"
        ]


def test_a_broken_seal_is_refused() -> None:
    machine, certificate = papers()

    assert Checker(machine).problems({**certificate, "certificate": "0" * 64}) == [
        "certificate: its seal is broken"
    ]


def test_branches_that_write_the_same_thing_are_refused() -> None:
    found = problems(
        lambda m, _: step(m, "perbaiki_utilitas").update(changes=["gambar_arsitektur"]), PBG
    )

    assert any(line.startswith("P7: perbaiki_utilitas writes") for line in found)


@pytest.mark.slow
def test_no_way_can_be_dropped_or_led_to_the_grant() -> None:
    whole, _ = papers(SKTM)
    granted = {"target": "terbit", "opens": [], "result": "granted"}

    for number, way in enumerate(whole["arcs"]):

        def drop(machine: dict[str, Any], _: object, at: int = number) -> None:
            del machine["arcs"][at]

        def skip(machine: dict[str, Any], _: object, at: int = number) -> None:
            machine["arcs"][at] |= granted

        assert problems(drop, SKTM), way
        assert way["target"] == "terbit" or problems(skip, SKTM), way


def test_it_uses_the_standard_library_alone() -> None:
    tree = ast.parse(Path(proofcheck.__file__).read_text(encoding="utf-8"))
    imported = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    imported |= {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}

    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sopflow.proofcheck", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_it_runs_by_itself_on_two_files(tmp_path: Path) -> None:
    machine, certificate = papers(SKTM)
    one, two = tmp_path / "machine.json", tmp_path / "certificate.json"
    one.write_text(json.dumps(machine))
    two.write_text(json.dumps(certificate))

    good = run(one, two)
    two.write_text(json.dumps({**certificate, "markings": 0}))
    bad = run(one, two)
    one.write_text("{}")

    assert (good.returncode, good.stdout) == (0, "confirmed: sktm 1.0.0\n")
    assert bad.returncode == 1
    assert "markings: another number" in bad.stdout
    assert run(one, two).returncode == 1
    assert run(one).returncode == 2
