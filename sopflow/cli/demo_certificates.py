"""Six applications for a certificate of insufficient means, in two sub-districts."""

from uuid import uuid4

from sopflow.cli.demo_lock import JUMP
from sopflow.cli.demo_stage import Play, Stage, applicant, values_of
from sopflow.domain.words import Text

PAPERS = ("pengantar", "ktp", "kk")
HANDED = {"penerima_surat": "Nur Contoh", "identitas_penerima": "ktp"}


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
    play.does("ani", "serah", fields=HANDED)


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
    play.does("agus", "ttd", "approve").does("ani", "serah", fields=HANDED)


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
    play.does("nia", "serah", fields=HANDED | {"penerima_surat": "Tia Misal"})


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
        values_of(play),
    )


def _sktm(
    stage: Stage,
    name: str,
    words: Text,
    *,
    unit: str = "kecamatan-contoh",
    clerk: str = "ani",
    papers: tuple[str, ...] = PAPERS,
) -> Play:
    fields = {**applicant(stage, name), "keperluan": "pendidikan"}
    return stage.open("sktm", unit, by=clerk, fields=fields, papers=papers, words=words)


def _to_the_signature(play: Play) -> None:
    play.does("ani", "periksa", "lengkap").does("ani", "cek_data", "terdaftar")
    play.does("eko", "verifikasi", "benar").does("ani", "susun_surat")
    play.does("eko", "paraf_kasi", "approve").does("maya", "paraf_sekcam", "approve")
