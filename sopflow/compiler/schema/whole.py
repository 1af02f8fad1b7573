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
WHOLE: Final[Mapping[str, Section]] = {
    "withdrawal": Section("Penarikan kembali.", _WITHDRAWAL),
    "cancellation": Section("Pembatalan oleh kantor.", _CANCELLATION),
}
