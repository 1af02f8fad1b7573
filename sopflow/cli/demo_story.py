"""Twelve cases over two SOPs: granted, refused, withdrawn, forgotten; and who tried what.

All names are invented; the NIK come from a province that does not exist.
"""

from typing import Any
from uuid import uuid4

from sopflow.cli.demo_stage import Play, Stage
from sopflow.cli.frame import now
from sopflow.domain.evidence import instant
from sopflow.domain.words import Text

SKTM_PAPERS = ("pengantar", "ktp", "kk")
REKLAME_PAPERS = ("ktp", "nib", "gambar", "izin_lahan")
HANDED_SKTM = {"penerima_surat": "Nur Contoh", "identitas_penerima": "ktp"}
HANDED_REKLAME = {"penerima_izin": "Toko Contoh", "identitas_penerima": "ktp"}

JUMP = """
INSERT INTO facts (case_id, seq, version_id, unit_id, kind, source, target, trigger, step, answer,
  role, actor_class, result, person_id, position_id, position_kind, position_name, appointment_id,
  capacity, medium, performed_at, recorded_at, legal_day, public, format, previous_hash, hash)
SELECT f.case_id, l.seq + 1, f.version_id, f.unit_id, f.kind, l.target,
  (SELECT m.id FROM markings m WHERE m.version_id = f.version_id AND m.result = 'granted'),
  'serah:done', 'serah', 'done', f.role, f.actor_class, 'granted', f.person_id, f.position_id,
  f.position_kind, f.position_name, f.appointment_id, f.capacity, f.medium, :now, :now,
  f.legal_day, f.public, f.format, l.hash, f.hash
FROM cases c
JOIN facts l ON l.case_id = c.id AND l.seq = c.seq
JOIN facts f ON f.case_id = c.id AND f.trigger = 'periksa:lengkap'
WHERE c.id = :case
"""
REWRITE = "UPDATE facts SET person_id = 'ratna' WHERE case_id = :case AND seq = 2"
FINISH = """
UPDATE cases SET result = 'granted', closed_at = :now, marking =
  (SELECT m.id FROM markings m WHERE m.version_id = cases.version_id AND m.result = 'granted')
WHERE id = :case
"""


def play_all(stage: Stage) -> None:
    """Play every case, in the order in which they came to the counter."""
    for story in (
        plain_certificate,
        incomplete_certificate,
        certificate_sent_back,
        not_registered,
        withdrawn_in_time,
        forgotten,
        plain_permit,
        mended_permit,
        refused_permit,
        waiting_for_payment,
        waiting_for_the_division,
        waiting_for_the_tax_office,
    ):
        tried = len(stage.attempts)
        story(stage)
        stage.tell(stage.plays[-1], len(stage.attempts) - tried)


def plain_certificate(stage: Stage) -> None:
    """Granted without a detour; a neighbour's head tries to sign, a clerk to open the end."""
    play = _sktm(stage, "Nur Contoh", Text("SKTM, tanpa hambatan", "certificate, without a detour"))
    play.does("ani", "periksa", "lengkap").does("ani", "cek_data", "terdaftar")
    play.tries(
        "agus",
        "ttd",
        "approve",
        Text(
            "Camat hendak menandatangani sebelum Kasi dan Sekcam memaraf",
            "the head wants to sign before the initials of section head and secretary",
        ),
    )
    play.does("eko", "verifikasi", "benar").does("ani", "susun_surat")
    play.does("eko", "paraf_kasi", "approve").does("maya", "paraf_sekcam", "approve")
    play.tries(
        "yusuf",
        "ttd",
        "approve",
        Text(
            "Camat kecamatan lain hendak menandatangani",
            "the head of another sub-district wants to sign",
        ),
    )
    play.tries(
        "ani",
        "ttd",
        "approve",
        Text("pemohon hendak menandatangani sendiri", "the applicant wants to sign it themselves"),
        as_applicant=True,
    )
    play.does("agus", "ttd", "approve")
    play.tries_to_withdraw(
        "ani",
        Text(
            "pemohon hendak menarik permohonan sesudah ditandatangani",
            "the applicant wants to withdraw after the signature",
        ),
    )
    play.does("ani", "serah", fields=HANDED_SKTM)


