"""What did not follow is said in the words of the scenario, in both languages, at its line."""

import pytest

from sopflow.compiler.diagnostics import Diagnostic
from sopflow.compiler.scenario import read_scenarios
from sopflow.compiler.scenario_report import report_failures
from sopflow.compiler.scenario_words import trigger_words
from sopflow.compiler.vocabulary import event_word
from sopflow.domain.rehearsal import rehearse
from tests.domain.play import machine

SKTM = machine("sktm")
HEAD = "skenario: 1\ndaftar:\n  - nama: Contoh\n    mulai: 2026-11-23 09.00\n    jalan:\n"


def failures(*rows: str, scenarios: int = 1) -> tuple[Diagnostic, ...]:
    body = HEAD + "".join(f"      - {{ {row} }}\n" for row in rows)
    extra = body[body.index("  - nama") :]
    text = body + "".join(extra.replace("Contoh", f"Contoh {n}") for n in range(1, scenarios))
    file = read_scenarios(text, SKTM.procedure, file="x.skenario.yaml")
    assert file.diagnostics == ()
    played = [rehearse(SKTM, scenario) for scenario in file.scenarios]
    return report_failures(played, SKTM.procedure, text, file="x.skenario.yaml")


def test_what_follows_as_written_is_no_finding() -> None:
    assert failures("oleh: loket, pilih: lengkap, maka: { langkah: cek_data }") == ()


@pytest.mark.parametrize(
    ("then", "said"),
    [
        ("langkah: verifikasi", "diharapkan verifikasi, ternyata ajukan"),
        ('langkah: "-"', "diharapkan tidak ada, ternyata ajukan"),
        ("akhir: gugur", "diharapkan gugur, ternyata tidak ada"),
        ("hasil: gugur", "diharapkan gugur, ternyata tidak ada"),
        ("batas: 2026-12-01 23.59", "diharapkan 2026-12-01 23.59, ternyata 2026-12-07 23.59"),
        ("batas: { periksa: 2026-12-01 23.59 }",
         "diharapkan periksa: 2026-12-01 23.59, ternyata periksa: -"),
        ("janji: 2026-12-01 10.00", "diharapkan 2026-12-01 10.00, ternyata tidak ada"),
        ("pesan: dibuka", "diharapkan dibuka, ternyata ajukan.masuk"),
        ("jam: berjalan", "diharapkan berjalan, ternyata berhenti"),
        ("ditolak: tanpa_alasan", "diharapkan tanpa_alasan, ternyata tidak ada"),
    ],
)  # fmt: skip
def test_expected_and_got_are_said_at_their_line(then: str, said: str) -> None:
    (finding,) = failures(f"oleh: loket, pilih: kurang, alasan: KTP, maka: {{ {then} }}")

    assert (finding.code, finding.line) == ("SCN201", 6)
    assert said in finding.message.id
    assert "expected" in finding.message.en


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        ("oleh: loket, pilih: kurang", "SCN202", "(tanpa_alasan)"),
        ("oleh: loket, pilih: kurang, maka: { ditolak: belum_giliran }", "SCN201",
         "diharapkan belum_giliran, ternyata tanpa_alasan"),
        ("oleh: camat", "SCN203", "periksa"),
        ("pada: 2026-01-01 10.00, oleh: loket", "SCN201", "waktu (paling awal)"),
        ("lewat: ajukan", "SCN202", "(belum_giliran)"),
    ],
)  # fmt: skip
def test_each_way_to_fail_has_its_code(row: str, code: str, said: str) -> None:
    (finding,) = failures(row)

    assert finding.code == code
    assert said in finding.message.id
    assert finding.cure.id


def test_findings_are_bounded() -> None:
    assert len(failures("oleh: camat", scenarios=250)) == 200


def test_answers_and_moments_are_worded() -> None:
    assert trigger_words("case:withdraw").id == "penarikan"
    assert trigger_words("paraf_kasi:return!limit").id == "paraf_kasi: kembali (putaran habis)"
    assert trigger_words("ajukan:overdue").en == "ajukan: lewat"
    assert [event_word(e) for e in ("opened", "ended", "ajukan.entered", "ttd.approve")] == [
        "dibuka",
        "akhir",
        "ajukan.masuk",
        "ttd.setuju",
    ]
