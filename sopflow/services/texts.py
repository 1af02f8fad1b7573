"""The standard words of notices, in both languages, and how they are filled in.

A rule of the SOP may bring its own text; the subject is always ours. Known places in braces are
filled once, and what is put in is never looked at again: a reason may hold braces.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sopflow.domain.words import DurationUnit, EndResult, Text

PLACES = frozenset({"nomor", "tautan", "langkah", "alasan", "hasil", "batas", "tagihan"})
"""What a text may name: case number, link, step, reason, result, due time."""
_PLACE = re.compile(r"\{([a-z]+)\}")
NOTHING = "-"


class Event(StrEnum):
    """What a notice is about."""

    OPENED = "opened"
    YOUR_TURN = "your_turn"
    PAUSED = "paused"
    RESUMED = "resumed"
    DELAYED = "delayed"
    MOVED = "moved"
    WORK = "work"
    INFORMED = "informed"
    COPIED = "copied"
    REMINDER = "reminder"
    OVERDUE = "overdue"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    ENDED = "ended"
    REST = "rest"
    SURPLUS = "surplus"


@dataclass(frozen=True, slots=True)
class Words:
    """Subject and body of a notice."""

    subject: Text
    body: Text


_TRACK = Text("\n\nLihat perkembangannya: {tautan}", "\n\nFollow it here: {tautan}")


def _to_applicant(subject: Text, body: Text) -> Words:
    return Words(
        Text(f"{{nomor}}: {subject.id}", f"{{nomor}}: {subject.en}"),
        Text(f"{body.id}{_TRACK.id}", f"{body.en}{_TRACK.en}"),
    )


def _to_official(subject: Text, body: Text) -> Words:
    return Words(
        Text(f"{subject.id}: {{nomor}}", f"{subject.en}: {{nomor}}"),
        Text(
            f"{body.id}\nBatas waktu: {{batas}}\n\nBuka berkas: {{tautan}}",
            f"{body.en}\nDue: {{batas}}\n\nOpen the case: {{tautan}}",
        ),
    )


PROMISED = Text(
    "{time} sejak berkas dinyatakan lengkap", "{time} from when the file is found complete"
)
"""Instead of a day, while the clock of the service has not started."""
UNITS: Mapping[DurationUnit, Text] = {
    DurationUnit.MINUTE: Text("menit kerja", "working minutes"),
    DurationUnit.HOUR: Text("jam kerja", "working hours"),
    DurationUnit.WORKING_DAY: Text("hari kerja", "working days"),
    DurationUnit.CALENDAR_DAY: Text("hari kalender", "calendar days"),
}

STANDARD: Mapping[Event, Words] = {
    Event.OPENED: _to_applicant(
        Text("permohonan diterima", "application received"),
        Text(
            "Permohonan Anda kami terima dengan nomor berkas {nomor}. Simpan nomor ini bersama "
            "kode lacak pada tanda terima Anda.",
            "We have received your application under case number {nomor}. Keep this number "
            "together with the tracking code on your receipt.",
        ),
    ),
    Event.YOUR_TURN: _to_applicant(
        Text("kami menunggu Anda", "we are waiting for you"),
        Text(
            "Berkas {nomor} menunggu Anda: {langkah}.\nAlasan: {alasan}\nPaling lambat: {batas}",
            "Case {nomor} is waiting for you: {langkah}.\nReason: {alasan}\nNo later than: {batas}",
        ),
    ),
    Event.PAUSED: _to_applicant(
        Text("kami menunggu Anda", "we are waiting for you"),
        Text(
            "Berkas {nomor} menunggu Anda: {langkah}.\nAlasan: {alasan}\nPaling lambat: {batas}\n"
            "Waktu layanan berhenti sampai berkas kembali kepada kami.",
            "Case {nomor} is waiting for you: {langkah}.\nReason: {alasan}\nNo later than: {batas}"
            "\nThe service time stands still until the file is back with us.",
        ),
    ),
    Event.RESUMED: _to_applicant(
        Text("berkas dilanjutkan", "your case goes on"),
        Text(
            "Berkas {nomor} kami lanjutkan. Waktu layanan berjalan lagi.",
            "Case {nomor} goes on. The service time runs again.",
        ),
    ),
    Event.DELAYED: _to_applicant(
        Text("layanan terlambat", "your case is late"),
        Text(
            "Waktu yang kami janjikan untuk berkas {nomor}, {batas}, telah lewat dan berkas belum "
            "selesai. Kami mohon maaf. Waktu selama berkas berada pada Anda tidak dihitung.",
            "The time that we promised for case {nomor}, {batas}, has passed and the case is not "
            "finished. We apologise. The time while the file was with you does not count.",
        ),
    ),
    Event.MOVED: _to_applicant(
        Text("perkembangan berkas", "your case has moved on"),
        Text("Berkas {nomor}: {langkah}.", "Case {nomor}: {langkah}."),
    ),
    Event.GRANTED: _to_applicant(
        Text("permohonan dikabulkan", "application granted"),
        Text("Berkas {nomor} telah selesai: {hasil}.", "Case {nomor} is finished: {hasil}."),
    ),
    Event.REFUSED: _to_applicant(
        Text("permohonan tidak dikabulkan", "application refused"),
        Text(
            "Berkas {nomor} telah diputus: {hasil}.\nAlasan: {alasan}",
            "Case {nomor} has been decided: {hasil}.\nReason: {alasan}",
        ),
    ),
    Event.WITHDRAWN: _to_applicant(
        Text("permohonan dicabut", "application withdrawn"),
        Text(
            "Berkas {nomor} ditutup karena permohonan dicabut. Bila Anda tidak mencabutnya, "
            "segera hubungi loket.",
            "Case {nomor} was closed because the application was withdrawn. If you did not "
            "withdraw it, contact the counter at once.",
        ),
    ),
    Event.LAPSED: _to_applicant(
        Text("permohonan gugur karena lewat waktu", "application lapsed"),
        Text(
            "Berkas {nomor} ditutup: {hasil}. Batas waktu untuk melengkapinya telah lewat. Anda "
            "dapat mengajukan permohonan baru.",
            "Case {nomor} was closed: {hasil}. The time to complete it has passed. You may apply "
            "again.",
        ),
    ),
    Event.ENDED: _to_applicant(
        Text("berkas selesai", "case finished"),
        Text("Berkas {nomor} telah selesai: {hasil}.", "Case {nomor} is finished: {hasil}."),
    ),
    Event.REST: _to_applicant(
        Text("pembayaran sebagian diterima", "part of the payment received"),
        Text(
            "Pembayaran untuk berkas {nomor} kami terima sebagian. Sisa yang harus dibayar: "
            "{tagihan}.\nPaling lambat: {batas}",
            "We have received part of the payment for case {nomor}. Still to pay: {tagihan}.\n"
            "No later than: {batas}",
        ),
    ),
    Event.SURPLUS: _to_official(
        Text("Pembayaran berlebih", "Paid too much"),
        Text(
            "Pada berkas {nomor} diterima pembayaran melebihi tagihan: {langkah}. Kelebihannya "
            "tercatat pada berkas dan harus dikembalikan.",
            "More than the bill was paid in case {nomor}: {langkah}. The surplus stands in the "
            "record and is to be given back.",
        ),
    ),
    Event.WORK: _to_official(
        Text("Pekerjaan baru", "New work"),
        Text("Berkas {nomor} menunggu Anda: {langkah}.", "Case {nomor} awaits you: {langkah}."),
    ),
    Event.INFORMED: Words(
        Text("Pemberitahuan: {nomor}", "For your information: {nomor}"),
        Text(
            "Berkas {nomor}: {langkah}.\n\nBuka berkas: {tautan}",
            "Case {nomor}: {langkah}.\n\nOpen the case: {tautan}",
        ),
    ),
    Event.COPIED: Words(
        Text("Tembusan: {nomor}", "Copy for you: {nomor}"),
        Text(
            "Tembusan untuk Anda, berkas {nomor}: {langkah}.\n\nBaca, lalu konfirmasi di berkas: "
            "{tautan}",
            "A copy for you, case {nomor}: {langkah}.\n\nRead it, then confirm in the case: "
            "{tautan}",
        ),
    ),
    Event.REMINDER: _to_official(
        Text("Pengingat", "Reminder"),
        Text(
            "Waktu untuk berkas {nomor} hampir habis: {langkah}.",
            "Time is running out for case {nomor}: {langkah}.",
        ),
    ),
    Event.OVERDUE: _to_official(
        Text("Lewat batas waktu", "Overdue"),
        Text(
            "Berkas {nomor} melewati batas waktu pada langkah: {langkah}.",
            "Case {nomor} is overdue at the step: {langkah}.",
        ),
    ),
}

_BY_RESULT: Mapping[EndResult, Event] = {
    EndResult.GRANTED: Event.GRANTED,
    EndResult.PARTLY_GRANTED: Event.GRANTED,
    EndResult.REFUSED: Event.REFUSED,
    EndResult.WITHDRAWN: Event.WITHDRAWN,
    EndResult.LAPSED: Event.LAPSED,
}


def event_of_end(result: EndResult) -> Event:
    """Say which notice tells the applicant about an end."""
    return _BY_RESULT.get(result, Event.ENDED)


def fill_in(text: str, values: Mapping[str, str | None]) -> str:
    """Put the values in their places, once; a place that is not known stays as it is written."""

    def value_at(match: re.Match[str]) -> str:
        place = match[1]
        return (values.get(place) or NOTHING) if place in PLACES else match[0]

    return _PLACE.sub(value_at, text)


def choice_words(choice: str) -> str:
    """A choice of the SOP as people write it: `bantuan_hukum` and `ktp` are names in a file."""
    words = choice.replace("_", " ")
    is_abbreviation = words.isalpha() and not set(words.lower()) & set("aeiou")
    return words.upper() if is_abbreviation else f"{words[:1].upper()}{words[1:]}"
