"""Six applications for an advertising permit, over two agencies."""

from typing import Any

from sopflow.cli.demo_lock import FINISH, REWRITE
from sopflow.cli.demo_stage import Play, Stage, applicant, values_of
from sopflow.domain.words import Text

PAPERS = ("ktp", "nib", "gambar", "izin_lahan")
HANDED = {"penerima_izin": "Toko Contoh", "identitas_penerima": "ktp"}


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
    play.does("ratna", "ttd", "approve").does("sari", "serah", fields=HANDED)
    play.tries_past_the_engine(
        "operator",
        Text(
            "operator mengganti nama pejabat pada catatan lama",
            "an operator changes the official's name in an old record",
        ),
        REWRITE,
        values_of(play),
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
    play.does("ratna", "ttd", "approve").does("rudi", "serah", fields=HANDED)


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
        values_of(play),
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


def _reklame(stage: Stage, name: str, words: Text) -> Play:
    fields = {
        **applicant(stage, name),
        "jenis_reklame": "papan",
        "isi_reklame": f"{name}, buka setiap hari",
        "titik_lokasi": "Jalan Contoh 7",
        "luas": "6",
    }
    return stage.open(
        "izin-reklame", "dpmptsp", by="sari", fields=fields, papers=PAPERS, words=words
    )


def _to_the_tax(play: Play) -> None:
    play.does("sari", "periksa", "lengkap").does("budi", "jadwal")
    play.does("tono", "tinjau", fields=_inspection(6, "Sesuai rancangan"))
    play.does("wati", "kelayakan", "layak")


def _inspection(area: int, found: str) -> dict[str, Any]:
    return {"luas_terukur": str(area), "hasil_tinjauan": found}


def _tax(rupiah: int, number: str) -> dict[str, Any]:
    return {"nilai_pajak": str(rupiah), "nomor_skpd": number}