def incomplete_certificate(stage: Stage) -> None:
    """Sent back once and mended; the clerk first tries to wave it through without the paper."""
    play = _sktm(
        stage,
        "Adi Contoh",
        Text("SKTM, kurang kartu keluarga", "certificate, the family card is missing"),
        papers=("pengantar", "ktp"),
    )
    play.tries(
        "ani",
        "periksa",
        "lengkap",
        Text(
            "petugas hendak meloloskan berkas yang tidak lengkap",
            "the clerk wants to let an incomplete file pass",
        ),
    )
    play.does("ani", "periksa", "kurang", note="Kartu keluarga belum ada")
    play.tries(
        "ani",
        "ajukan",
        "done",
        Text(
            "petugas hendak melengkapi berkas atas nama pemohon tanpa melihat identitasnya",
            "the clerk wants to complete the file for the applicant without seeing an identity",
        ),
        proof=None,
    )
    play.does("ani", "ajukan", papers=("kk",))
    _to_the_signature(play)
    play.does("agus", "ttd", "approve").does("ani", "serah", fields=HANDED_SKTM)


def certificate_sent_back(stage: Stage) -> None:
    """The secretary sends the draft back; the head tries to sign with the old page."""
    play = _sktm(
        stage,
        "Tia Misal",
        Text("SKTM, konsep dikembalikan Sekcam", "certificate, the draft is sent back"),
        unit="kecamatan-misal",
        clerk="nia",
    )
    play.does("nia", "periksa", "lengkap").does("nia", "cek_data", "terdaftar")
    play.does("dodi", "verifikasi", "benar").does("nia", "susun_surat")
    key = uuid4().hex
    play.does("dodi", "paraf_kasi", "approve", key=key)
    play.tries(
        "dodi",
        "paraf_sekcam",
        "approve",
        Text(
            "Kasi memakai lagi kiriman parafnya untuk paraf Sekcam",
            "the section head sends his initials again for those of the secretary",
        ),
        key=key,
    )
    old = play.page.open_steps[0]
    play.does("rina", "paraf_sekcam", "return", note="Nama dusun salah ketik")
    play.does("nia", "susun_surat").does("dodi", "paraf_kasi", "approve")
    play.tries(
        "rina",
        "paraf_sekcam",
        "approve",
        Text(
            "Sekcam menjawab dari halaman lama yang sudah pernah dijawab",
            "the secretary answers from an old page that was answered before",
        ),
        item=(old.item, old.view),
    )
    play.does("rina", "paraf_sekcam", "approve").does("yusuf", "ttd", "approve")
    play.does("nia", "serah", fields=HANDED_SKTM | {"penerima_surat": "Tia Misal"})


def not_registered(stage: Stage) -> None:
    """Refused by a letter that the head signs: a refusal is no way round him either."""
    play = _sktm(
        stage,
        "Joni Contoh",
        Text("SKTM, tidak terdaftar: dirujuk", "certificate, not registered: referred"),
    )
    play.does("ani", "periksa", "lengkap")
    play.does("ani", "cek_data", "tidak_terdaftar", note="NIK tidak ada di data sosial")
    play.does("ani", "susun_rujukan")
    play.tries(
        "ani",
        "serah_rujukan",
        "done",
        Text(
            "petugas hendak menyampaikan penolakan yang belum ditandatangani Camat",
            "the clerk wants to deliver a refusal that the head has not signed",
        ),
    )
    play.does("eko", "paraf_rujukan_kasi", "approve")
    play.does("maya", "paraf_rujukan_sekcam", "approve")
    play.does("agus", "ttd_rujukan", "approve")
    play.does("ani", "serah_rujukan", fields={"penerima_rujukan": "Joni Contoh"})


def withdrawn_in_time(stage: Stage) -> None:
    """Withdrawn by the applicant, who first answers from a page that is no longer true."""
    play = _sktm(stage, "Wulan Contoh", Text("SKTM, ditarik pemohon", "certificate, withdrawn"))
    seen = play.page.seq
    play.does("ani", "periksa", "lengkap")
    play.tries_to_withdraw(
        "ani",
        Text(
            "pemohon menarik permohonan dari halaman yang sudah lewat",
            "the applicant withdraws from a page that is out of date",
        ),
        seen_seq=seen,
    )
    play.withdrawn("ani", "Sudah dapat bantuan lain")
    play.tries(
        "eko",
        "verifikasi",
        "benar",
        Text(
            "Kasi hendak melanjutkan berkas yang sudah ditarik",
            "the section head wants to go on with a withdrawn case",
        ),
    )


def forgotten(stage: Stage) -> None:
    """Left lying on the desk of the section head: it waits, and says for whom."""
    play = _sktm(
        stage,
        "Sri Misal",
        Text("SKTM, terlupa di meja Kasi", "certificate, forgotten by the section head"),
        unit="kecamatan-misal",
        clerk="nia",
    )
    play.does("nia", "periksa", "lengkap").does("nia", "cek_data", "terdaftar")
    play.tries_past_the_engine(
        "operator",
        Text(
            "operator menyisipkan catatan serah terima langsung ke basis data",
            "an operator inserts the hand-over straight into the database",
        ),
        JUMP,
        _values(play),
    )


