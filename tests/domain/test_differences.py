"""Two versions beside each other: a lost obligation is never hidden, and each change is told."""

import pytest

from sopflow.compiler.compile import compile_text
from sopflow.domain.differences import Change, Difference, Topic, differences
from sopflow.domain.machines import Machine
from tests.domain.play import DEFINITIONS, machine

TEXT = (DEFINITIONS / "sktm" / "1.0.0.yaml").read_text()
OLD = machine("sktm")
WITHDRAWN_END = next(line for line in TEXT.splitlines(keepends=True) if "hasil: dicabut" in line)


def edited(*edits: tuple[str, str]) -> Machine:
    text = TEXT
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    compiled = compile_text(text, file="x.yaml")
    assert compiled.machine is not None, compiled.diagnostics
    return compiled.machine


def found(*edits: tuple[str, str]) -> tuple[Difference, ...]:
    return differences(OLD, edited(*edits))


def lost(*edits: tuple[str, str]) -> list[str]:
    return [d.what.id for d in found(*edits) if d.is_loss]


def test_a_version_does_not_differ_from_itself() -> None:
    assert differences(OLD, OLD) == ()


def test_a_level_of_initials_that_is_left_out_is_a_loss_and_stands_first() -> None:
    all_ = found(("berjenjang: [kasi, sekcam]", "berjenjang: [kasi]"))

    assert [d.is_loss for d in all_[:3]] == [True, True, False]
    assert all_[0].what.id == "Sekretaris Camat wajib “Memaraf konsep surat” sebelum “SKTM terbit”"
    assert all_[0].what.en.startswith("Secretary of the district must")


def test_a_step_that_becomes_optional_is_a_loss() -> None:
    judges = "    menilai: [nama, nik, alamat, kk]\n"

    assert lost((judges, "    opsional: Data dapat dicek belakangan.\n")) == [
        "Petugas Loket wajib “Memeriksa data pemohon di data sosial” sebelum “SKTM terbit”"
    ]


def test_another_role_for_a_step_is_a_loss_and_a_gain() -> None:
    all_ = found(
        ("    pelaksana: loket\n    mutu: { kelengkapan: [Surat bertanda",
         "    pelaksana: kasi\n    mutu: { kelengkapan: [Surat bertanda")
    )  # fmt: skip

    assert [d.change for d in all_ if d.topic is Topic.OBLIGATION] == [
        Change.REMOVED,
        Change.ADDED,
    ]


def test_what_the_end_no_longer_lists_is_a_loss() -> None:
    assert len(lost((", wajib: [susun_rujukan, serah_rujukan]", ""))) == 2


def test_a_renamed_end_keeps_its_obligations() -> None:
    all_ = found(("ke: terbit", "ke: sktm_terbit"), ("  terbit: {", "  sktm_terbit: {"))

    assert not any(d.topic is Topic.OBLIGATION for d in all_)
    assert {d.change for d in all_ if d.topic is Topic.WAY} >= {Change.ADDED, Change.REMOVED}


@pytest.mark.parametrize(
    ("old", "new", "topic", "before", "after"),
    [
        ("janji: 60 menit", "janji: 2 hari kerja", Topic.TIME,
         "60 menit sejak periksa.lengkap", "2 hari kerja sejak periksa.lengkap"),
        ("batas: 14 hari kalender", "batas: 10 hari kalender", Topic.TIME,
         "14 hari kalender, lalu ke “Dianggap ditarik kembali”",
         "10 hari kalender, lalu ke “Dianggap ditarik kembali”"),
        ("Memverifikasi kebenaran berkas", "Memverifikasi isi berkas", Topic.WORDS,
         "Memverifikasi kebenaran berkas", "Memverifikasi isi berkas"),
        ("jabatan: sekcam", "jabatan: sekretaris", Topic.ROLE,
         "Sekretaris Camat, jabatan sekcam di unit berkas",
         "Sekretaris Camat, jabatan sekretaris di unit berkas"),
        ("biaya: Gratis", "biaya: Tidak dipungut biaya", Topic.WORDS,
         "Gratis", "Tidak dipungut biaya"),
        ("isi: [ktp, kk, kuasa]", "isi: [ktp, kk]", Topic.PAPER,
         "Identitas yang dilihat, wajib, ktp, kk, kuasa", "Identitas yang dilihat, wajib, ktp, kk"),
        ("penarikan: { sampai: ttd,", "penarikan: { sampai: ttd_rujukan,", Topic.WAY,
         "sampai Menandatangani surat (Camat)",
         "sampai Menandatangani surat rujukan pendataan (Camat)"),
        ("          maks_putaran: 2\n          bila_putaran_habis: putus_verifikasi",
         "          maks_putaran: 3\n          bila_putaran_habis: putus_verifikasi", Topic.WAY,
         "paling banyak 2 kali, lalu ke “Memutuskan kebenaran berkas sesudah dua kali perbaikan”",
         "paling banyak 3 kali, lalu ke “Memutuskan kebenaran berkas sesudah dua kali perbaikan”"),
    ],
)  # fmt: skip
def test_each_change_is_told_once_with_both_sides(
    old: str, new: str, topic: Topic, before: str, after: str
) -> None:
    (change,) = found((old, new))

    assert change.topic is topic
    assert change.before is not None
    assert change.after is not None
    assert (change.before.id, change.after.id) == (before, after)


def test_a_notice_that_is_dropped_is_told() -> None:
    start = TEXT.index("  - saat: serah.masuk")
    (change,) = found((TEXT[start : TEXT.index("  - saat: serah_rujukan.masuk")], ""))

    assert (change.topic, change.change) == (Topic.NOTICE, Change.REMOVED)


def test_a_step_that_is_new_is_told_with_who_does_it() -> None:
    all_ = found(("berjenjang: [kasi, sekcam]\n    dokumen: konsep_surat",
                  "berjenjang: [kasi, sekcam, camat]\n    dokumen: konsep_surat"))  # fmt: skip

    assert [d.what.id for d in all_ if d.topic is Topic.STEP] == ["Memaraf konsep surat (Camat)"]
    assert not any(d.is_loss for d in all_)


def test_reminders_are_told_with_when_and_whom() -> None:
    (change, *_) = found(("beri_tahu: [pelaksana, atasan]", "beri_tahu: [pelaksana, sekcam]"),
                         ("lewat 1 hari kerja", "lewat 2 hari kerja"))  # fmt: skip

    assert change.topic is Topic.TIME
    assert change.after is not None
    assert change.after.en.endswith("2 working days late: the superior")


def test_a_withdrawal_and_an_answer_that_are_gone_are_told() -> None:
    all_ = found(
        ("penarikan: { sampai: ttd, ke: dicabut }\n", ""),
        (WITHDRAWN_END, ""),
    )  # fmt: skip

    (gone,) = [d for d in all_ if d.what.id == "penarikan"]
    assert gone.after is not None
    assert gone.after.id == "tidak ada"


def test_an_answer_that_is_new_or_gone_is_told() -> None:
    there = "        tidak_terdaftar: { ke: susun_rujukan, sifat: menentang,"
    added = "        ragu: { ke: verifikasi, sifat: mendukung, label: Ragu }\n" + there

    (change,) = found((there, added))
    (back,) = differences(edited((there, added)), OLD)

    assert (change.topic, change.change) == (Topic.WAY, Change.ADDED)
    assert (back.topic, back.change) == (Topic.WAY, Change.REMOVED)
    assert change.after is not None
    assert change.after.id == "ke “Memverifikasi kebenaran berkas”, mendukung"
