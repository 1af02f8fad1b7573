"""Messages from outside on the command line: as a source would send them."""

from pathlib import Path

from tests.cli.conftest import Run
from tests.office import SAMPLE

SENT = ("event", "receive", "--source", "afis", "--id", "m-1", "--about")


def test_a_message_is_kept_shown_and_told_the_same_again(sopflow: Run, tmp_path: Path) -> None:
    (tmp_path / "isi.json").write_text('{"skor": "0,2"}', encoding="utf-8")
    assert sopflow("org", "apply", SAMPLE).code == 0
    message = (*SENT, "REK-1", "--outcome", "tunggal", "--body", tmp_path / "isi.json")

    first = sopflow(*message, "--json")
    again = sopflow(*message)
    other = sopflow(*SENT, "REK-1", "--outcome", "ganda")
    shown = sopflow("event", "list", "--json")

    assert first.code == 0
    assert first.data["fate"] == "kept"
    assert again.out == "disimpan: belum ada yang menunggunya\n"
    assert other.code == 5
    (row,) = shown.data
    assert (row["message_id"], row["key"], row["standing"]) == ("m-1", "REK-1", "unmatched")
    assert "REK-1" in sopflow("event", "list").out


def test_nothing_that_waits_is_said(sopflow: Run) -> None:
    sopflow("org", "apply", SAMPLE)

    ran = sopflow("event", "list")

    assert (ran.code, ran.out) == (0, "")
    assert "semua kabar terpakai" in ran.err


def test_a_body_that_is_no_json_object_is_refused(sopflow: Run, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("[1]", encoding="utf-8")
    (tmp_path / "b.json").write_text("{", encoding="utf-8")

    for name in ("a.json", "b.json"):
        ran = sopflow(*SENT, "REK-1", "--outcome", "tunggal", "--body", tmp_path / name)
        assert ran.code == 2


def test_a_payment_on_no_bill_is_kept_and_shown(sopflow: Run) -> None:
    sopflow("org", "apply", SAMPLE)
    payment = ("event", "pay", "--source", "bank", "--reference", "trx-1", "--bill", "SALAH-1")

    kept = sopflow(*payment, "--amount", "1000", "--json")
    nothing = sopflow(*payment, "--amount", "0")

    assert kept.data["fate"] == "kept"
    assert nothing.code == 2
    (row,) = sopflow("event", "list", "--json").data
    assert (row["message_id"], row["key"], row["outcome"]) == ("trx-1", "SALAH-1", "paid")
