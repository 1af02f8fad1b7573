"""Words of the pages for what happens beside the moves of a case."""

from sopflow.domain.words import Text

BESIDES = {
    "copy.title": Text("Untuk diketahui", "To take note"),
    "copy.lead": Text(
        "Tembusan untuk Anda. Konfirmasi setelah membaca; berkas tidak menunggu Anda.",
        "Copies for you. Confirm once you have read them; no case waits for you.",
    ),
    "copy.confirm": Text("Sudah saya baca", "I have read it"),
    "copy.sent": Text("Tembusan", "Copies"),
    "copy.unread": Text("belum dibaca", "not read yet"),
    "copy.of": Text("catatan {seq}", "record {seq}"),
}
