"""What a refusal says to people: what happened and how to go on, in both languages.

Each edge adds its own status to a code (`web/refused.py`, `cli/exits.py`); a guard test sees that
no code lacks a wording, a status or an exit code.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.words import Text


@dataclass(frozen=True, slots=True)
class Wording:
    """Why the command was not recorded, and the cure."""

    message: Text
    cure: Text


def worded(refusal: Refusal, names: Mapping[str, str] | None = None) -> Wording:
    """Word a refusal. `names` gives the words for ids of roles, steps, papers and persons."""
    wording = WORDINGS[refusal.code]
    filling = _Filling({key: _said(value, names or {}) for key, value in refusal.details.items()})
    if refusal.code is RefusalCode.FIELD_INVALID:
        return Wording(_faults(refusal, names or {}), wording.cure)
    return Wording(_fill(wording.message, filling), _fill(wording.cure, filling))


class _Filling(dict[str, str]):
    """Detail values by name; a detail that a refusal does not bring is left out of the words."""

    def __missing__(self, key: str) -> str:
        return "…"


def _fill(words: Text, filling: Mapping[str, str]) -> Text:
    return Text(words.id.format_map(filling), words.en.format_map(filling))


def _said(value: object, names: Mapping[str, str]) -> str:
    if value is None:
        return "sopflow"  # an automatic step has no role
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, Iterable):
        return ", ".join(_said(part, names) for part in value)
    return str(value)


def _faults(refusal: Refusal, names: Mapping[str, str]) -> Text:
    faults = refusal.details.get("faults")
    assert isinstance(faults, Mapping), refusal
    parts = [(names.get(name, name), FAULTS[fault]) for name, fault in sorted(faults.items())]
    return Text(
        "; ".join(f"{name} {fault.id}" for name, fault in parts),
        "; ".join(f"{name} {fault.en}" for name, fault in parts),
    )


def _wording(message: tuple[str, str], cure: tuple[str, str]) -> Wording:
    return Wording(Text(*message), Text(*cure))


WORDINGS: Mapping[RefusalCode, Wording] = {
    RefusalCode.CASE_CLOSED: _wording(
        ("berkas ini sudah selesai", "this case is closed"),
        (
            "lihat hasilnya; yang belum puas mengajukan keberatan atau berkas baru",
            "see its result; whoever disagrees files an objection or a new case",
        ),
    ),
    RefusalCode.STALE_VIEW: _wording(
        (
            "berkas berubah sejak Anda membukanya",
            "the case has changed since you opened it",
        ),
        ("baca yang baru, lalu putuskan lagi", "read what is new, then decide again"),
    ),
    RefusalCode.ITEM_NOT_OPEN: _wording(
        (
            "belum giliran kegiatan itu, atau sudah dikerjakan",
            "it is not the turn of that step, or it is done already",
        ),
        (
            "lihat kegiatan mana yang sedang menunggu",
            "see which step is waiting",
        ),
    ),
    RefusalCode.NOT_YOUR_ROLE: _wording(
        (
            "kegiatan ini bukan bagian Anda, melainkan {role}",
            "this step is not yours but belongs to {role}",
        ),
        ("serahkan kepada yang berwenang", "leave it to whom it belongs"),
    ),
    RefusalCode.NO_APPOINTMENT: _wording(
        (
            "Anda tidak memegang jabatan untuk kegiatan ini di unit berkas, pada hari ini",
            "you hold no post for this step in the unit of the case today",
        ),
        (
            "pejabatnya, atau penggantinya dengan surat, yang mengerjakan",
            "its official does it, or a substitute with a letter",
        ),
    ),
    RefusalCode.CLAIMED_BY_OTHER: _wording(
        ("kegiatan ini sedang dipegang {by}", "{by} has taken this step on"),
        (
            "minta yang bersangkutan mengerjakan atau melepasnya",
            "ask them to do it or to give it back",
        ),
    ),
    RefusalCode.UNKNOWN_ANSWER: _wording(
        ("jawaban itu tidak ada pada kegiatan ini", "this step has no such answer"),
        ("pilih salah satu: {answers}", "choose one: {answers}"),
    ),
    RefusalCode.NOT_AN_ARC: _wording(
        (
            "SOP tidak punya jalan itu dari tempat berkas sekarang",
            "the SOP has no such way from where the case stands",
        ),
        ("lihat jawaban yang boleh diberikan", "see which answers may be given"),
    ),
    RefusalCode.ROUNDS_USED_UP: _wording(
        (
            "batas {rounds} kali untuk jawaban ini sudah tercapai",
            "this answer may be given {rounds} times, and was",
        ),
        ("pilih jawaban lain yang masih terbuka", "choose another answer that is still open"),
    ),
    RefusalCode.REASON_MISSING: _wording(
        ("jawaban ini harus disertai alasan", "this answer needs a reason"),
        ("tuliskan alasannya", "write the reason"),
    ),
    RefusalCode.REQUIREMENT_MISSING: _wording(
        ("persyaratan belum lengkap: {missing}", "papers are missing: {missing}"),
        (
            "kembalikan kepada pemohon untuk dilengkapi",
            "send it back to the applicant to complete",
        ),
    ),
    RefusalCode.FIELD_INVALID: _wording(
        ("isian belum benar", "something was not filled in right"),
        ("perbaiki isian itu, lalu kirim lagi", "mend it and send again"),
    ),
    RefusalCode.OBLIGATION_OPEN: _wording(
        (
            "berkas belum boleh berakhir: masih wajib {roles}",
            "the case may not end yet: {roles} must still act",
        ),
        (
            "selesaikan dahulu kegiatan yang wajib",
            "first finish the steps that must be done",
        ),
    ),
    RefusalCode.KEY_REUSED: _wording(
        (
            "formulir ini sudah pernah dikirim dengan isi yang lain",
            "this form was already sent with other content",
        ),
        ("muat ulang halaman, lalu kirim lagi", "load the page again and send anew"),
    ),
    RefusalCode.NOT_IN_FORCE: _wording(
        (
            "SOP {sop} tidak berlaku di unit {unit}",
            "the SOP {sop} is not in force at the unit {unit}",
        ),
        ("buka berkas di unit yang melayaninya", "open the case at a unit that serves it"),
    ),
    RefusalCode.NOT_WITHDRAWABLE: _wording(
        (
            "berkas tidak dapat ditarik lagi: sudah ditandatangani",
            "the case can no longer be withdrawn: it has been signed",
        ),
        (
            "ambil hasilnya, atau ajukan pencabutan",
            "collect the result, or ask for its revocation",
        ),
    ),
    RefusalCode.NOT_CANCELLABLE: _wording(
        (
            "berkas ini tidak dapat dibatalkan kantor",
            "the office cannot cancel this case",
        ),
        (
            "lanjutkan menurut SOP; yang sudah ditandatangani hanya dapat dicabut",
            "go on as the procedure says; what was signed can only be revoked",
        ),
    ),
    RefusalCode.NOT_DUE: _wording(
        ("batas waktunya belum lewat", "the term has not run out"),
        ("tunggu sampai batas waktu", "wait until the term ends"),
    ),
    RefusalCode.NOTICE_NOT_DELIVERED: _wording(
        (
            "pemberitahuan kepada pemohon belum terbukti sampai",
            "there is no proof that the notice reached the applicant",
        ),
        (
            "sampaikan di loket atau lewat surat, lalu catat buktinya",
            "serve it at the counter or by post and record the proof",
        ),
    ),
    RefusalCode.PROOF_MISSING: _wording(
        (
            "belum ditulis bagaimana pemohon dikenali",
            "it is not said how the applicant was identified",
        ),
        (
            "tulis buktinya, misalnya: KTP asli diperlihatkan",
            "write the proof, for example: original identity card shown",
        ),
    ),
    RefusalCode.LOST_RACE: _wording(
        (
            "orang lain mengubah berkas ini pada saat yang sama",
            "somebody else changed this case at the same moment",
        ),
        ("coba lagi", "try again"),
    ),
    RefusalCode.SAME_PERSON: _wording(
        (
            "Anda sudah mengerjakan “{step}” pada berkas ini; keduanya tidak boleh satu orang",
            "you have done “{step}” in this case; the two must not be one person's",
        ),
        ("serahkan kepada pejabat lain dari peran ini", "leave it to another holder of this role"),
    ),
    RefusalCode.OTHER_PERSON: _wording(
        (
            "kegiatan ini harus dikerjakan orang yang mengerjakan “{step}”, yaitu {by}",
            "this step belongs to whoever did “{step}”, which was {by}",
        ),
        ("serahkan kepada yang bersangkutan", "leave it to that person"),
    ),
    RefusalCode.TOO_MANY_STEPS: _wording(
        (
            "Anda sudah mengerjakan {steps}; seorang paling banyak {most} dari kegiatan ini",
            "you have done {steps}; one person does at most {most} of these steps",
        ),
        ("serahkan kepada pejabat lain dari peran ini", "leave it to another holder of this role"),
    ),
    RefusalCode.CONFLICT_OF_INTEREST: _wording(
        (
            "Anda menyatakan benturan kepentingan pada berkas ini",
            "you have declared a conflict of interest in this case",
        ),
        (
            "pejabat lain, atau pengganti dengan surat, yang mengerjakan",
            "another official, or a substitute with a letter, does it",
        ),
    ),
    RefusalCode.CONFLICT_DECLARED: _wording(
        ("Anda sudah menyatakannya pada berkas ini", "you have declared it in this case already"),
        ("pernyataan itu tetap berlaku", "the declaration stands"),
    ),
    RefusalCode.NO_COPY: _wording(
        (
            "tidak ada tembusan yang menunggu Anda pada catatan {seq}",
            "no copy of record {seq} waits for you",
        ),
        (
            "lihat daftar tembusan Anda; yang sudah dikonfirmasi tidak perlu lagi",
            "see the list of your copies; one that was confirmed needs nothing more",
        ),
    ),
    RefusalCode.ALREADY_VOTED: _wording(
        (
            "Anda sudah memberikan suara pada “{step}”",
            "you have voted at “{step}” already",
        ),
        ("tunggu anggota yang lain", "wait for the other members"),
    ),
    RefusalCode.SHARED_STEP: _wording(
        (
            "“{step}” dijawab beberapa anggota; tidak dapat dipegang seorang diri",
            "“{step}” is answered by several members; nobody can take it on alone",
        ),
        ("langsung berikan suara Anda", "give your vote"),
    ),
    RefusalCode.LEAVES_NOBODY: _wording(
        (
            "bila Anda mengerjakan ini, tidak ada lagi yang boleh mengerjakan {steps}",
            "if you do this, nobody is left who may do {steps}",
        ),
        (
            "serahkan kepada pejabat lain dari peran ini; Anda dibutuhkan untuk yang kemudian",
            "leave it to another holder of this role; you are needed for what follows",
        ),
    ),
    RefusalCode.HOLDER_NOT_ABSENT: _wording(
        (
            "Anda pengganti untuk {role}, tetapi ketidakhadirannya tidak tercatat",
            "you stand in for {role}, but no absence of theirs is on record",
        ),
        (
            "pejabatnya yang mengerjakan, atau Plh. dengan surat",
            "the holder does it, or an acting official with a letter",
        ),
    ),
    RefusalCode.AMOUNT_UNKNOWN: _wording(
        (
            "tagihan untuk {step} belum dapat dihitung",
            "the bill for {step} cannot be computed yet",
        ),
        (
            "periksa isian yang dipakai rumusnya",
            "check the fields that its formula uses",
        ),
    ),
    RefusalCode.BILL_OPEN: _wording(
        ("tagihannya belum lunas, sisa Rp{rest}", "the bill is not paid, Rp{rest} are left"),
        (
            "tunggu pembayarannya, atau pastikan dengan bukti",
            "wait for the payment, or confirm it with proof",
        ),
    ),
}

FAULTS: Mapping[str, Text] = {
    "required": Text("belum diisi", "is missing"),
    "unknown": Text("tidak dikenal di sini", "is not known here"),
    "too_long": Text("terlalu panjang", "is too long"),
    "not_a_number": Text("bukan angka", "is not a number"),
    "too_small": Text("terlalu kecil", "is too small"),
    "too_big": Text("terlalu besar", "is too big"),
    "not_a_date": Text("bukan tanggal (tulis 2026-03-02)", "is not a date (write 2026-03-02)"),
    "not_a_choice": Text("bukan salah satu pilihan", "is not one of the choices"),
    "not_a_nik": Text("bukan NIK 16 angka", "is not a NIK of 16 digits"),
    "not_a_phone": Text("bukan nomor telepon", "is not a telephone number"),
    "not_an_email": Text("bukan alamat email", "is not an e-mail address"),
    "not_yes_or_no": Text("harus ya atau tidak", "must be yes or no"),
}
"""Words for the faults that `forms.fill` gives."""