def plain_permit(stage: Stage) -> None:
    """Granted over two agencies, with the tax assessed and paid."""
    play = _reklame(
        stage,
        "Toko Contoh",
        Text("izin reklame, pajak dibayar", "permit, the tax assessed and paid"),
    )
    _to_the_tax(play)
    play.tries(
        "budi",
        "tetapkan_pajak",
        "done",
        Text(
            "Kasi DPMPTSP hendak menetapkan pajak menggantikan Bapenda",
            "the permit office wants to assess the tax in place of the revenue agency",
        ),
    )
    play.does("joko", "tetapkan_pajak", fields=_tax(2_500_000, "973/0001/SKPD"))
    play.does("sari", "bayar")
    play.does("lina", "konfirmasi", "sah").does("budi", "susun_izin")
    play.does("budi", "paraf_kasi", "approve")
    play.tries(
        "beni",
        "paraf_kabid",
        "approve",
        Text(
            "mantan Kabid hendak memaraf; penunjukannya sudah berakhir",
            "the former division head wants to initial; his appointment has ended",
        ),
    )
    play.does("dewi", "paraf_kabid", "approve").does("hasan", "paraf_sekretaris", "approve")
    play.does("ratna", "ttd", "approve").does("sari", "serah", fields=HANDED_REKLAME)
    play.tries_past_the_engine(
        "operator",
        Text(
            "operator mengganti nama pejabat pada catatan lama",
            "an operator changes the official's name in an old record",
        ),
        REWRITE,
        _values(play),
    )


def mended_permit(stage: Stage) -> None:
    """The design is mended once; a nil assessment needs no payment."""
    play = _reklame(
        stage,
        "Warung Contoh",
        Text("izin reklame, rancangan diperbaiki", "permit, the design is mended"),
    )
    play.does("sari", "periksa", "lengkap").does("budi", "jadwal")
    play.does("tono", "tinjau", fields=_inspection(6, "Menutupi rambu"))
    play.does("wati", "kelayakan", "belum_layak", note="Menutupi rambu lalu lintas")
    play.does("wati", "dapat_diperbaiki", "dapat", note="Geser dua meter dari rambu")
    play.tries(
        "wati",
        "susun_izin",
        "done",
        Text(
            "tim teknis hendak melompat ke konsep izin saat perbaikan belum ada",
            "the technical team wants to jump to the draft while nothing is mended",
        ),
    )
    play.does("sari", "perbaikan", fields={"titik_lokasi": "Jalan Contoh 7, sisi timur"})
    play.does("tono", "tinjau", fields=_inspection(6, "Sudah digeser"))
    play.does("wati", "kelayakan", "layak")
    play.does("joko", "tetapkan_pajak", fields=_tax(0, "973/0002/SKPD-N"))
    play.does("budi", "susun_izin").does("budi", "paraf_kasi", "approve")
    play.does("dewi", "paraf_kabid", "approve").does("hasan", "paraf_sekretaris", "approve")
    play.does("ratna", "ttd", "approve").does("rudi", "serah", fields=HANDED_REKLAME)


def refused_permit(stage: Stage) -> None:
    """Refused, with the initials of every level and the signature of the head."""
    play = _reklame(
        stage,
        "Bengkel Contoh",
        Text("izin reklame, ditolak", "permit, refused"),
    )
    play.does("sari", "periksa", "lengkap").does("budi", "jadwal")
    play.does("tono", "tinjau", fields=_inspection(40, "Di atas trotoar"))
    play.does("wati", "kelayakan", "belum_layak", note="Berdiri di atas trotoar")
    play.does("wati", "dapat_diperbaiki", "tidak_dapat", note="Tidak ada ruang di luar trotoar")
    play.does("budi", "susun_tolak").does("budi", "paraf_tolak_kasi", "approve")
    play.tries(
        "dewi",
        "paraf_tolak_kabid",
        "langsung_ttd",
        Text(
            "Kabid memberi jawaban yang tidak ada dalam SOP",
            "the division head gives an answer that the SOP does not have",
        ),
    )
    play.does("dewi", "paraf_tolak_kabid", "approve")
    play.does("hasan", "paraf_tolak_sekretaris", "approve").does("ratna", "ttd_tolak", "approve")
    play.does("sari", "serah_tolak", fields={"penerima_tolak": "Bengkel Contoh"})


