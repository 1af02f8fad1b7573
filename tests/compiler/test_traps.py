"""What YAML makes of the words of an office: each trap is read as meant, or has a cure in words."""

import pytest

from sopflow.compiler.compile import Compilation, compile_text
from sopflow.domain.identity import Identity
from tests.compiler.broken import SKTM, definition

WHOLE = definition(SKTM)
DATES = '  tanggal: { dibuat: 2 Februari 2026, direvisi: "-", berlaku: 2 Maret 2026 }\n'
BASIS = "    - Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik\n"
RELATED = "  keterkaitan: [SOP Pendataan Warga pada Data Sosial, SOP Pengelolaan Pengaduan]\n"
NUMBER = "  nomor: 400/021/SOP/KEC/2026\n"
WARNING = "  peringatan: Surat tanpa paraf berjenjang dan tanda tangan Camat tidak berlaku.\n"
QUOTE = "tanda kutip"


def edited(old: str, new: str) -> Compilation:
    assert WHOLE.count(old) == 1
    return compile_text(WHOLE.replace(old, new), file="x.yaml")


def identity(old: str, new: str) -> Identity:
    found = edited(old, new)
    assert found.machine is not None, [d.render() for d in found.diagnostics]
    return found.machine.procedure.identity


def dates(made: str, revised: str = '"-"', effective: str = "2 Maret 2026") -> str:
    return f"  tanggal:\n    dibuat: {made}\n    direvisi: {revised}\n    berlaku: {effective}\n"


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        pytest.param(DATES, dates("2 Februari 2026", "-"), "SOP001", "    direvisi: -", id="dash"),
        pytest.param(
            RELATED, "  keterkaitan: -\n", "SOP001", "  keterkaitan: -", id="a dash alone"
        ),
        pytest.param(RELATED, "  keterkaitan:\n    -\n", "SOP004", "    -", id="a dash in a list"),
        pytest.param(
            BASIS,
            "    - SK Lurah No. 3: tahun 2020\n",
            "SOP004",
            "    - SK Lurah No. 3: tahun 2020",
            id="a colon in a list",
        ),
        pytest.param(
            RELATED,
            "  keterkaitan: [SK Lurah No. 3: tahun 2020]\n",
            "SOP004",
            "  keterkaitan: [SK Lurah No. 3: tahun 2020]",
            id="a colon in brackets",
        ),
        pytest.param(
            WARNING,
            "  peringatan: SK No. 3: wajib\n",
            "SOP001",
            "  peringatan: SK No. 3: wajib",
            id="a colon in a text",
        ),
        pytest.param(
            WARNING, "  peringatan: @camat\n", "SOP001", "  peringatan: @camat", id="an at sign"
        ),
        pytest.param(BASIS, "    - @camat\n", "SOP001", "    - @camat", id="an at sign in a list"),
        pytest.param(
            WARNING, "  peringatan: %wajib\n", "SOP001", "  peringatan: %wajib", id="a percent sign"
        ),
        pytest.param(
            WARNING, "  peringatan: *wajib\n", "SOP009", "  peringatan: *wajib", id="a star"
        ),
        pytest.param(
            WARNING, "  peringatan: !wajib x\n", "SOP009", "  peringatan: !wajib x", id="a bang"
        ),
    ],
)
def test_a_trap_has_a_cure_at_its_line(old: str, new: str, code: str, line: str) -> None:
    found = edited(old, new)

    blamed = [d for d in found.diagnostics if d.code == code]
    assert [d.source_line for d in blamed] == [line]
    assert QUOTE in blamed[0].cure.id
    assert blamed[0].cure.en != blamed[0].cure.id


@pytest.mark.parametrize("number", ["01", "007", "1.10", "1e3", "0x1F", "12:30:45", "1_000", "no"])
def test_what_looks_like_a_number_stays_as_it_was_written(number: str) -> None:
    assert identity(NUMBER, f"  nomor: {number}\n").number == number


def test_a_dash_in_brackets_or_in_quotes_says_that_there_is_none() -> None:
    assert identity('direvisi: "-"', "direvisi: -").revised_on is None
    assert identity('direvisi: "-"', "direvisi: '-'").revised_on is None
    assert identity(RELATED, '  keterkaitan: "-"\n').related == ()


def test_a_text_in_quotes_may_hold_anything() -> None:
    text = "@ SK Lurah No. 3: tahun 2020 # bukan catatan"

    assert identity(BASIS, f'    - "{text}"\n{BASIS}').legal_basis[0] == text


@pytest.mark.parametrize(
    "written",
    ["2 Maret 2026", "02 maret 2026", "2  MARET 2026", '"2 Maret 2026"', "2026-03-02", "2026-3-2"],
)
def test_a_date_may_be_written_as_people_write_it(written: str) -> None:
    found = identity(DATES, dates(written, effective="1 April 2026"))

    assert found.made_on.isoformat() == "2026-03-02"


@pytest.mark.parametrize(
    "written",
    ["2 March 2026", "2/3/2026", "02-03-2026", "Maret 2026", "31 Februari 2026", "kemarin"],
)
def test_any_other_date_is_told_how_to_write_it(written: str) -> None:
    found = edited(DATES, dates(written))

    blamed = [d for d in found.diagnostics if d.code == "SOP602"]
    assert [d.source_line for d in blamed] == [f"    dibuat: {written}"]
    assert "`2 Maret 2026`" in blamed[0].cure.id
