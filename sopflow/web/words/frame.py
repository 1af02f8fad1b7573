"""Words of the frame: menu, sign-in, errors, and what every page shares."""

from sopflow.domain.words import Text

FRAME = {
    "app.name": Text("Layanan Berkas", "Case Service"),
    "app.skip": Text("Langsung ke isi", "Skip to content"),
    "app.menu": Text("Menu utama", "Main menu"),
    "app.language": Text("Bahasa", "Language"),
    "app.help": Text(
        "Perlu bantuan? Hubungi pengelola sistem di kantor Anda.",
        "Need help? Ask whoever runs the system at your office.",
    ),
    "app.help_applicant": Text(
        "Perlu bantuan? Datanglah ke loket dengan membawa tanda terima.",
        "Need help? Come to the counter with your receipt.",
    ),
    "menu.desk": Text("Berkas di meja saya", "On my desk"),
    "menu.open": Text("Buka berkas", "Open a case"),
    "menu.cases": Text("Semua berkas", "All cases"),
    "menu.stuck": Text("Tertahan", "Held up"),
    "menu.mail": Text("Surat keluar", "Outgoing mail"),
    "menu.track": Text("Lacak permohonan", "Track an application"),
    "menu.staff": Text("Masuk untuk petugas", "Staff sign-in"),
    "menu.out": Text("Keluar", "Sign out"),
    "sign.title": Text("Masuk", "Sign in"),
    "sign.lead": Text("Untuk petugas dan pejabat.", "For staff and officials."),
    "sign.username": Text("Nama pengguna", "User name"),
    "sign.password": Text("Kata sandi", "Password"),
    "sign.button": Text("Masuk", "Sign in"),
    "sign.wrong": Text(
        "Nama pengguna atau kata sandi salah. Periksa huruf besar dan kecil, lalu coba lagi.",
        "The user name or the password is wrong. Check capital letters and try again.",
    ),
    "sign.slow": Text(
        "Terlalu banyak percobaan. Coba lagi dalam {minutes} menit.",
        "Too many attempts. Try again in {minutes} minutes.",
    ),
    "sign.first": Text(
        "Silakan masuk dulu. Sesudah itu Anda kembali ke halaman yang dituju.",
        "Please sign in first. You will then return to the page you asked for.",
    ),
    "sign.kept": Text(
        "Waktu masuk Anda sudah habis. Isian Anda masih ada: masuklah lagi untuk melanjutkan.",
        "Your session has ended. What you typed is kept: sign in again to go on.",
    ),
    "sign.resume": Text("Lanjutkan pekerjaan Anda", "Go on with your work"),
    "sign.resume_lead": Text(
        "Anda sudah masuk kembali. Isian Anda belum dikirim. Kirim sekarang?",
        "You are signed in again. What you typed has not been sent yet. Send it now?",
    ),
    "sign.resume_send": Text("Kirim isian saya", "Send what I typed"),
    "sign.resume_drop": Text("Jangan kirim", "Do not send it"),
    "sign.applicant": Text("Anda pemohon?", "Are you an applicant?"),
    "sign.applicant_go": Text(
        "Lacak permohonan dengan nomor dan kode lacak",
        "Track your application with its number and tracking code",
    ),
    "admin.title": Text("Pilih kata sandi", "Choose a password"),
    "admin.lead": Text(
        "Untuk {name}. Tautan ini hanya berlaku satu kali.",
        "For {name}. This link works only once.",
    ),
    "admin.password": Text("Kata sandi baru", "New password"),
    "admin.password_hint": Text(
        "Sedikitnya {length} huruf. Kalimat pendek yang mudah Anda ingat sudah baik.",
        "At least {length} characters. A short sentence that you remember is good.",
    ),
    "admin.repeat": Text("Ulangi kata sandi", "Repeat the password"),
    "admin.short": Text("Kata sandi terlalu pendek.", "The password is too short."),
    "admin.differs": Text("Kedua isian tidak sama.", "The two entries differ."),
    "admin.button": Text("Simpan dan masuk", "Save and sign in"),
    "admin.used_title": Text("Tautan tidak berlaku", "The link is not valid"),
    "admin.used": Text(
        "Tautan ini sudah dipakai atau kedaluwarsa. Mintalah tautan baru kepada pengelola sistem.",
        "This link was used or has expired. Ask whoever runs the system for a new one.",
    ),
    "error.back": Text("Kembali ke berkas di meja saya", "Back to my desk"),
    "error.back_public": Text("Ke halaman lacak permohonan", "To the tracking page"),
    "error.403": Text("Tindakan ini tidak diizinkan", "This is not permitted"),
    "error.403_lead": Text(
        "Jabatan Anda tidak memberi hak untuk tindakan ini. Tidak ada yang berubah.",
        "Your position does not give you the right to do this. Nothing was changed.",
    ),
    "error.forged": Text(
        "Permintaan ini tidak datang dari halaman kami, jadi tidak dijalankan. Buka kembali "
        "halamannya dan kirim dari sana.",
        "This request did not come from our own page, so it was not carried out. Open the page "
        "again and send it from there.",
    ),
    "error.404": Text("Halaman tidak ditemukan", "Page not found"),
    "error.404_lead": Text(
        "Alamat ini tidak ada, atau isinya bukan untuk Anda. Periksa kembali nomornya.",
        "There is nothing at this address, or it is not for you. Please check the number.",
    ),
    "error.405": Text("Permintaan tidak dikenal", "Unknown request"),
    "error.405_lead": Text(
        "Halaman ini tidak menerima permintaan seperti itu.",
        "This page does not take a request of that kind.",
    ),
    "error.409": Text("Keadaannya sudah berubah", "Things have changed meanwhile"),
    "error.413": Text("Kiriman terlalu besar", "Too much at once"),
    "error.413_lead": Text(
        "Isian yang dikirim melebihi batas. Persingkat lalu kirim lagi.",
        "What was sent is above the limit. Shorten it and send it again.",
    ),
    "error.422": Text("Isian belum dapat diterima", "Not accepted yet"),
    "error.429": Text("Terlalu banyak percobaan", "Too many attempts"),
    "error.500": Text("Terjadi kesalahan di sistem kami", "Something went wrong on our side"),
    "error.500_lead": Text(
        "Tidak ada yang tersimpan setengah jalan. Mengirim ulang isian yang sama selalu aman.",
        "Nothing was saved halfway. Sending the same form again is always safe.",
    ),
    "error.503": Text("Sistem belum siap", "The system is not ready"),
    "error.503_lead": Text(
        "Basis data tidak dapat dihubungi. Coba lagi sebentar; isian yang sama aman dikirim ulang.",
        "The database cannot be reached. Try again shortly; sending the same form again is safe.",
    ),
    "error.reference": Text("Kode rujukan", "Reference code"),
    "error.reference_hint": Text(
        "Sebutkan kode ini kepada pengelola sistem.", "Give this code to whoever runs the system."
    ),
    "error.summary": Text("Ada yang perlu diperbaiki", "Please correct the following"),
    "fault.required": Text("Wajib diisi.", "This is required."),
    "fault.unknown": Text("Isian ini tidak dikenal.", "This entry is not known."),
    "fault.too_long": Text("Terlalu panjang.", "This is too long."),
    "fault.not_a_number": Text(
        "Tulislah angka saja, misalnya 12 atau 1.500.000.",
        "Write digits only, for example 12 or 1500000.",
    ),
    "fault.too_small": Text("Angka ini terlalu kecil.", "This number is too small."),
    "fault.too_big": Text("Angka ini terlalu besar.", "This number is too big."),
    "fault.not_a_date": Text("Tanggal ini tidak ada.", "There is no such date."),
    "fault.not_a_choice": Text("Pilih salah satu.", "Choose one of the options."),
    "fault.not_a_nik": Text("NIK terdiri dari 16 angka.", "A NIK has 16 digits."),
    "fault.not_a_phone": Text(
        "Tulislah nomor telepon dengan angka, misalnya 08xx xxxx xxxx.",
        "Write a telephone number in digits, for example 08xx xxxx xxxx.",
    ),
    "fault.not_an_email": Text(
        "Alamat email ini belum lengkap, misalnya nama@contoh.id.",
        "This email address is not complete, for example name@example.id.",
    ),
    "fault.not_yes_or_no": Text("Pilih ya atau tidak.", "Choose yes or no."),
    "form.optional": Text("boleh kosong", "optional"),
    "form.yes": Text("Ya", "Yes"),
    "form.no": Text("Tidak", "No"),
    "form.filed": Text(
        "Tercatat: {value}. Kosongkan bila tidak berubah.",
        "On file: {value}. Leave it empty if it has not changed.",
    ),
    "form.choose": Text("Pilih…", "Choose…"),
    "form.nik_hint": Text("16 angka, sesuai KTP.", "16 digits, as on the identity card."),
    "form.money_hint": Text("Dalam rupiah.", "In rupiah."),
    "form.one_of": Text("Cukup salah satu", "One of these is enough"),
}
