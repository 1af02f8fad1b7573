"""Words of the pages for staff: desk, case, counter, lists and the trial mailbox."""

from sopflow.domain.words import Text

STAFF = {
    "desk.title": Text("Berkas di meja saya", "On my desk"),
    "desk.lead": Text(
        "Semua yang menunggu tindakan Anda, tenggat terdekat di atas.",
        "Everything that waits for you, nearest deadline first.",
    ),
    "desk.all": Text("Semua", "All"),
    "desk.mine": Text("Saya ambil", "Taken by me"),
    "desk.free": Text("Belum diambil", "Not taken"),
    "desk.late": Text("Terlambat", "Late"),
    "desk.filter": Text("Filter", "Filter"),
    "desk.empty": Text("Tidak ada berkas di meja Anda.", "There is nothing on your desk."),
    "desk.empty_lead": Text(
        "Berkas muncul di sini begitu giliran jabatan Anda tiba.",
        "A case appears here as soon as it is your position's turn.",
    ),
    "desk.empty_filter": Text("Tidak ada yang cocok dengan filter ini.", "Nothing matches."),
    "desk.show_all": Text("Tampilkan semua", "Show all"),
    "desk.more": Text(
        "Ditampilkan {count} yang paling mendesak.", "The {count} most urgent are shown."
    ),
    "col.number": Text("Nomor", "Number"),
    "col.step": Text("Langkah", "Step"),
    "col.due": Text("Tenggat", "Due"),
    "col.holder": Text("Diambil oleh", "Taken by"),
    "col.state": Text("Keadaan", "State"),
    "col.unit": Text("Unit", "Unit"),
    "col.opened": Text("Dibuka", "Opened"),
    "col.cause": Text("Sebab", "Cause"),
    "col.owner": Text("Yang harus bertindak", "Who must act"),
    "col.since": Text("Sejak", "Since"),
    "time.late": Text("Terlambat {span}", "{span} late"),
    "time.late_plain": Text("Terlambat", "Late"),
    "time.today": Text("Hari ini pukul {time}", "Today at {time}"),
    "time.tomorrow": Text("Besok pukul {time}", "Tomorrow at {time}"),
    "time.none": Text("Tanpa tenggat", "No deadline"),
    "holder.me": Text("saya", "me"),
    "holder.nobody": Text("belum diambil", "nobody yet"),
    "case.where": Text("Posisi berkas", "Where the case is"),
    "case.nobody": Text(
        "Tidak ada pejabat yang memegang jabatan ini sekarang. Berkas menunggu.",
        "Nobody holds this position now. The case waits.",
    ),
    "case.system": Text("Dikerjakan oleh sistem", "Done by the system"),
    "case.promise": Text("Dijanjikan selesai", "Promised by"),
    "case.opened": Text("Diterima", "Received"),
    "case.unit": Text("Unit layanan", "Service unit"),
    "case.sop": Text("SOP", "Procedure"),
    "case.closed": Text("Selesai: {end}", "Finished: {end}"),
    "case.your_turn": Text("Giliran Anda", "Your turn"),
    "case.at_counter": Text(
        "Langkah pemohon, diisi di loket", "The applicant's step, entered at the counter"
    ),
    "case.not_yours": Text(
        "Saat ini tidak ada yang perlu Anda lakukan pada berkas ini.",
        "There is nothing for you to do on this case now.",
    ),
    "case.note": Text("Catatan", "Note"),
    "case.note_hint": Text(
        "Alasan wajib ditulis bila Anda memilih: {answers}.",
        "A reason is required if you choose: {answers}.",
    ),
    "case.note_plain": Text(
        "Boleh kosong. Dibaca petugas lain dalam riwayat.",
        "Optional. Other staff read it in the history.",
    ),
    "case.reason_missing": Text("Tulis alasannya.", "Write the reason."),
    "case.proof_missing": Text(
        "Tulis bagaimana pemohon dikenali.", "Write how the applicant was identified."
    ),
    "case.proof": Text("Bukti yang diperiksa", "Proof that was checked"),
    "case.proof_hint": Text(
        "Bagaimana Anda tahu siapa yang hadir, misalnya: KTP asli diperlihatkan.",
        "How you know who was there, for example: original identity card shown.",
    ),
    "case.proof_id": Text("KTP asli diperlihatkan", "Original identity card shown"),
    "case.proof_proxy": Text(
        "Surat kuasa dan KTP penerima kuasa", "Written power and the proxy's identity card"
    ),
    "case.papers_received": Text("Berkas yang diterima", "Papers received now"),
    "case.requires": Text("Belum ada", "Still missing"),
    "case.inputs": Text("Kelengkapan", "Inputs"),
    "case.output": Text("Keluaran", "Output"),
    "case.papers": Text("Persyaratan", "Papers of the applicant"),
    "case.papers_again": Text("sudah ada", "on file"),
    "case.paper_in": Text("ada", "handed in"),
    "case.paper_missing": Text("belum ada", "not handed in"),
    "case.paper_replaced": Text("sudah ada penggantinya", "replaced by another"),
    "case.no_papers": Text("Layanan ini tanpa persyaratan.", "This service asks for no papers."),
    "case.data": Text("Data permohonan", "Data of the application"),
    "case.no_data": Text("Belum ada data.", "There are no data yet."),
    "case.masked": Text("disamarkan", "masked"),
    "case.reveal": Text("Tampilkan data pribadi", "Show personal data"),
    "case.reveal_hint": Text(
        "Hanya untuk memeriksa berkas ini. Pembukaan dicatat.",
        "Only to check this case. The opening is recorded.",
    ),
    "case.hide": Text("Samarkan lagi", "Mask again"),
    "answer.forward": Text("Teruskan", "Pass on"),
    "answer.handed_over": Text("Sudah diserahkan", "Handed over"),
    "answer.submit": Text("Kirim", "Send"),
    "answer.back_to": Text("Kembalikan ke {role}", "Send back to: {role}"),
    "answer.leads": Text("Lalu {role}: {activity}", "Then {role}: {activity}"),
    "answer.leads_back": Text("Kembali ke {role}: {activity}", "Back to {role}: {activity}"),
    "answer.leads_system": Text("Lalu sistem: {activity}", "Then the system: {activity}"),
    "answer.leads_side_by_side": Text(
        "Lalu bersamaan: {activity}", "Then side by side: {activity}"
    ),
    "answer.waits_for_others": Text(
        "Bagian ini selesai; berkas menunggu bagian yang lain",
        "This part is done; the case waits for the other parts",
    ),
    "answer.ends": Text("Berkas selesai: {end}", "The case ends: {end}"),
    "case.read_draft": Text("Baca konsepnya", "Read the draft"),
    "case.documents": Text("Dokumen", "Documents"),
    "case.no_documents": Text("Belum ada dokumen.", "There are no documents yet."),
    "case.download": Text("Unduh", "Download"),
    "case.history": Text("Riwayat", "History"),
    "case.history_lead": Text(
        "Semua yang terjadi, tidak dapat diubah.", "Everything that happened; it cannot be changed."
    ),
    "case.claim": Text("Ambil", "Take it"),
    "case.release": Text("Lepaskan", "Give it back"),
    "case.claimed_me": Text("Anda mengambil langkah ini.", "You have taken this step."),
    "case.claimed_other": Text("Diambil oleh {name}.", "Taken by {name}."),
    "case.withdraw": Text("Pemohon menarik permohonan", "The applicant withdraws"),
    "case.withdraw_lead": Text(
        "Berkas ditutup sebagai ditarik kembali. Ini tidak dapat dibatalkan; "
        "pemohon dapat mengajukan lagi.",
        "The case is closed as withdrawn. This cannot be undone; the applicant may apply again.",
    ),
    "case.withdraw_button": Text("Tarik permohonan", "Withdraw the application"),
    "case.withdraw_note": Text("Alasan pemohon", "The applicant's reason"),
    "office.note": Text("Alasan", "Reason"),
    "office.batalkan": Text("Batalkan atas nama kantor", "Cancel in the office's name"),
    "office.batalkan_lead": Text(
        "Semua langkah yang terbuka ditutup dan surat pembatalan disusun.",
        "Every open step is closed and the letter of cancellation is drafted.",
    ),
    "office.batalkan_button": Text("Batalkan berkas", "Cancel the case"),
    "case.serve": Text("Sampaikan pemberitahuan di atas kertas", "Deliver the notice on paper"),
    "case.serve_lead": Text(
        "Pemberitahuan kepada pemohon belum tercatat sampai. Bila disampaikan langsung, catat di "
        "sini.",
        "The notice to the applicant is not yet recorded as delivered. If it was handed over, "
        "record it here.",
    ),
    "case.serve_which": Text("Tentang: {act}", "About: {act}"),
    "case.serve_proof": Text("Bukti penyampaian", "Proof of delivery"),
    "case.serve_hint": Text(
        "Misalnya: tanda terima ditandatangani, tanggal dan tempat.",
        "For example: receipt signed, with date and place.",
    ),
    "case.serve_button": Text("Catat sudah disampaikan", "Record as delivered"),
    "case.channel": Text("Cara", "How"),
    "case.channel_counter": Text("Diserahkan di loket", "Handed over at the counter"),
    "case.channel_post": Text("Lewat pos", "By post"),
    "case.saved": Text("Tersimpan.", "Saved."),
    "case.changed": Text("Yang berubah sejak Anda membukanya", "What changed since you opened it"),
    "case.kept": Text("Isian Anda masih ada di bawah.", "What you typed is still there, below."),
    "case.kept_note": Text("Catatan Anda yang belum terkirim", "Your note, not yet sent"),
    "case.nothing_changed": Text(
        "Berkas ini tidak berubah dan tidak ada yang tercatat.",
        "The case is unchanged and nothing was recorded.",
    ),
    "fact.claim": Text("Mengambil langkah", "Took the step"),
    "fact.release": Text("Melepaskan langkah", "Gave the step back"),
    "fact.notice": Text("Pemberitahuan sampai ke pemohon", "Notice reached the applicant"),
    "fact.note": Text("Catatan", "Note"),
    "fact.acknowledgement": Text("Membaca tembusan", "Read the copy"),
    "fact.conflict": Text("Menyatakan benturan kepentingan", "Declared a conflict of interest"),
    "fact.by_email": Text("lewat email", "by email"),
    "fact.by_counter": Text("diserahkan di loket", "handed over at the counter"),
    "fact.by_post": Text("lewat pos", "by post"),
    "fact.by_other": Text("lewat {channel}", "by {channel}"),
    "fact.entered": Text("diisi di loket oleh {name}", "entered at the counter by {name}"),
    "fact.erased": Text(
        "Catatan ini sudah dihapus menurut aturan perlindungan data.",
        "This note was erased under the data protection rules.",
    ),
    "fact.received": Text("Menerima: {papers}", "Received: {papers}"),
    "fact.number": Text("Nomor: {number}", "Number: {number}"),
    "capacity.definitive": Text("pejabat definitif", "in office"),
    "capacity.plt": Text("Plt.", "acting, post vacant (Plt.)"),
    "capacity.plh": Text("Plh.", "acting, holder away (Plh.)"),
    "capacity.mandate": Text("atas mandat", "by mandate"),
    "capacity.substitute": Text("pejabat pengganti", "as substitute"),
    "capacity.superior": Text("sebagai atasan", "as superior"),
    "capacity.attested": Text("disahkan pejabat lain", "attested"),
    "capacity.applicant": Text("pemohon", "applicant"),
    "capacity.proxy": Text("kuasa pemohon", "applicant's proxy"),
    "capacity.rule": Text("menurut aturan SOP", "by rule of the procedure"),
    "capacity.system": Text("sistem", "system"),
    "open.title": Text("Buka berkas", "Open a case"),
    "open.lead": Text(
        "Pilih layanan yang diminta pemohon di loket.",
        "Choose the service that the applicant asks for at the counter.",
    ),
    "open.none": Text(
        "Belum ada layanan yang dapat dibuka di unit Anda.",
        "No service can be opened at your unit yet.",
    ),
    "open.none_lead": Text(
        "Layanan muncul di sini sesudah SOP-nya berlaku untuk unit Anda.",
        "A service appears here once its procedure is in force for your unit.",
    ),
    "open.form": Text("Data pemohon dan permohonan", "Applicant and application"),
    "open.papers": Text("Persyaratan yang dibawa", "Papers that were brought"),
    "open.papers_hint": Text(
        "Beri tanda pada yang sudah diterima. Kekurangan dapat disusulkan menurut SOP.",
        "Tick what was received. What is missing can follow as the procedure says.",
    ),
    "open.language": Text("Bahasa pemberitahuan", "Language of the notices"),
    "open.sent": Text(
        "Dari formulir ini sudah dibuka satu berkas, dengan isian yang lain.",
        "A case was already opened from this form, with other entries.",
    ),
    "open.sent_cure": Text(
        "Bila ini permohonan baru, tekan tombolnya sekali lagi. Bila hendak membetulkan berkas "
        "tadi, bukalah lewat Semua berkas.",
        "If this is a new application, press the button once more. To correct the earlier case, "
        "open it under All cases.",
    ),
    "open.button": Text("Terima dan beri nomor", "Accept and give a number"),
    "open.office_form": Text("Data pihak lain dan perkaranya", "The other side and the matter"),
    "open.office_hint": Text(
        "Berkas ini dibuka kantor atas nama jabatan Anda; pihak lain disurati.",
        "The office opens this case in the name of your post; the other side is written to.",
    ),
    "open.office_button": Text("Buka dan beri nomor", "Open and give a number"),
    "open.days": Text("Waktu layanan", "Service time"),
    "open.fee": Text("Biaya", "Fee"),
    "receipt.title": Text("Permohonan diterima", "Application received"),
    "receipt.number": Text("Nomor berkas", "Case number"),
    "receipt.code": Text("Kode lacak", "Tracking code"),
    "receipt.code_once": Text(
        "Kode ini hanya ditampilkan sekarang. Cetak atau salin untuk pemohon sebelum menutup "
        "halaman ini.",
        "The code is shown only now. Print it or copy it for the applicant before you leave.",
    ),
    "receipt.code_gone": Text(
        "Kode lacak sudah tidak ditampilkan lagi. Pemohon menemukannya pada tanda terima.",
        "The tracking code is no longer shown. The applicant has it on the receipt.",
    ),
    "receipt.next": Text("Selanjutnya", "What comes next"),
    "receipt.how": Text(
        "Ikuti permohonan di {address} dengan nomor berkas dan kode lacak. Jangan berikan kode ini "
        "kepada orang lain.",
        "Follow the application at {address} with the case number and the tracking code. Keep the "
        "code to yourself.",
    ),
    "receipt.print": Text("Untuk mencetak, tekan Ctrl+P.", "To print, press Ctrl+P."),
    "receipt.case": Text("Lihat berkas", "See the case"),
    "receipt.again": Text("Berkas baru", "New case"),
    "cases.title": Text("Semua berkas", "All cases"),
    "cases.lead": Text(
        "Berkas unit Anda, yang terbaru di atas.", "The cases of your unit, newest first."
    ),
    "cases.search": Text("Nomor berkas", "Case number"),
    "cases.search_button": Text("Cari", "Search"),
    "cases.search_clear": Text("Hapus pencarian", "Clear the search"),
    "cases.empty": Text("Belum ada berkas.", "There are no cases yet."),
    "cases.none_found": Text(
        "Tidak ada berkas dengan nomor “{number}”.", "There is no case numbered “{number}”."
    ),
    "stuck.title": Text("Berkas tertahan", "Cases held up"),
    "stuck.lead": Text(
        "Berkas yang tidak bergerak: satu sebab dan satu orang yang harus bertindak.",
        "Cases that do not move: one cause each, and one person who must act.",
    ),
    "stuck.empty": Text("Tidak ada berkas yang tertahan.", "No case is held up."),
    "stuck.count": Text("Tertahan: {count}", "Held up: {count}"),
    "cause.overdue": Text("Melewati tenggat", "Past its deadline"),
    "cause.nobody_holds": Text("Jabatan kosong", "Nobody holds the position"),
    "cause.incident": Text("Langkah otomatis gagal", "An automatic step failed"),
    "cause.notice_undelivered": Text(
        "Pemberitahuan tidak sampai", "A notice could not be delivered"
    ),
    "cause.waiting_applicant": Text("Menunggu pemohon", "Waiting for the applicant"),
    "mail.title": Text("Surat keluar", "Outgoing mail"),
    "mail.lead": Text(
        "Tanpa server surat, pemberitahuan disimpan di sini supaya dapat diperiksa saat uji coba.",
        "Without a mail server, notices are kept here so that they can be read during a trial.",
    ),
    "mail.empty": Text("Belum ada surat.", "There is no mail yet."),
    "mail.to": Text("Kepada", "To"),
    "mail.subject": Text("Perihal", "Subject"),
    "mail.at": Text("Waktu", "Time"),
    "mail.by_hand": Text("Diserahkan di loket", "To be handed over at the counter"),
    "mail.all": Text("Semua surat", "All mail"),
}
