"""The fixed words of the office's papers, in both languages. No word here comes from a case."""

from dataclasses import dataclass

from sopflow.domain.words import Text

LETTER = "surat"


@dataclass(frozen=True, slots=True)
class Wording:
    """What stands before and after the applicant's data. `{case}` is the case's number."""

    opening: Text
    closing: tuple[Text, ...]
    gives_reasons: bool = False


TEMPLATES = {
    "izin": Wording(
        opening=Text(
            "Berdasarkan permohonan dengan nomor berkas {case} dan hasil pemeriksaan menurut "
            "prosedur {service}, dengan ini diberikan izin kepada:",
            "On the application with case number {case} and the examination under the procedure "
            "{service}, a permit is hereby given to:",
        ),
        closing=(
            Text(
                "Pemegang izin wajib mematuhi ketentuan peraturan perundang-undangan. Keputusan "
                "ini berlaku sejak tanggal ditetapkan.",
                "The holder shall comply with the laws and regulations. This decision takes "
                "effect on the day of its date.",
            ),
        ),
    ),
    "penolakan": Wording(
        opening=Text(
            "Setelah memeriksa permohonan dengan nomor berkas {case} menurut prosedur {service}, "
            "dengan hormat kami sampaikan bahwa permohonan berikut tidak dapat dikabulkan:",
            "Having examined the application with case number {case} under the procedure "
            "{service}, we regret to say that the following application cannot be granted:",
        ),
        closing=(
            Text(
                "Terhadap keputusan ini Saudara dapat mengajukan keberatan secara tertulis dalam "
                "jangka waktu menurut Undang-Undang Nomor 30 Tahun 2014 tentang Administrasi "
                "Pemerintahan.",
                "You may object to this decision in writing within the time that Law 30/2014 on "
                "Government Administration allows.",
            ),
        ),
        gives_reasons=True,
    ),
    "pembatalan": Wording(
        opening=Text(
            "Setelah memeriksa permohonan dengan nomor berkas {case} menurut prosedur {service}, "
            "dengan hormat kami sampaikan bahwa permohonan berikut dibatalkan:",
            "Having examined the application with case number {case} under the procedure "
            "{service}, we inform you that the following application is cancelled:",
        ),
        closing=(
            Text(
                "Saudara dapat mengajukan permohonan baru. Terhadap keputusan ini Saudara dapat "
                "mengajukan keberatan secara tertulis dalam jangka waktu menurut Undang-Undang "
                "Nomor 30 Tahun 2014 tentang Administrasi Pemerintahan.",
                "You may apply again. You may object to this decision in writing within the time "
                "that Law 30/2014 on Government Administration allows.",
            ),
        ),
        gives_reasons=True,
    ),
    "rekomendasi": Wording(
        opening=Text(
            "Berdasarkan permohonan dengan nomor berkas {case} dan hasil penilaian teknis menurut "
            "prosedur {service}, dengan ini kami memberikan rekomendasi mengenai:",
            "On the application with case number {case} and the technical assessment under the "
            "procedure {service}, we hereby recommend concerning:",
        ),
        closing=(
            Text(
                "Rekomendasi ini menjadi dasar keputusan instansi pemberi izin dan bukan izin.",
                "This recommendation is the basis of the licensing office's decision and no "
                "permit.",
            ),
        ),
    ),
    LETTER: Wording(
        opening=Text(
            "Berdasarkan permohonan dengan nomor berkas {case} dan hasil pemeriksaan menurut "
            "prosedur {service}, dengan ini diterangkan mengenai:",
            "On the application with case number {case} and the examination under the procedure "
            "{service}, this is to state concerning:",
        ),
        closing=(
            Text(
                "Demikian surat ini dibuat untuk dipergunakan sebagaimana mestinya.",
                "This letter is made to be used as is proper.",
            ),
        ),
    ),
}


def wording_of(template: str | None) -> Wording:
    """Find the words for a layout: `izin-reklame` is an `izin`; what is unknown is a letter."""
    parts = (template or LETTER).split("-")
    return next((TEMPLATES[name] for name in TEMPLATES if name in parts), TEMPLATES[LETTER])


RESULT = Text("Hasil: {result}.", "Result: {result}.")
REASON = Text("Alasan: {reason}", "Reason: {reason}")
NUMBER = Text("Nomor", "Number")
LEGAL_BASIS = Text("Dasar hukum:", "Legal basis:")
DATED = Text("Ditetapkan pada tanggal {date}", "Decided on {date}")
SIGNED = Text(
    "Ditandatangani dalam sistem elektronik\n{date}, pukul {time} {zone}",
    "Signed in the electronic system\n{date}, at {time} {zone}",
)
ACTS = Text(
    "Riwayat pemeriksaan, paraf, dan tanda tangan", "Record of examination, initials and signature"
)
COLUMNS = (
    Text("No.", "No."),
    Text("Kegiatan", "Activity"),
    Text("Pejabat", "Official"),
    Text("Waktu", "Time"),
)
CHECK = Text(
    "Dapat diperiksa di {address} dengan nomor berkas {case}. "
    "Dibuat dari catatan ke-{seq}, bukti keaslian:",
    "Can be checked at {address} with case number {case}. Made from record {seq}, digest:",
)
CAPACITIES = {
    "plt": Text("Pelaksana Tugas (Plt.)", "Acting (post vacant)"),
    "plh": Text("Pelaksana Harian (Plh.)", "Acting (holder away)"),
    "mandate": Text("atas mandat", "by mandate"),
    "substitute": Text("pengganti", "substitute"),
    "superior": Text("sebagai atasan", "as superior"),
    "attested": Text("dikukuhkan", "attested"),
}
"""How a capacity is written beside a position; the definitive holder needs no word."""
