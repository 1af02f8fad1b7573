"""The sections about the whole case: who may stop it, from wherever it stands."""

from collections.abc import Mapping
from typing import Final

from sopflow.compiler.schema.shapes import ID, Section, lines, must, text

_WITHDRAWAL = {
    "until": must(lines(ID), "Sampai tanda tangan yang mana.", "ttd"),
    "target": must(text(ID), "Akhir yang dicapai.", "dicabut"),
}
_CANCELLATION = {
    "by": must(text(ID), "Pelaksana yang boleh membatalkan.", "kepala"),
    "until": must(lines(ID), "Sampai tanda tangan yang mana.", "ttd"),
    "target": must(text(ID), "Langkah yang menyusun surat pembatalan.", "susun_batal"),
}
_SILENCE = {
    "target": must(text(ID), "Akhir yang dianggap tercapai.", "dianggap"),
    "legal_basis": must(
        text(),
        "Dasar hukumnya, lengkap dengan pasal.",
        "Undang-Undang Nomor 30 Tahun 2014 pasal 77 ayat (5)",
    ),
}
WHOLE: Final[Mapping[str, Section]] = {
    "withdrawal": Section("Penarikan kembali.", _WITHDRAWAL),
    "silence": Section("Bila janji lewat tanpa keputusan.", _SILENCE),
    "cancellation": Section("Pembatalan oleh kantor.", _CANCELLATION),
}
