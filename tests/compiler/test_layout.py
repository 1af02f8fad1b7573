"""`fmt` moves nothing but layout: the version, the comments and a second run say so."""

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopflow.compiler.compile import compile_text
from sopflow.compiler.diagnostics import Reporter
from sopflow.compiler.layout.form import format_text
from sopflow.compiler.parse import parse
from sopflow.compiler.reading import Source
from sopflow.compiler.yamltree import Mapping, read
from sopflow.domain.procedures import Procedure
from tests.compiler.broken import LIBRARY, PBG, REKLAME, SKTM, definition
from tests.compiler.scribble import Scribbler

FILES = [REKLAME, SKTM, PBG]
WHOLE = definition(SKTM)
LINES = WHOLE.split("\n")


def drafted(text: str) -> tuple[Procedure | None, list[str]]:
    """What the parser makes of a text: the version is the hash of the procedure."""
    reporter = Reporter(text, "x")
    root = read(text, reporter)
    draft = parse(root, Source(reporter)) if root else None
    codes = sorted(d.code for d in reporter.diagnostics)
    return (draft.procedure if draft else None), codes


def version_of(text: str) -> str:
    machine = compile_text(text, file="x").machine
    assert machine is not None
    return machine.id


def formatted(text: str) -> str:
    found = format_text(text, file="x")
    assert found.findings == ()
    return found.text


def small(body: str) -> str:
    """Format a file of which only this part matters."""
    return formatted(body).removesuffix("\n")


def tree(file: str) -> Mapping:
    root = read(definition(file), Reporter("", "x"))
    assert root is not None
    return root


TREES = {file: tree(file) for file in FILES}


@pytest.mark.parametrize("file", LIBRARY)
def test_the_shipped_definitions_stand_in_the_normal_form(file: str) -> None:
    assert formatted(definition(file)) == definition(file)


@given(st.sampled_from(FILES), st.integers(0, 2**32))
def test_whoever_typed_it_the_procedure_and_the_comments_stay(file: str, seed: int) -> None:
    scribbler = Scribbler(Random(seed))
    text = scribbler.write(TREES[file], share=0.3)

    once = formatted(text)

    assert drafted(text) == drafted(once)
    kept = re.findall(re.escape("# catatan ") + r"\d+: \{x\} - \[y\] # 'z", once)
    assert sorted(kept) == sorted(scribbler.comments)
    assert formatted(once) == once
    assert "\r" not in once
    assert not re.search(r"\n\n\n|[ \t]\n", once)


@pytest.mark.parametrize("file", FILES)
def test_the_version_of_a_scribbled_definition_is_the_same(file: str) -> None:
    text = Scribbler(Random(1)).write(TREES[file])

    assert version_of(formatted(text)) == version_of(definition(file))


@given(
    st.integers(0, len(LINES) - 1),
    st.sampled_from(["drop", "double", "cut", "mark"]),
    st.sampled_from([*"{}[]:-&*!|>'\"@,#?%", "\t", "  ", "\r", " #", "- ", "\n", "\n\n# x\n"]),
)
def test_a_mutated_file_is_laid_out_or_left_alone(where: int, how: str, mark: str) -> None:
    lines = list(LINES)
    half = len(lines[where]) // 2
    match how:
        case "drop":
            del lines[where]
        case "double":
            lines.insert(where, lines[where])
        case "cut":
            lines[where] = lines[where][:half]
        case _:
            lines[where] = lines[where][:half] + mark + lines[where][half:]
    text = "\n".join(lines)

    found = format_text(text, file="x")

    if found.findings:
        assert found.text == text
        return
    assert formatted(found.text) == found.text
    assert drafted(found.text) == drafted(text)


@given(st.text(max_size=200))
def test_any_text_is_answered(text: str) -> None:
    found = format_text(text, file="x")

    assert found.findings or not text.strip() or formatted(found.text) == found.text


@pytest.mark.parametrize(
    ("old", "code"),
    [
        ("  kode: sktm", "SOP003"),
        ("sopflow: 1", "SOP011"),
        ("langkah:\n", "SOP001"),
    ],
)
def test_a_file_that_cannot_be_read_is_left_alone_with_its_findings(old: str, code: str) -> None:
    new = {"SOP003": "  kodde:   sktm", "SOP011": "sopflow: 2", "SOP001": "langkah: @\n"}[code]
    text = WHOLE.replace(old, new, 1)

    found = format_text(text, file="x")

    assert found.text == text
    assert code in {d.code for d in found.findings}


def test_a_file_with_too_many_faults_is_left_alone() -> None:
    text = "".join(f"k{n}: 1\n" for n in range(300))

    found = format_text(text, file="x")

    assert found.text == text
    assert found.findings


