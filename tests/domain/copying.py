"""The shipped certificate of need with copies of its signature and of its grant."""

from tests.domain.play import DEFINITIONS

_SIGNATURE = "  - id: ttd\n"
_GRANT = "  terbit: { hasil: disetujui,"


def copied_text(*, code: str = "sktm") -> str:
    """The text of the SOP under a code of its own."""
    text = (DEFINITIONS / "sktm" / "1.0.0.yaml").read_text()
    for old, new in (
        ("  kode: sktm\n", f"  kode: {code}\n"),
        (_SIGNATURE, f"{_SIGNATURE}    tembusan: [sekcam]\n"),
        (_GRANT, f"{_GRANT} tembusan: [kasi],"),
    ):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text