def waiting_for_payment(stage: Stage) -> None:
    """Waits for the applicant, and the service clock stands still."""
    play = _reklame(
        stage,
        "Salon Contoh",
        Text("izin reklame, menunggu pembayaran", "permit, waiting for the payment"),
    )
    _to_the_tax(play)
    play.does("joko", "tetapkan_pajak", fields=_tax(750_000, "973/0003/SKPD"))
    play.tries(
        "lina",
        "konfirmasi",
        "sah",
        Text(
            "bendahara hendak mengonfirmasi pembayaran yang belum ada",
            "the treasurer wants to confirm a payment that was not made",
        ),
    )


def waiting_for_the_division(stage: Stage) -> None:
    """Waits for the division head's initials; nobody may give them for her."""
    play = _reklame(
        stage,
        "Apotek Contoh",
        Text("izin reklame, terlupa di meja Kabid", "permit, forgotten by the division head"),
    )
    _to_the_tax(play)
    play.does("joko", "tetapkan_pajak", fields=_tax(0, "973/0004/SKPD-N"))
    play.does("budi", "susun_izin")
    play.tries(
        "budi",
        "paraf_kasi",
        "return",
        Text("Kasi mengembalikan konsep tanpa alasan", "the section head returns without a reason"),
    )
    play.does("budi", "paraf_kasi", "approve")
    play.tries(
        "hasan",
        "paraf_kabid",
        "approve",
        Text(
            "Sekretaris hendak memaraf di tempat Kabid",
            "the secretary wants to initial in place of the division head",
        ),
    )
    play.tries_past_the_engine(
        "operator",
        Text(
            "operator mengubah baris berkas menjadi terbit",
            "an operator sets the case to granted",
        ),
        FINISH,
        _values(play),
    )


def waiting_for_the_tax_office(stage: Stage) -> None:
    """Waits at the other agency, where a clerk has taken an inspection on before."""
    play = _reklame(
        stage,
        "Kafe Contoh",
        Text("izin reklame, menunggu Bapenda", "permit, waiting for the revenue agency"),
    )
    play.does("sari", "periksa", "lengkap").does("budi", "jadwal")
    play.takes("tono", "tinjau")
    play.tries(
        "wati",
        "tinjau",
        "done",
        Text(
            "anggota tim lain hendak mengisi hasil tinjauan yang dipegang rekannya",
            "a colleague wants to fill in an inspection that another has taken on",
        ),
    )
    play.does("tono", "tinjau", fields=_inspection(8, "Sesuai rancangan"))
    play.does("wati", "kelayakan", "layak")


def _sktm(
    stage: Stage,
    name: str,
    words: Text,
    *,
    unit: str = "kecamatan-contoh",
    clerk: str = "ani",
    papers: tuple[str, ...] = SKTM_PAPERS,
) -> Play:
    fields = {**_person(stage, name), "keperluan": "pendidikan"}
    return stage.open("sktm", unit, by=clerk, fields=fields, papers=papers, words=words)


def _reklame(stage: Stage, name: str, words: Text) -> Play:
    fields = {
        **_person(stage, name),
        "jenis_reklame": "papan",
        "isi_reklame": f"{name}, buka setiap hari",
        "titik_lokasi": "Jalan Contoh 7",
        "luas": "6",
    }
    return stage.open(
        "izin-reklame", "dpmptsp", by="sari", fields=fields, papers=REKLAME_PAPERS, words=words
    )


def _person(stage: Stage, name: str) -> dict[str, Any]:
    number = len(stage.plays) + 1
    return {
        "nama": name,
        "nik": f"{number:016d}",
        "alamat": f"Jalan Contoh {number}, Kota Contoh",
        "email": f"pemohon{number}@warga.example",
    }


def _to_the_signature(play: Play) -> None:
    play.does("ani", "periksa", "lengkap").does("ani", "cek_data", "terdaftar")
    play.does("eko", "verifikasi", "benar").does("ani", "susun_surat")
    play.does("eko", "paraf_kasi", "approve").does("maya", "paraf_sekcam", "approve")


def _to_the_tax(play: Play) -> None:
    play.does("sari", "periksa", "lengkap").does("budi", "jadwal")
    play.does("tono", "tinjau", fields=_inspection(6, "Sesuai rancangan"))
    play.does("wati", "kelayakan", "layak")


def _inspection(area: int, found: str) -> dict[str, Any]:
    return {"luas_terukur": str(area), "hasil_tinjauan": found}


def _tax(rupiah: int, number: str) -> dict[str, Any]:
    return {"nilai_pajak": str(rupiah), "nomor_skpd": number}


def _values(play: Play) -> dict[str, Any]:
    return {"case": play.case_id, "now": instant(now())}
