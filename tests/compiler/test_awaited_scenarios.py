"""Scenarios and walks of what is awaited from outside, with every answer tried."""

from sopflow.compiler.scenario import read_scenarios
from sopflow.compiler.scenario_words import trigger_words
from sopflow.domain.cover import cover
from sopflow.domain.entering import OfficeMoment
from sopflow.domain.machines import Machine
from sopflow.domain.prospects import Way, prospects
from sopflow.domain.rehearsal import Rehearsal, perform, rehearse
from sopflow.domain.stage import Stage, begun
from tests.awaiting import CHECK, CLOSE, KARTU, RECORD, compiled, sop
from tests.domain.play import CALENDAR, MONDAY

HEAD = "skenario: 1\ndaftar:\n"
RECORDED = "      - { oleh: loket, pilih: lengkap }\n      - { oleh: loket, langkah: rekam }\n"
BROKEN = "      - { kabar: tunggu, pilih: rusak, maka: { langkah: rekam } }\n"
AGAIN = "      - { oleh: loket, langkah: rekam, maka: { langkah: tunggu } }\n"
END = "      - { oleh: camat, langkah: tutup, maka: { akhir: beres } }\n"


def told(machine: Machine, *rows: str) -> Rehearsal:
    text = f"{HEAD}  - nama: Contoh\n    mulai: 2026-11-23 09.00\n    jalan:\n{''.join(rows)}"
    found = read_scenarios(text, machine.procedure, file="x.skenario.yaml")
    assert found.diagnostics == (), found.diagnostics
    (scenario,) = found.scenarios
    return rehearse(machine, scenario)


def test_a_message_a_confirmation_and_a_passed_term_are_played() -> None:
    machine = compiled(KARTU)
    plays = (
        told(
            machine, RECORDED,
            "      - { kabar: tunggu, pilih: tunggal, maka: { langkah: tutup } }\n", END,
        ),
        told(
            machine, RECORDED,
            "      - { oleh: kasi, langkah: tunggu, pilih: tunggal, maka: { langkah: tutup } }\n",
        ),
        told(machine, RECORDED, "      - { oleh: kasi, pilih: ganda, alasan: x }\n"),
        told(machine, RECORDED, "      - { oleh: kasi, pilih: rusak }\n", AGAIN,
             "      - { oleh: kasi, pilih: rusak }\n", AGAIN,
             "      - { oleh: kasi, pilih: rusak, maka: { langkah: telusuri } }\n"),
        told(
            machine, RECORDED,
            "      - { kabar: tunggu, pilih: ganda, maka: { langkah: telusuri } }\n",
        ),
        told(
            machine, RECORDED, BROKEN, AGAIN, BROKEN, AGAIN,
            "      - { kabar: tunggu, pilih: rusak, maka: { langkah: telusuri } }\n",
        ),
        told(machine, RECORDED, "      - { lewat: tunggu, maka: { langkah: telusuri } }\n"),
    )  # fmt: skip

    assert [play.mismatches for play in plays] == [()] * len(plays)
    tried = cover(machine, [p.stage for p in plays if p.stage is not None]).answers
    assert {t for t in tried.missing if t.startswith("tunggu")} == set()
    assert "beres/ketunggalan" in {m for p in plays if p.stage for m in p.stage.met}


def test_a_message_that_can_only_say_one_thing_need_not_be_named() -> None:
    wait = """
  - id: tunggu
    kegiatan: { id: Menunggu kiriman, en: Wait for the parcel }
    jenis: kabar
    sumber: pos
    opsional: Berkas jalan terus bila kiriman tidak datang.
    putusan: { jawab: { tiba: { ke: tutup, sifat: mendukung } } }
    batas: 3 hari kerja
    bila_lewat: tutup
"""
    machine = compiled(sop("kartu", CHECK, RECORD, wait, CLOSE))

    play = told(machine, RECORDED, "      - { kabar: tunggu, maka: { langkah: tutup } }\n", END)

    assert play.mismatches == ()


def test_a_walk_offers_the_messages_and_the_confirmations() -> None:
    machine = compiled(KARTU)
    stage = begun(machine, OfficeMoment(MONDAY, CALENDAR))
    for word in ("lengkap", "done"):
        (way,) = [w for w in prospects(stage) if w.answer == word]
        moved = perform(stage, way.deed())
        assert isinstance(moved, Stage), moved
        stage = moved

    ways = prospects(stage)

    offered = {(w.way, w.answer, w.role) for w in ways if w.step == "tunggu"}
    assert {o for o in offered if o[0] is Way.MESSAGE} == {
        (Way.MESSAGE, word, None) for word in ("tunggal", "rusak", "ganda")
    }
    assert (Way.ANSWER, "tunggal", "kasi") in offered
    for way in ways:
        assert isinstance(perform(stage, way.deed(note="contoh")), Stage), way


def test_the_report_names_how_an_answer_came() -> None:
    assert trigger_words("tunggu:rusak!manual!limit").id == (
        "tunggu: rusak (dengan tangan) (putaran habis)"
    )
    assert trigger_words("tunggu:rusak!manual").en == "tunggu: rusak (by hand)"
