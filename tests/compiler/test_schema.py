"""The schema that editors use knows what the parser knows, and is the one that is shipped."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from ruamel.yaml import YAML

from sopflow.compiler.compile import compile_text
from sopflow.compiler.diagnostics import Place, Reporter
from sopflow.compiler.durations import day, duration
from sopflow.compiler.parse import parse
from sopflow.compiler.reading import Source, Table, is_answer_id, is_id
from sopflow.compiler.schema import generate, shapes
from sopflow.compiler.schema.generate import ROOT, SECTIONS, schema, schema_text
from sopflow.compiler.schema.shapes import Shape
from sopflow.compiler.vocabulary import DURATION_UNITS, KEYS, MONTHS, key
from sopflow.compiler.yamltree import Mapping, Node, Scalar, Sequence, read
from tests.awaiting import BANTUAN, KARTU, RETRIBUSI
from tests.compiler.broken import DEFINITIONS, LIBRARY, PBG, REKLAME, SKTM, definition
from tests.compiler.dutiful import dutiful
from tests.compiler.panels import with_panel
from tests.compiler.test_tables import with_tables

VALIDATOR = Draft7Validator(schema())
FILES = [REKLAME, SKTM, PBG]
TOP = Place(1, 1)
LADDER = "    tangga:\n      - { pada: 100%, beri_tahu: [atasan] }\n"
UNUSUAL = (
    definition(SKTM)
    .replace(
        "    menilai: [nama, nik, alamat, kk]\n",
        LADDER + "    keterangan: Tanpa daring\n    untuk: [terbit, dirujuk]\n",
    )
    .replace("    bila_lewat: gugur\n", "    bila_lewat: { ke: gugur }\n")
    .replace("  pencatatan:", "  perubahan: [Tanpa daring]\n  pencatatan:")
    + "\nditerima:\n  - { kode: SOP260, pada: ttd, alasan: Tidak ada jenjang. }\n"
)
CONDITIONAL = {
    ("step", "role"),
    ("step", "action"),
    ("step", "rules"),
    ("step", "decision"),
    ("branch", "steps"),
    ("rule", "condition"),
    ("rule", "target"),
    ("rule", "otherwise"),
    ("answer", "nature"),
    ("text", "id"),
    ("text", "en"),
    ("scope", "unit"),
    ("scope", "unit_kind"),
}
"""What some rows need and others must not have: `lint` says so, a schema cannot say it kindly."""

SELDOM = {
    "",
    "acceptance",
    "bill",
    "block",
    "branch",
    "cancellation",
    "overdue",
    "rule",
    "rule_table",
    "objection",
    "separation",
    "silence",
    "substitute",
    "suspension",
    "table_row",
    "value_row",
    "value_table",
}
"""Sections that not every shipped file has."""


def as_text(node: Node) -> Any:
    match node:
        case Scalar():
            return node.value
        case Sequence():
            return [as_text(item) for item in node.items]
        case Mapping():
            return {name: as_text(value) for name, (_, value) in node.pairs.items()}


def as_node(value: Any) -> Node:
    if isinstance(value, dict):
        pairs = {name: (Scalar(name, TOP), as_node(inner)) for name, inner in value.items()}
        return Mapping(pairs, TOP)
    if isinstance(value, list):
        return Sequence([as_node(item) for item in value], TOP)
    return Scalar(value, TOP)


def tree(text: str) -> Any:
    root = read(text, Reporter(text, "x"))
    assert root is not None
    return as_text(root)


def as_an_editor_reads(text: str) -> Any:
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(text), default=str))


def faults(data: Any) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(data)]


def sections(data: Any, section: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every section of a file with its name, the whole file first."""
    yield section, data
    for name, entry in SECTIONS[section].keys.items():
        value = data.get(key(section, name))
        if value is not None and entry.shape.section:
            yield from within(value, entry.shape)


def within(value: Any, shape: Shape) -> Iterator[tuple[str, dict[str, Any]]]:
    assert shape.section is not None
    inside = [value]
    if shape.reads in ("tables", "entries"):
        inside = list(value.values()) if isinstance(value, dict) else value
    for item in inside:
        if isinstance(item, dict):
            section = shape.inside(item)
            assert section is not None
            yield from sections(item, section)