def test_a_file_with_faults_of_content_is_laid_out_all_the_same() -> None:
    text = WHOLE.replace("waktu: 10 menit", "waktu:   10 hari")

    assert "waktu: 10 hari" in formatted(text)


# What goes where ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "sop:\n    versi: 1.0\n    kode: a",
            "sop:\n  kode: a\n  versi: 1.0",
            id="keys in the order of the form, two spaces",
        ),
        pytest.param(
            "sop:\n  # tentang versi\n  versi: 01 # dua\n  kode: a # satu",
            "sop:\n  kode: a  # satu\n  # tentang versi\n  versi: 01  # dua",
            id="comments move with their key",
        ),
        pytest.param(
            "# kepala\n\n# file\nsop: { kode: a }\nsopflow: 1",
            "# kepala\n\n# file\nsopflow: 1\n\nsop: { kode: a }",
            id="the top of the file stays the top",
        ),
        pytest.param(
            "sopflow: '1'\nsop: {kode: 'it''s', versi: '1'}",
            'sopflow: "1"\n\nsop: { kode: "it\'s", versi: "1" }',
            id="double quotes",
        ),
        pytest.param(
            "sop:\n  tanggal: {direvisi: -, dibuat: x}",
            'sop:\n  tanggal: { dibuat: x, direvisi: "-" }',
            id="a bare dash is quoted",
        ),
        pytest.param(
            "sop: {\n  versi: 1, # baru\n  # nama folder\n  kode: a\n}",
            "sop:\n  # nama folder\n  kode: a\n  versi: 1  # baru",
            id="brackets with comments inside are opened",
        ),
        pytest.param(
            "sop:\n  dasar_hukum: [\n    satu,\n    dua ] # lengkap",
            "sop:\n  dasar_hukum: [satu, dua]  # lengkap",
            id="brackets that fit stand on one line",
        ),
        pytest.param(
            f"sop:\n  dasar_hukum: [{'a' * 70}, {'b' * 70}]",
            f"sop:\n  dasar_hukum:\n    - {'a' * 70}\n    - {'b' * 70}",
            id="brackets that do not fit are opened",
        ),
        pytest.param(
            "langkah:\n- pelaksana: a\n  id: b\n- # dua\n  id: c\n  # akhir\n\n\n\nakhir: {}",
            "langkah:\n  - id: b\n    pelaksana: a\n\n  # dua\n  - id: c\n    # akhir\n\nakhir: {}",
            id="a blank line between steps; a comment below a step stays with it",
        ),
        pytest.param(
            "sop:\n  peringatan: |\n      satu\n        dua\n  judul: tiga\n    empat # x",
            "sop:\n  judul: tiga\n    empat  # x\n  peringatan: |\n    satu\n      dua",
            id="texts of several lines keep their lines",
        ),
        pytest.param(
            "sop: { kode: a }\n# selesai\n\n",
            "sop: { kode: a }\n\n# selesai",
            id="what ends the file ends it",
        ),
        pytest.param(
            "%YAML 1.2\n--- # satu\nsop: { kode: a }\n...\n",
            "%YAML 1.2\n---\n# satu\nsop: { kode: a }",
            id="directives of YAML stay",
        ),
        pytest.param(
            "sop: { versi: 1, kode: }\nformulir:",
            'sop: { kode: "", versi: 1 }\n\nformulir:',
            id="what is still to be filled in stays empty",
        ),
        pytest.param("{}", "{}", id="an empty file stays as it is"),
        pytest.param(
            "{ sop: { kode: a } } # x",
            "sop: { kode: a }\n\n# x",
            id="a comment beside the brackets of the file ends it",
        ),
        pytest.param(
            "formulir:\n  b: Nama\n  a: { label: 'x\ty' }\nsop:\n  judul: |\n    a\tb",
            'sop:\n  judul: "a\\tb"\n\nformulir:\n  b: Nama\n  a: { label: "x\\ty" }',
            id="a tab in a text is written as a sign",
        ),
        pytest.param(
            "{ sop: { kode: a, # x\n versi: b } }",
            "sop:\n  kode: a  # x\n  versi: b",
            id="the file itself stands in no brackets",
        ),
        pytest.param(
            "sop:\n  keterkaitan: [ # tidak ada\n  ]\n  dasar_hukum:\n    # kosong\n    []",
            "sop:\n  dasar_hukum: []  # kosong\n  keterkaitan: []  # tidak ada",
            id="empty brackets keep their comments",
        ),
    ],
)
def test_the_normal_form(before: str, after: str) -> None:
    assert small(before) == after
    assert small(after) == after
    assert small(before.replace("\n", "\r\n")) == after


def test_named_things_stay_in_the_order_of_their_author() -> None:
    text = "formulir:\n  z: { jenis: teks, label: Z }\n  a: { label: A }"

    assert small(text) == "formulir:\n  z: { label: Z, jenis: teks }\n  a: { label: A }"
