"""Small SOPs that wait for what comes from outside, in force at every sub-district."""

import secrets
from typing import Any

from sopflow.compiler.compile import compile_text
from sopflow.domain.cases import Advance, Open, Receipt
from sopflow.domain.machines import Machine
from sopflow.domain.refusals import Refusal
from sopflow.domain.words import AnswerId, CaseId, UnitId, WorkItemId
from sopflow.services.cases import Opened, advance_case, open_case
from sopflow.store.store import Store
from tests.checker import faults_of
from tests.office import ROOT, caller, filled_form, let_in_force, rows

UNIT = UnitId("kecamatan-contoh")
_SKTM = (ROOT / "definitions" / "sktm" / "1.0.0.yaml").read_text(encoding="utf-8")
_HEAD = _SKTM.partition("\nlangkah:\n")[0].replace("biaya: Gratis", "biaya: Sesuai tarif daerah")
for _paper in ("Letter of the lurah", "Copy of the identity card", "Copy of the family card"):
    _HEAD = _HEAD.replace(f"en: {_paper} }} }}", f"en: {_paper} }}, wajib: tidak }}")
_NOTICES = _SKTM[_SKTM.index("\npemberitahuan:\n") :].partition("\n  - saat: serah.masuk")[0]
_ENDED = """
  - saat: akhir
    kepada: pemohon
    kanal: [email]
"""
FIRST = """
  - id: ajukan
    kegiatan: { id: Mengajukan permohonan, en: Apply }
    pelaksana: pemohon
    jam: berhenti
    batas: 14 hari kalender
    bila_lewat: gugur
"""
CHECK = """
  - id: periksa
    kegiatan: { id: Memeriksa berkas, en: Check the file }
    pelaksana: loket
    mutu: { kelengkapan: [Berkas], waktu: 5 menit, keluaran: Berkas lengkap }
    putusan:
      tanya: Apakah berkas lengkap?
      jawab:
        lengkap: { ke: rekam, sifat: mendukung }
        kurang: { ke: ajukan, sifat: netral, maks_putaran: 2, bila_putaran_habis: putus }
  - id: putus
    kegiatan: { id: Memutuskan kelengkapan berkas, en: Decide on the file }
    pelaksana: sekcam
    mutu: { kelengkapan: [Berkas], waktu: 5 menit, keluaran: Putusan }
    opsional: Hanya bila berkas tiga kali kurang.
    ke: periksa
"""
RECORD = """
  - id: rekam
    kegiatan: { id: Merekam data, en: Record the data }
    pelaksana: loket
    mutu: { kelengkapan: [Berkas], waktu: 5 menit, keluaran: Rekaman }
    isian:
      nomor_rekaman: { label: { id: Nomor rekaman, en: Record number }, jenis: teks, wajib: ya }
"""
WAIT = """
  - id: tunggu
    kegiatan: { id: Menunggu hasil AFIS, en: Wait for AFIS }
    jenis: kabar
    sumber: afis
    kunci: isian.nomor_rekaman
    kewajiban: ketunggalan
    putusan:
      jawab:
        tunggal: { ke: tutup, sifat: mendukung }
        rusak: { ke: rekam, sifat: netral, maks_putaran: 2, bila_putaran_habis: telusuri }
        ganda: { ke: telusuri, sifat: menentang }
    batas: 3 hari kerja
    bila_lewat: telusuri
    konfirmasi: kasi
  - id: telusuri
    kegiatan: { id: Menelusuri data ganda, en: Look into the duplicate }
    pelaksana: kasi
    mutu: { kelengkapan: [Rekaman], waktu: 10 menit, keluaran: Putusan }
    kewajiban: ketunggalan
    mengatasi: [tunggu]
    putusan:
      jawab:
        sah: { ke: tutup, sifat: mendukung }
        belum: { ke: rekam, sifat: netral, maks_putaran: 1, bila_putaran_habis: putus_camat }
  - id: putus_camat
    kegiatan: { id: Memutuskan ketunggalan, en: Decide on the uniqueness }
    pelaksana: camat
    mutu: { kelengkapan: [Rekaman], waktu: 10 menit, keluaran: Putusan }
    kewajiban: ketunggalan
    ke: tutup
"""
MEASURE = """
  - id: rekam
    kegiatan: { id: Mengukur bidang, en: Measure the area }
    pelaksana: loket
    mutu: { kelengkapan: [Berkas], waktu: 5 menit, keluaran: Ukuran }
    isian:
      luas: { label: { id: Luas (m2), en: Area (m2) }, jenis: angka, wajib: ya, min: 0, maks: 1000 }
"""
PAY = """
  - id: bayar
    kegiatan: { id: Membayar retribusi, en: Pay the fee }
    jenis: bayar
    pelaksana: pemohon
    tagihan: { rumus: isian.luas * 12500, jenis: retribusi, sumber: bank, kanal: [qris, va] }
    konfirmasi: kasi
    jam: berhenti
    batas: 30 hari kalender
    bila_lewat: gugur
"""
CALL = """
  - id: minta
    kegiatan: { id: Meminta SKTM pemohon, en: Ask for the certificate }
    jenis: panggil
    sop: sktm
    beri:
      nama: formulir.nama
      nik: formulir.nik
      alamat: formulir.alamat
      keperluan: "'kesehatan'"
      pengantar: persyaratan.pengantar
      ktp: persyaratan.ktp
      kk: persyaratan.kk
    wajib: [ttd, serah]
    kewajiban: ketunggalan
    hasil:
      disetujui: { ke: tutup, sifat: mendukung }
      ditolak: { ke: rekam, sifat: netral, maks_putaran: 1, bila_putaran_habis: telusuri }
      dicabut: { ke: telusuri, sifat: menentang }
      gugur: { ke: telusuri, sifat: menentang }
    batas: 10 hari kerja
    bila_lewat: telusuri
"""
CLOSE = """
  - id: tutup
    kegiatan: { id: Menutup berkas, en: Close the file }
    pelaksana: camat
    mutu: { kelengkapan: [Berkas], waktu: 5 menit, keluaran: Catatan }
    ke: beres
"""
ENDS = """
akhir:
  beres: { hasil: selesai, label: { id: Beres, en: Done } }
  gugur: { hasil: gugur, label: { id: Gugur, en: Lapsed } }
"""