def test_the_committed_schema_is_the_generated_one() -> None:
    path = Path(generate.__file__).with_name("sop-1.json")

    assert path.read_text(encoding="utf-8") == schema_text(), "sopflow schema > that file"


def test_the_schema_is_a_schema() -> None:
    Draft7Validator.check_schema(schema())


def test_every_key_of_the_parser_is_in_the_schema_and_the_other_way_round() -> None:
    inner = schema()["definitions"]
    written = {ROOT: set(schema()["properties"])}
    written |= {name: set(section["properties"]) for name, section in inner.items()}

    assert written == {name: set(section.values()) for name, section in KEYS.items()}


def test_every_object_is_closed_and_every_key_described() -> None:
    for section in (schema(), *schema()["definitions"].values()):
        assert section["additionalProperties"] is False
        for word, entry in section["properties"].items():
            assert entry["description"].endswith((".", "?")), word


def test_every_key_that_holds_no_section_has_an_example_and_every_example_fits() -> None:
    for name, section in SECTIONS.items():
        for word, entry in section.keys.items():
            inner = entry.shape.reads in ("table", "tables", "entries")
            assert entry.examples or inner, (name, word)
            one = {**schema(), "required": [], "properties": {"x": entry.shape.form}}
            for example in entry.examples:
                assert list(Draft7Validator(one).iter_errors({"x": example})) == []


@pytest.mark.parametrize("file", LIBRARY)
def test_the_shipped_definitions_fit_as_text_and_as_editors_read_them(file: str) -> None:
    text = definition(file)

    assert faults(tree(text)) == []
    assert faults(as_an_editor_reads(text)) == []


@pytest.mark.parametrize("file", LIBRARY)
def test_the_first_line_leads_an_editor_to_the_schema(file: str) -> None:
    path = DEFINITIONS / file
    form = r"# yaml-language-server: \$schema=(\S+)"

    found = re.fullmatch(form, definition(file).split("\n")[0])

    assert found is not None
    assert (path.parent / found[1]).resolve() == Path(generate.__file__).with_name("sop-1.json")


@pytest.mark.parametrize("file", FILES)
def test_an_unknown_key_anywhere_does_not_fit(file: str) -> None:
    data = tree(definition(file))
    seen: set[str] = set()
    for name, section in sections(data, ROOT):
        if name not in seen:
            section["kegitan"] = "x"
            assert faults(data), name
            del section["kegitan"]
            seen.add(name)
    assert faults(data) == []
    assert seen >= set(SECTIONS) - SELDOM


@pytest.mark.parametrize("file", FILES)
def test_a_key_is_required_in_the_schema_where_the_parser_asks_for_it(file: str) -> None:
    data = tree(definition(file))
    seen = set(CONDITIONAL)
    for name, section in sections(data, ROOT):
        for word in list(section):
            english = next(k for k, v in KEYS[name].items() if v == word)
            value = section.pop(word)
            if (name, english) not in seen:
                seen.add((name, english))
                assert bool(faults(data)) == is_asked_for(data, word), (name, word)
            section[word] = value


def is_asked_for(data: Any, word: str) -> bool:
    reporter = Reporter("", "x")
    root = as_node(data)
    assert isinstance(root, Mapping)
    parse(root, Source(reporter))
    found = reporter.diagnostics
    if word == key(ROOT, "scope"):
        return any(d.code == "SOP614" for d in found)
    asking = ("SOP006", "SOP601", "SOP604")
    return any(d.code in asking and f"`{word}`" in d.message.id for d in found)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("waktu: 10 menit", "waktu: 10 hari"),
        ("id: verifikasi\n", "id: Verifikasi Berkas\n"),
        ("jenis: tanda_tangan", "jenis: tandatangan"),
        ("sifat: menentang", "sifat: menolak"),
        ("hasil: disetujui", "hasil: terbit"),
        ("maks_putaran: 2", "maks_putaran: dua"),
        ("kanal: [email]", "kanal: [merpati]"),
        ("Lacak di {tautan}", "Lacak di {alamat}"),
        ("janji: 60 menit", "janji: sejam"),
        ("jam_mulai: periksa.lengkap", "jam_mulai: periksa"),
        ("pada: lewat 1 hari kerja", "pada: besok"),
        ("-{urut:6}", "-{nomor}"),
        ("dibuat: 2 Februari 2026", "dibuat: kemarin"),
        ("jenis_unit: kecamatan", "jenis_unit: kecamatan, unit: x"),
        ("        lengkap: {", "        selesai: {"),
        ("sopflow: 1", "sopflow: 2"),
    ],
)
def test_a_wrong_value_does_not_fit(old: str, new: str) -> None:
    text = definition(SKTM)
    assert old in text

    assert faults(as_an_editor_reads(text.replace(old, new)))


