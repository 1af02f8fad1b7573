"""The shipped certificate with duties of persons written into it."""

from tests.compiler.broken import SKTM, definition

WHOLE = definition(SKTM)
_ROWS = {
    "verifikasi": "    orang_berbeda: [periksa]\n",
    "ttd": "    orang_berbeda: [verifikasi]\n    benturan_kepentingan: ya\n",
    "serah": "    orang_sama: [susun_surat]\n",
}
SEPARATION = "pemisahan:\n  - { langkah: [paraf, ttd], paling_banyak: 1 }\n"


def dutiful(**rows: str) -> str:
    """Give the file with these lines at the end of these rows, and the separation."""
    text = WHOLE.replace("kode: sktm", "kode: sktm-terpisah")
    for row, lines in (rows or _ROWS).items():
        head = f"  - id: {row}\n"
        assert text.count(head) == 1, row
        text = text.replace(head, head + lines)
    return text + SEPARATION
