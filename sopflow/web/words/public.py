"""Words of the pages for applicants."""

from sopflow.domain.words import Text

PUBLIC = {
    "track.title": Text("Lacak permohonan", "Track your application"),
    "track.lead": Text(
        "Masukkan nomor berkas dan kode lacak dari tanda terima Anda.",
        "Enter the case number and the tracking code from your receipt.",
    ),
    "track.number": Text("Nomor berkas", "Case number"),
    "track.code": Text("Kode lacak", "Tracking code"),
    "track.code_hint": Text(
        "Tanpa huruf O dan I serta angka 0 dan 1.", "It has no letters O or I and no digits 0 or 1."
    ),
    "track.button": Text("Lacak", "Track"),
    "track.wrong": Text(
        "Nomor dan kode lacak ini tidak cocok. Periksa keduanya pada tanda terima Anda.",
        "This number and tracking code do not match. Please check both on your receipt.",
    ),
    "track.slow": Text(
        "Terlalu banyak percobaan yang salah. Coba lagi dalam {minutes} menit.",
        "Too many wrong attempts. Try again in {minutes} minutes.",
    ),
    "track.done": Text("Selesai melihat", "I am done"),
    "track.state": Text("Keadaan sekarang", "Where it is now"),
    "track.running": Text("Sedang diproses", "In progress"),
    "track.your_turn": Text("Kami menunggu Anda", "We are waiting for you"),
    "track.your_turn_lead": Text(
        "Permohonan tidak dapat dilanjutkan sebelum Anda melengkapinya.",
        "The application cannot go on until you have done this.",
    ),
    "track.reason": Text("Yang perlu Anda perbaiki", "What you need to put right"),
    "track.until": Text("Paling lambat", "By"),
    "track.promise": Text("Dijanjikan selesai", "Promised by"),
    "track.promise_none": Text(
        "{span}, dihitung sejak berkas lengkap", "{span}, counted from when the file is complete"
    ),
    "track.promise_late": Text(
        "Janji ini terlampaui. Kami mohon maaf; atasan unit ini dapat melihat keterlambatannya.",
        "This promise was not kept. We are sorry; the head of the unit can see the delay.",
    ),
    "track.unit": Text("Ditangani oleh", "Handled by"),
    "track.opened": Text("Diterima", "Received"),
    "track.step_now": Text("sekarang", "now"),
    "track.history": Text("Yang sudah terjadi", "What has happened"),
    "track.documents": Text("Dokumen Anda", "Your documents"),
    "track.fix": Text("Lengkapi dan ajukan lagi", "Complete and resubmit"),
    "track.papers": Text("Persyaratan yang saya serahkan", "Papers that I hand in"),
    "track.papers_hint": Text(
        "Serahkan ke loket; petugas memeriksanya sebelum permohonan diteruskan.",
        "Hand them in at the counter; they are checked before the application goes on.",
    ),
    "track.note": Text("Pesan untuk petugas", "Message to the office"),
    "track.note_plain": Text("Boleh kosong.", "Optional."),
    "track.withdraw": Text("Tarik permohonan", "Withdraw the application"),
    "track.withdraw_lead": Text(
        "Permohonan ditutup dan tidak dapat dibuka lagi. Anda boleh mengajukan permohonan baru.",
        "The application is closed and cannot be reopened. You may apply anew.",
    ),
    "track.withdraw_note": Text("Alasan", "Reason"),
    "track.withdraw_sure": Text(
        "Ya, saya ingin menarik permohonan ini", "Yes, I want to withdraw this application"
    ),
    "track.sure_missing": Text(
        "Beri tanda bila Anda benar-benar ingin menariknya.",
        "Tick the box if you really want to withdraw it.",
    ),
    "track.sent": Text("Terima kasih, sudah kami terima.", "Thank you, we have received it."),
    "result.granted": Text("Disetujui", "Granted"),
    "result.partly_granted": Text("Disetujui sebagian", "Granted in part"),
    "result.refused": Text("Ditolak", "Refused"),
    "result.done": Text("Selesai", "Done"),
    "result.forwarded": Text("Diteruskan ke instansi lain", "Passed to another agency"),
    "result.cancelled": Text("Dibatalkan", "Cancelled"),
    "result.deemed_granted": Text("Dianggap dikabulkan", "Deemed granted by law"),
    "result.deemed_refused": Text("Dianggap ditolak", "Deemed refused by law"),
    "result.closed": Text("Ditutup", "Closed"),
    "result.withdrawn": Text("Ditarik kembali", "Withdrawn"),
    "result.lapsed": Text("Dianggap ditarik kembali", "Deemed withdrawn"),
}