# What the parser does with a key --------------------------------------------------------------

LEAST_TO_MOST = (
    "text",
    "words",
    "scalars",
    "cells",
    "choice",
    "number",
    "flag",
    "table",
    "tables",
    "entries",
)


METHODS = LEAST_TO_MOST


def test_the_schema_has_the_shape_that_the_parser_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    read_as: dict[tuple[str, str], set[str]] = {}
    for method in METHODS:
        monkeypatch.setattr(Table, method, remembered(method, read_as))
    some = "      gabung: 2\n      sisanya: batal\n"
    for text in (
        definition(REKLAME),
        UNUSUAL,
        definition(PBG).replace("      gabung: semua\n", some),
        dutiful(),
        definition(SKTM).replace(
            "jabatan: camat }", "jabatan: camat, pengganti: [{ jabatan: asisten, syarat: Cuti }] }"
        ),
        with_tables(),
        KARTU,
        definition("keberatan/1.0.0.yaml"),
        BANTUAN.replace("    sop: sktm\n", "    sop: sktm\n    unit: dinsos\n"),
        with_panel("    butuh: mayoritas\n    dari: 4\n    veto: tidak\n    seri: layak\n"),
        RETRIBUSI.replace("kanal: [qris, va]", "kanal: [qris, va], pembulatan: ke_atas"),
    ):
        compile_text(text, file="x")

    for name, section in SECTIONS.items():
        for word, entry in section.keys.items():
            methods = read_as[name, word] - (
                {"scalars"} if (name, word) == ("step", "role") else set()
            )
            strongest = max(methods, key=LEAST_TO_MOST.index)
            assert entry.shape.reads == {"scalars": "lines"}.get(strongest, strongest), (name, word)


def remembered(method: str, read_as: dict[tuple[str, str], set[str]]) -> Callable[..., Any]:
    original: Callable[..., Any] = getattr(Table, method)

    def call(table: Table, name: str, *args: Any, **options: Any) -> Any:
        read_as.setdefault((table.section, name), set()).add(method)
        return original(table, name, *args, **options)

    return call


# Patterns ---------------------------------------------------------------------------------------


@given(st.from_regex(shapes.DURATION.removesuffix("$") + r"\Z"))
def test_every_duration_that_fits_is_read(value: str) -> None:
    assert duration(value, TOP, Reporter(value, "x")) is not None


@given(st.integers(0, 9999), st.sampled_from(sorted(DURATION_UNITS)))
def test_every_usual_duration_fits(amount: int, unit: str) -> None:
    assert re.search(shapes.DURATION, f"{amount} {unit}")


@pytest.mark.parametrize("value", ["3 hari", "menit", "3", "tiga hari kerja", "3 minggu"])
def test_no_other_duration_fits(value: str) -> None:
    assert not re.search(shapes.DURATION, value)
    assert duration(value, TOP, Reporter(value, "x")) is None


@given(
    st.dates(), st.sampled_from(["{0.year:04}-{0.month:02}-{0.day:02}", "{0.day} {1} {0.year:04}"])
)
def test_every_date_as_people_write_it_fits_and_is_read(value: Any, form: str) -> None:
    for month in (MONTHS[value.month - 1], MONTHS[value.month - 1].capitalize()):
        words = form.format(value, month)
        assert re.search(shapes.DAY, words)
        assert day(words) == value


@given(st.text(st.sampled_from("ab_9-A. "), max_size=45))
def test_an_id_fits_exactly_when_the_parser_takes_it(value: str) -> None:
    assert bool(re.search(shapes.ID, value)) == is_id(value)


@pytest.mark.parametrize("word", ["lengkap", "kembali", "masuk", "approve"])
def test_a_word_of_the_system_names_no_answer(word: str) -> None:
    form = SECTIONS["decision"].keys["answers"].shape.form["propertyNames"]

    assert Draft7Validator(form).is_valid(word) == is_answer_id(word)