def sop(code: str, *steps: str, ends: str = ENDS) -> str:
    """The text of a small SOP with these rows between the opening and the ends."""
    head = _HEAD.replace("kode: sktm", f"kode: {code}").replace(
        "jam_mulai: periksa.lengkap", "jam_mulai: ajukan.selesai"
    )
    rows_ = "".join((FIRST, *steps))
    return head + "\nlangkah:" + rows_ + ends + _NOTICES + _ENDED


TOLD = """
  - saat: bayar.masuk
    kepada: pemohon
    kanal: [email]
    pesan: { id: "Bayar {tagihan} paling lambat {batas}", en: "Pay {tagihan} by {batas}" }
"""
RETRIBUSI = sop("retribusi", CHECK, MEASURE, PAY, CLOSE) + TOLD.removeprefix("\n")
_AFTER = WAIT[WAIT.index("  - id: telusuri") :].replace("mengatasi: [tunggu]", "mengatasi: [minta]")
BANTUAN = sop("bantuan", CHECK, RECORD, CALL, "\n" + _AFTER, CLOSE)
KARTU = sop("kartu", CHECK, RECORD, WAIT, CLOSE)


def compiled(text: str) -> Machine:
    """The machine of a text that has no error."""
    done = compile_text(text, file="kecil.yaml")
    assert done.machine is not None, [(d.code, d.message.id) for d in done.diagnostics]
    return done.machine


def put_in_force(store: Store, text: str) -> Machine:
    """Publish a text that has no error."""
    let_in_force(store, text)
    return compiled(text)


def started(store: Store, machine: Machine, **fields: Any) -> Opened:
    """A case that an applicant has just opened at the counter."""
    given = filled_form(machine.procedure)
    given = type(given)({**given.fields, **fields}, given.requirements)
    command = Open(CaseId(secrets.token_hex(8)), secrets.token_hex(8), given, proof="KTP dilihat")
    done = open_case(
        store, command, sop_code=machine.procedure.code, unit=UNIT, caller=caller("ani")
    )
    assert isinstance(done, Opened), done
    return done


def items(store: Store, case: CaseId) -> dict[str, dict[str, Any]]:
    """The open items of a case by step."""
    found = rows(
        store, "SELECT * FROM work_items WHERE case_id = :c AND closed_seq IS NULL", c=case
    )
    return {item["step"]: item for item in found}


def answered(
    store: Store, case: CaseId, step: str, answer: str, who: str, **more: Any
) -> Receipt | Refusal:
    """What comes of an answer at a step."""
    item = items(store, case)[step]
    command = Advance(
        case,
        WorkItemId(item["id"]),
        item["view"],
        AnswerId(answer),
        secrets.token_hex(8),
        note="alasan contoh",
        **more,
    )
    return advance_case(store, command, caller=caller(who))


def give(store: Store, case: CaseId, step: str, answer: str, who: str, **more: Any) -> Receipt:
    """Answer a step."""
    done = answered(store, case, step, answer, who, **more)
    assert isinstance(done, Receipt), done
    return done


def right(store: Store, case: CaseId) -> None:
    """The record of the case holds, seen from outside the engine."""
    with store.reading() as connection:
        assert faults_of(connection, case) == []
