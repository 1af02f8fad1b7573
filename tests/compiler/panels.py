"""The shipped advertising permit with its technical team as a panel."""

from tests.compiler.broken import REKLAME, definition

ROW = "    kewajiban: kelayakan\n    putusan:\n      tanya: Dapat disetujui?\n"
TWO_OF_THREE = "    butuh: 2\n    dari: 3\n"


def with_panel(keys: str = TWO_OF_THREE, **more: str) -> str:
    """Give the file in which the team votes on `kelayakan` by these keys; `more` is replaced."""
    text = definition(REKLAME).replace("kode: izin-reklame", "kode: reklame-panel")
    assert text.count(ROW) == 1
    text = text.replace(ROW, f"    jenis: panel\n{keys}{ROW}")
    for old, new in more.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text
