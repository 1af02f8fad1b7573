"""What the author's guide tells to write is what the compiler accepts, by both ways."""

import re
from pathlib import Path

from sopflow.compiler.compile import compile_text
from tests.compiler.desk import Desk, codes

GUIDE = (Path(__file__).parents[2] / "docs/guide/write-an-sop.md").read_text(encoding="utf-8")
EMPTY = "(kosongkan)"


def rows_of(heading: str) -> list[list[str]]:
    """The rows of the table of the guide that begins with this heading."""
    table = GUIDE[GUIDE.index(f"| {heading} |") :].split("\n\n")[0].split("\n")
    rows = [[_cell(cell) for cell in line.strip("|").split("|")] for line in table]
    return [rows[0], *rows[2:]]


def _cell(text: str) -> str:
    return text.strip().replace("<br>", "\n")


def paper_table() -> Desk:
    return Desk({"SOP": [["Surat Keterangan Usaha"], [], *rows_of("No")]})


def fill_in(desk: Desk, sheet: str, name: str, column: str, text: str) -> None:
    """Write into a row that begins with a name or has it as its code; a new one is added."""
    rows = desk.sheets[sheet]
    line = 3 if sheet == "Prosedur" else 0
    place = 1 if sheet in ("Prosedur", "Jawaban") else 0
    row = next((r for r in rows if len(r) > place and r[place] == name), None)
    if row is None:
        row = [""] * place + [name]
        rows.append(row)
    if sheet == "Prosedur" and column == "Langkah Berikutnya":
        line = 2
    desk.write(sheet, row, column, "" if text == EMPTY else text, line=line)


def test_the_file_of_the_guide_has_no_finding() -> None:
    block = re.search(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    assert block is not None

    found = compile_text(block[1], file="guide.yaml")

    assert found.diagnostics == ()
    assert found.certificate is not None
    assert [str(m.step) for m in found.certificate.must_act] == re.findall(
        r"^ {11}(\w+) +[A-Z]\w+", GUIDE, re.MULTILINE
    )


def test_the_table_of_the_guide_filled_in_as_it_says_has_no_finding() -> None:
    draft = paper_table().imported()
    counts = codes(draft)
    summary = f"{counts['SOP071']} tebakan, {counts['SOP072']} harus diisi, 0 tidak dibawa"
    assert summary in GUIDE
    assert draft.text is not None

    desk = Desk.exported(draft.text)
    for sheet, name, column, text in rows_of("Lembar")[1:]:
        fill_in(desk, sheet, name, column, text)
    found = desk.imported()

    assert found.findings == ()
    assert found.lint == ()
    assert found.text is not None
    assert "[isi:" not in found.text.partition("\n\n")[2]
    certificate = compile_text(found.text, file="x.yaml").certificate
    assert certificate is not None
    assert [str(m.role) for m in certificate.must_act] == [
        "petugas_loket", "petugas_loket", "kasi_pelayanan", "sekcam", "camat", "petugas_loket",
    ]  # fmt: skip
