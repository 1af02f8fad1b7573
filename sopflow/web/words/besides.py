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
    "bill.title": Text("Tagihan", "To pay"),
    "bill.for": Text("Untuk", "For"),
    "bill.number": Text("Nomor tagihan", "Number of the bill"),
    "bill.amount": Text("Jumlah", "Amount"),
    "bill.received": Text("Sudah diterima", "Received so far"),
    "bill.rest": Text("Sisa", "Left"),
    "bill.surplus": Text("Kelebihan yang dikembalikan", "Too much, to be given back"),
    "bill.channels": Text("Dibayar lewat", "Pay by"),
    "standing.open": Text("belum lunas", "open"),
    "standing.paid": Text("lunas", "paid"),
    "standing.confirmed": Text("dipastikan petugas", "confirmed by an official"),
    "standing.unpaid": Text("tidak dibayar", "not paid"),
    "link.title": Text("Berkas terkait", "Linked cases"),
    "link.from": Text("berkas ini berasal dari sana", "this case comes from it"),
    "link.running": Text("sedang diproses", "in progress"),
    "fact.called": Text("Memanggil SOP {sop}", "Called the SOP {sop}"),
    "fact.payment": Text("Pembayaran {amount} diterima", "Payment of {amount} received"),
}
