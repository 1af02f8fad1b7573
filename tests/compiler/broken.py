"""Shipped definitions, each broken by one edit, with the code and the line that must be blamed."""

from dataclasses import dataclass
from pathlib import Path

DEFINITIONS = Path(__file__).parents[2] / "definitions"
REKLAME = "izin-reklame/1.0.0.yaml"
SKTM = "sktm/1.0.0.yaml"
PBG = "pbg-rumah-tinggal/1.0.0.yaml"
LIBRARY = [p.relative_to(DEFINITIONS).as_posix() for p in sorted(DEFINITIONS.glob("*/[0-9]*.yaml"))]


@dataclass(frozen=True, slots=True)
class Broken:
    """One edit of a definition. `line` is the whole text of the line that must be blamed."""

    name: str
    file: str
    old: str
    new: str
    code: str
    line: str
    says: tuple[str, ...] = ()
    fails: str | None = None

    def text(self) -> str:
        """Give the broken file."""
        whole = definition(self.file)
        assert whole.count(self.old) == 1, (self.name, whole.count(self.old))
        return whole.replace(self.old, self.new)


def definition(file: str) -> str:
    """Read a shipped definition."""
    return (DEFINITIONS / file).read_text(encoding="utf-8")


BROKEN = (
    Broken(
        name="an answer that goes round the Kabid",
        file=REKLAME,
        old="opsional: Hanya dijalani bila konsep dua kali dikembalikan oleh jenjang yang sama.\n"
        "    ke: susun_izin",
        new="opsional: Hanya dijalani bila konsep dua kali dikembalikan oleh jenjang yang sama.\n"
        "    ke: paraf_sekretaris",
        code="SOP201",
        line="    ke: paraf_sekretaris",
        says=("Kabid Perizinan (memaraf konsep izin)", "Kasi Perizinan memaraf konsep izin: kemb"),
        fails="P2 P3",
    ),
    Broken(
        name="a jump past the Kasi's draft and initials although the Kasi acted earlier",
        file=REKLAME,
        old="sah: { ke: susun_izin,",
        new="sah: { ke: paraf_kabid,",
        code="SOP201",
        line="        sah: { ke: paraf_kabid, sifat: mendukung, label: { id: Diterima, en: Received } }",  # noqa: E501
        says=(
            "Kasi Perizinan menjadwalkan peninjauan lapangan",
            "izin terbit tanpa Kasi Perizinan (menyusun konsep izin), Kasi Perizinan (memaraf",
        ),
        fails="P2 P3",
    ),
    Broken(
        name="a refusal that the head never sees",
        file=REKLAME,
        old="tidak_dapat: { ke: susun_tolak,",
        new="tidak_dapat: { ke: serah_tolak,",
        code="SOP202",
        line="        tidak_dapat: { ke: serah_tolak, sifat: menentang, "
        "label: { id: Tidak dapat diperbaiki, en: Cannot be mended } }",
        says=("permohonan ditolak tanpa Kepala Dinas", "tidak dapat diperbaiki"),
        fails="P2",
    ),
    Broken(
        name="a grant over an opposing answer without a named decider",
        file=REKLAME,
        old="    mengatasi: [kelayakan]\n",
        new="",
        code="SOP204",
        line="        disetujui: { ke: tetapkan_pajak, sifat: mendukung, "
        "label: { id: Dapat disetujui, en: Can be approved }, alasan: wajib }",
        says=("Tim Teknis menilai kelayakan pemasangan: belum layak", "walaupun Tim Teknis"),
    ),
    Broken(
        name="a loop that cannot end",
        file=REKLAME,
        old="    ke: konfirmasi\n",
        new="    ke: rekonsiliasi\n",
        code="SOP104",
        line="  - id: rekonsiliasi",
        says=("Bendahara Penerimaan Bapenda mengonfirmasi penerimaan pajak: belum diterima",),
        fails="P1",
    ),
    Broken(
        name="a loop without a bound",
        file=SKTM,
        old="          maks_putaran: 2\n          bila_putaran_habis: putus_verifikasi\n",
        new="",
        code="SOP105",
        line="          ke: ajukan",
        says=("ajukan → periksa → cek_data → verifikasi → ajukan",),
    ),
    Broken(
        name="a step nobody reaches",
        file=REKLAME,
        old="bila_putaran_habis: rekonsiliasi",
        new="bila_putaran_habis: bayar",
        code="SOP102",
        line="  - id: rekonsiliasi",
        fails="P1",
    ),
    Broken(
        name="an unknown role",
        file=REKLAME,
        old="    pelaksana: bendahara\n",
        new="    pelaksana: bendahra\n",
        code="SOP205",
        line="    pelaksana: bendahra",
        says=("`bendahra`",),
    ),
    Broken(
        name="a duration without kind of day",
        file=REKLAME,
        old="waktu: 3 hari kerja",
        new="waktu: 3 hari",
        code="SOP301",
        line="    mutu: { kelengkapan: [Surat tugas, Daftar periksa], waktu: 3 hari, "
        "keluaran: Berita acara peninjauan }",
        says=("hari kerja atau hari kalender",),
    ),
    Broken(
        name="a bare Menit",
        file=SKTM,
        old="waktu: 5 menit, keluaran: Hasil cek",
        new="waktu: Menit, keluaran: Hasil cek",
        code="SOP302",
        line="    mutu: { kelengkapan: [Berkas lengkap, Akses data sosial], waktu: Menit, "
        "keluaran: Hasil cek }",
        says=("tidak menyebut angka",),
    ),
    Broken(
        name="an approval that stands after the file was changed",
        file=REKLAME,
        old="""    tetap:
      periksa: Perbaikan mengikuti catatan tim teknis; kelengkapan persyaratan tidak dinilai ulang.
      putus_berkas: Perbaikan mengikuti catatan tim teknis; kelengkapan persyaratan tidak dinilai ulang.
""",  # noqa: E501 - the lines of the file
        new="",
        code="SOP203",
        line="    mengubah: [gambar, isi_reklame, titik_lokasi, luas, jenis_reklame]",
        says=("`perbaikan` mengubah", "Petugas Front Office/Kasi Perizinan (memeriksa", "basi"),
        fails="P4",
    ),
    Broken(
        name="a missing identity field",
        file=SKTM,
        old="  peringatan: Surat tanpa paraf berjenjang dan tanda tangan Camat tidak berlaku.\n",
        new="",
        code="SOP601",
        line="  kode: sktm",
        says=("`peringatan`",),
    ),
    Broken(
        name="a duplicate id",
        file=REKLAME,
        old="  - id: jadwal\n",
        new="  - id: periksa\n",
        code="SOP010",
        line="  - id: periksa",
        says=("`periksa` dipakai dua kali",),
    ),
    Broken(
        name="a fee step in a free service",
        file=REKLAME,
        old="biaya: Pajak reklame sesuai SKPD Badan Pendapatan Daerah; "
        "izinnya tidak dikenai retribusi",
        new="biaya: Gratis",
        code="SOP605",
        line="    jenis: bayar",
        says=("gratis", "`bayar`"),
    ),
)
