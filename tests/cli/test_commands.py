"""Every command: its result on stdout, all else on stderr, and one exit code for each outcome."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from sopflow import proofcheck
from sopflow.cli import main
from tests.cli.conftest import Ran, Run, in_a_process
from tests.office import DEFINITIONS, IN_FORCE, LIBRARY, SAMPLE

SKTM = next(p for p in DEFINITIONS if "sktm" in p.parts)
PAPERS = ("--paper", "pengantar", "--paper", "ktp", "--paper", "kk")
FIELDS = (
    "nama=Nur Contoh",
    "nik=0000000000000001",
    "alamat=Jalan Contoh 1",
    "keperluan=pendidikan",
)
FORM = tuple(part for field in FIELDS for part in ("--field", field))
PROOF = ("--proof", "KTP asli diperlihatkan")


@pytest.fixture
def office(furnished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the sample office, for this test alone."""
    folder = tmp_path / "data"
    shutil.copytree(furnished, folder)
    monkeypatch.setenv("SOPFLOW_DATA_DIR", str(folder))
    return folder


@pytest.fixture
def case(office: Path, sopflow: Run) -> str:
    """A case that waits for the clerk."""
    ran = sopflow("case", "open", "sktm", "--as", "ani", *FORM, *PAPERS, *PROOF, "--json")
    assert ran.code == 0, ran
    number: str = ran.data["number"]
    return number


def broken(tmp_path: Path, old: str, new: str) -> Path:
    text = SKTM.read_text()
    assert old in text
    path = tmp_path / "rusak.yaml"
    path.write_text(text.replace(old, new, 1))
    return path


# Authors ------------------------------------------------------------------------------------


def test_lint_of_the_shipped_definitions_is_clean(sopflow: Run) -> None:
    ran = sopflow("lint", *LIBRARY)

    assert (ran.code, ran.out) == (0, "")
    assert f"{len(LIBRARY)} berkas, 0 kesalahan" in ran.err


def test_lint_names_line_and_cure_and_exits_1(sopflow: Run, tmp_path: Path) -> None:
    path = broken(tmp_path, "pelaksana: camat", "pelaksana: lurah")

    text, data = sopflow("lint", path), sopflow("lint", path, "--format", "json")

    assert text.code == data.code == 1
    assert "Cara: " in text.out
    assert f"{path}:" in text.out
    first = data.data[0]
    assert list(first) == ["code", "severity", "file", "line", "column", "message", "cure"]


def test_explain_says_what_a_code_means(sopflow: Run) -> None:
    assert "Cara: " in sopflow("explain", "sop301").out
    assert sopflow("explain", "ORG006", "--json").data["code"] == "ORG006"
    unknown = sopflow("explain", "SOP999")
    assert unknown.code == 3
    assert "Cara: " in unknown.err


def test_compile_gives_the_whole_machine(sopflow: Run) -> None:
    (document,) = sopflow("compile", SKTM, "--json").data

    assert document["sop"] == "sktm"
    assert len(document["machine"]["markings"]) == document["markings"]
    assert sopflow("compile", SKTM).out.startswith("sktm 1.0.0: ")


def test_prove_gives_the_certificate_in_the_promised_form(sopflow: Run) -> None:
    ran = sopflow("prove", *LIBRARY, "--json")

    assert ran.code == 0
    assert {d["sop"] for d in ran.data} == {path.parent.name for path in LIBRARY}
    for document in ran.data:
        # What silence decides by law is said where an SOP has it, and only there.
        assert ("deemed" in document) == (document["sop"] == "keberatan")
        assert [key for key in document if key != "deemed"] == [
            "sop",
            "version",
            "hash",
            "markings",
            "must_act",
            "properties",
            "certificate",
        ]
        assert list(document["properties"]) == ["P1", "P2", "P3", "P4", "P7", "P8"]
        for verdict in document["properties"].values():
            assert verdict == {"holds": True, "counterexample": None}
        assert all(list(m) == ["step", "role"] for m in document["must_act"])
        assert document["certificate"]


def test_prove_exports_what_the_independent_checker_confirms(sopflow: Run, tmp_path: Path) -> None:
    folder = tmp_path / "bukti"

    assert sopflow("prove", *LIBRARY, "--export", folder).code == 0

    certificates = sorted(folder.glob("*.certificate.json"))
    assert len(certificates) == len(LIBRARY)
    for certificate in certificates:
        machine = certificate.with_name(certificate.name.replace(".certificate.", ".machine."))
        assert proofcheck.main([str(machine), str(certificate)]) == 0


def test_prove_shows_the_way_round_and_exits_1(sopflow: Run, tmp_path: Path) -> None:
    path = broken(tmp_path, "benar: { ke: susun_surat", "benar: { ke: serah")

    ran = sopflow("prove", path, "--json")

    assert ran.code == 1
    (document,) = ran.data
    assert not document["properties"]["P2"]["holds"]
    assert document["properties"]["P2"]["counterexample"]
    assert document["certificate"] is None


def test_prove_of_something_else_still_gives_a_document(sopflow: Run, tmp_path: Path) -> None:
    path = tmp_path / "catatan.yaml"
    path.write_text("belanja: [beras, gula]")

    ran = sopflow("prove", path, "--json")

    assert ran.code == 1
    assert ran.data[0]["certificate"] is None


# The office ---------------------------------------------------------------------------------


def test_the_sample_is_applied_once(sopflow: Run) -> None:
    dry = sopflow("org", "apply", SAMPLE, "--dry-run", "--json")
    first = sopflow("org", "apply", SAMPLE, "--json")
    again = sopflow("org", "apply", SAMPLE, "--json")

    assert dry.data["changes"] == first.data["changes"] != []
    assert again.data == {"dry_run": False, "changes": []}


def test_every_fault_of_an_organisation_file_is_listed(sopflow: Run, tmp_path: Path) -> None:
    path = tmp_path / "o.yaml"
    path.write_text(SAMPLE.read_text().replace("induk: kota", "induk: kotta"))

    text, data = sopflow("org", "apply", path), sopflow("org", "apply", path, "--json")

    assert text.code == data.code == 1
    assert len(data.data) == text.out.count("Cara: ") == 5


def test_what_is_kept_for_ever_is_a_conflict(office: Path, sopflow: Run, tmp_path: Path) -> None:
    path = tmp_path / "o.yaml"
    path.write_text(SAMPLE.read_text().replace("tanggal: 2025-03-27", "tanggal: 2025-03-28"))

    ran = sopflow("org", "apply", path)

    assert ran.code == 5
    assert "Cara: " in ran.err


def test_the_sample_file_can_be_had(sopflow: Run) -> None:
    assert sopflow("org", "sample").out == SAMPLE.read_text()


def test_sops_are_submitted_and_listed(office: Path, sopflow: Run, tmp_path: Path) -> None:
    again = sopflow("sop", "submit", SKTM, "--as", "admin", "--json")
    other = sopflow("sop", "submit", broken(tmp_path, "Kasi", "Kepala Seksi"), "--as", "admin")
    wrong = sopflow(
        "sop", "submit", broken(tmp_path, "ke: susun_surat", "ke: serah"), "--as", "admin"
    )

    assert (again.code, again.data["is_new"], again.data["state"]) == (0, False, "in_force")
    assert other.code == 5
    assert wrong.code == 1
    rows = sopflow("sop", "list", "--json").data
    assert {row["sop"] for row in rows} == IN_FORCE
    assert {row["state"] for row in rows} == {"in_force"}
    assert sopflow("sop", "submit", SKTM, "--as", "siapa").code == 3
    assert "Admin Contoh, Yuni Contoh" in sopflow("sop", "list").out


def test_a_version_goes_its_way_through_commands(
    office: Path, sopflow: Run, tmp_path: Path
) -> None:
    path, name = broken(tmp_path, "versi: 1.0.0", "versi: 1.1.0"), ("sktm", "1.1.0")

    def sop(verb: str, who: str, *more: str) -> int:
        return sopflow("sop", verb, *name, "--as", who, *more).code

    assert sopflow("sop", "submit", path, "--as", "ani", "--draft").out.endswith("draf\n")
    assert sop("try", "ani") == 0
    assert sop("ratify", "admin") == 5  # still on trial
    assert sopflow("sop", "submit", path, "--as", "ani").out.endswith("reviu\n")
    assert sop("ratify", "ani") == 4
    assert sop("ratify", "admin", "--note", "Sudah dibaca") == 0
    assert sop("ratify", "admin") == sop("publish", "admin") == 5
    assert sopflow("sop", "ratify", *name, "--as", "yuni").out == "sktm 1.1.0: disahkan (2/2)\n"
    published = sopflow("sop", "publish", *name, "--as", "yuni")
    assert published.out == "sktm 1.1.0: berlaku, mulai 2026-03-02\n"
    assert sop("withdraw", "yuni") == 2
    assert sop("withdraw", "yuni", "--reason", "Salah tanggal") == 0

    shown = sopflow("sop", "show", *name).out
    assert "Sudah dibaca" in shown
    assert "Salah tanggal" in shown
    assert sopflow("sop", "show", *name, "--source").out == path.read_text().rstrip("\n") + "\n"
    assert sopflow("sop", "show", *name, "--json").data["state"] == "withdrawn"
    assert sopflow("sop", "show", "sktm", "9.9.9").code == 3
    assert sopflow("sop", "ratify", "sktm", "9.9.9", "--as", "admin").code == 3


def test_a_password_is_read_and_never_an_argument(
    office: Path, sopflow: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "kata").write_text("pendek\n")
    with (tmp_path / "kata").open() as typed:
        monkeypatch.setattr("sys.stdin", typed)
        assert sopflow("user", "password", "sari", "--stdin").code == 2
    (tmp_path / "kata").write_text("kata sandi contoh\n")
    with (tmp_path / "kata").open() as typed:
        monkeypatch.setattr("sys.stdin", typed)
        assert sopflow("user", "password", "sari", "--stdin").code == 0
    link = sopflow("user", "link", "dewi", "--json").data
    assert "/masuk/pertama/" in link["url"]


# Cases --------------------------------------------------------------------------------------


def test_a_case_goes_from_desk_to_desk(case: str, sopflow: Run) -> None:
    assert [r["number"] for r in sopflow("worklist", "--as", "ani", "--json").data] == [case]

    assert sopflow("case", "advance", case, "lengkap", "--as", "ani").code == 0
    assert sopflow("case", "advance", case, "terdaftar", "--as", "ani").code == 0
    ran = sopflow("case", "advance", case, "benar", "--as", "eko", "--json")
    assert ran.data["open_steps"] == ["susun_surat"]
    assert sopflow("case", "advance", case, "selesai", "--as", "ani").code == 0
    assert sopflow("case", "advance", case, "setuju", "--as", "eko").code == 0

    page = sopflow("case", "show", case, "--as", "maya", "--json").data
    assert [a["answer"] for a in page["actions"]] == ["approve", "return"]
    assert [f["capacity"] for f in page["facts"] if f["step"] == "verifikasi"] == ["definitive"]
    (row,) = sopflow("case", "list", "--json").data
    assert row["number"] == case


def test_personal_data_is_covered(case: str, sopflow: Run) -> None:
    for form in ((), ("--json",)):
        shown = sopflow("case", "show", case, *form).out
        assert "Nur Contoh" not in shown
        assert "0000000000000001" not in shown


def test_the_same_key_opens_and_advances_once(office: Path, sopflow: Run) -> None:
    opening = ("case", "open", "sktm", "--as", "ani", *FORM, *PAPERS, *PROOF, "--json")
    first = sopflow(*opening, "--idempotency-key", "k1").data
    again = sopflow(*opening, "--idempotency-key", "k1").data
    assert first == again
    assert len(sopflow("case", "list", "--json").data) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (("lengkap", "--as", "yusuf"), 4, "no_appointment"),
        (("approve", "--step", "ttd", "--as", "agus"), 5, "item_not_open"),
        (("loncat", "--as", "ani"), 2, "unknown_answer"),
        (("kurang", "--as", "ani"), 2, "reason_missing"),
        (("lengkap", "--as", "siapa"), 3, "user_not_found"),
        (("lengkap", "--as", "ani", "--if-version", "7"), 5, "stale_view"),
        (("lengkap", "--as", "ani", "--field", "tanpa"), 2, "usage"),
    ],
)
def test_a_refused_answer_has_its_code_and_cure(
    case: str, sopflow: Run, arguments: tuple[str, ...], code: int, word: str
) -> None:
    ran = sopflow("case", "advance", case, *arguments, "--json")

    assert ran.code == code
    assert ran.data["error"]["code"] == word
    assert ran.data["error"]["cure"]
    assert "Cara: " in ran.err
    assert sopflow("case", "show", case, "--json").data["open_steps"][0]["step"] == "periksa"


def test_withdrawing_ends_the_case(case: str, sopflow: Run) -> None:
    assert sopflow("case", "withdraw", case, "--as", "ani").code == 2  # nobody looked at a card
    assert sopflow("case", "withdraw", case, "--as", "ani", *PROOF).code == 0
    assert sopflow("case", "show", case, "--json").data["result"] == "withdrawn"
    assert sopflow("case", "withdraw", case, "--as", "ani", *PROOF).code == 5


def test_what_is_not_there_is_not_found(office: Path, sopflow: Run) -> None:
    assert sopflow("case", "show", "SKTM-0").code == 3
    assert sopflow("case", "advance", "SKTM-0", "lengkap", "--as", "ani").code == 3
    wrong = ("case", "open", "pbg", "--as", "ani", "--unit", "dpmptsp", *PROOF)
    assert sopflow(*wrong).code == 3
    assert sopflow("lint", "tidak-ada.yaml").code == 3


def test_a_form_may_come_as_a_file(office: Path, sopflow: Run, tmp_path: Path) -> None:
    data = tmp_path / "berkas.json"
    fields = dict(f.split("=") for f in FIELDS)
    data.write_text(json.dumps({"fields": fields, "papers": ["pengantar", "ktp", "kk"]}))
    opening = ("case", "open", "sktm", "--as", "ani", *PROOF)

    assert sopflow(*opening, "--data", data).code == 0
    data.write_text("[1]")
    assert sopflow(*opening, "--data", data).code == 2
    data.write_text("{")
    assert sopflow(*opening, "--data", data).code == 2


def test_nothing_is_stuck_in_a_new_office(case: str, sopflow: Run) -> None:
    ran = sopflow("stuck", "--fail", "--json")

    assert (ran.code, ran.data) == (0, [])


# Keeping ------------------------------------------------------------------------------------


def test_the_audit_counts_and_names(case: str, office: Path, sopflow: Run) -> None:
    assert sopflow("audit", "verify", "--json").data["records"] == 1
    assert "utuh" in sopflow("audit", "verify").out


def test_tables_are_made_once(sopflow: Run) -> None:
    assert sopflow("db", "upgrade").code == 0
    assert sopflow("db", "upgrade", "--json").data == {"database": "sqlite", "current": True}


def test_the_doctor_finds_the_office_well(office: Path, sopflow: Run) -> None:
    ran = sopflow("doctor", "--json")

    assert ran.code == 0
    states = {f["what"]: f["state"] for f in ran.data["findings"]}
    assert states["basis data"] == states["kantor"] == states["surat (Typst)"] == "ok"
    assert states["admin"] == "caution"


def test_the_doctor_names_what_fails_with_its_cure(
    office: Path, sopflow: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOPFLOW_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("SOPFLOW_SMTP_PORT", "1")
    monkeypatch.setenv("SOPFLOW_BROKER_URL", "redis://127.0.0.1:1/0")

    ran = sopflow("doctor")

    assert ran.code == 6
    assert ran.out.count("gagal ") == 2
    assert "Cara: periksa SOPFLOW_BROKER_URL" in ran.out


def test_the_doctor_looks_at_an_empty_place(sopflow: Run) -> None:
    ran = sopflow("doctor")

    assert ran.code == 0
    assert "sopflow db upgrade" in ran.out


# Failing well -------------------------------------------------------------------------------


def test_wrong_usage_is_2_with_a_cure(sopflow: Run) -> None:
    for arguments in (
        ("nonsens",),
        ("lint",),
        ("lint", "--nonsens", "x"),
        ("--lang", "fr", "lint"),
    ):
        ran = sopflow(*arguments)
        assert ran.code == 2, arguments
        assert "Cara: " in ran.err
        assert ran.out == ""


def test_a_wrong_setting_is_6(sopflow: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOPFLOW_SMTP_PORT", "surat")
    ran = sopflow("case", "list")
    assert ran.code == 6
    assert "SOPFLOW_SMTP_PORT" in ran.err


def test_a_database_that_does_not_answer_is_6(
    sopflow: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOPFLOW_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:1/none")
    ran = sopflow("case", "list")
    assert ran.code == 6
    assert "Cara: " in ran.err


def test_an_unexpected_fault_is_7_with_a_reference_and_no_traceback(
    case: str, office: Path, sopflow: Run
) -> None:
    """The stored machine is not one any more, which nothing allows."""
    with closing(sqlite3.connect(office / "sopflow.db")) as database, database:
        database.execute("DROP TRIGGER versions_not_changed")
        database.execute("UPDATE versions SET machine = '{}'")
    ran = sopflow("case", "list", "--json")

    assert ran.code == 7
    reference = ran.data["error"]["code"].removeprefix("unexpected:")
    log = (office / "sopflow.log").read_text()
    assert reference in log
    assert "KeyError" in log


def test_ctrl_c_is_130(tmp_path: Path) -> None:
    """While a command reads a file that does not end."""
    endless = tmp_path / "sop.yaml"
    os.mkfifo(endless)
    command = subprocess.Popen(
        [sys.executable, "-m", "sopflow.cli", "lint", endless], stderr=subprocess.PIPE
    )
    with command, endless.open("w"):  # which opens when the command does
        command.send_signal(signal.SIGINT)
        _, err = command.communicate(timeout=20)

    assert command.returncode == 130
    assert b"Traceback" not in err


def test_english_on_request_wherever_it_stands(office: Path, sopflow: Run) -> None:
    for arguments in (("--lang", "en", "doctor"), ("doctor", "--lang=en")):
        assert "tables are current" in sopflow(*arguments).out
    assert "tabel terkini" in sopflow("doctor").out


def test_the_language_of_help_follows_the_environment() -> None:
    assert "Check SOP files." in in_a_process("--help", SOPFLOW_LANGUAGE="en").out
    assert "Periksa berkas SOP." in in_a_process("--help").out


def test_help_loads_nothing_heavy() -> None:
    heavy = ("sqlalchemy", "celery", "typst", "ruamel", "fastapi", "transitions", "pydantic")
    code = (
        "import sys; from sopflow.cli.main import run; run(['--help']);"
        f"print([m for m in {heavy} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stderr.strip() == "[]"


def test_a_reader_that_goes_away_is_no_error(furnished: Path) -> None:
    done = subprocess.run(
        f"{sys.executable} -m sopflow.cli compile {SKTM} --json | head -c 10",
        shell=True,
        capture_output=True,
        check=False,
        text=True,
    )
    assert "Traceback" not in done.stderr
    assert "Error" not in done.stderr


def test_every_command_has_help_in_words(sopflow: Run) -> None:
    for name in ("case", "org", "sop", "user", "audit", "db"):
        ran = sopflow(name, "--help")
        assert ran.code == 0
    assert isinstance(main.cli.info.help, str)
    assert isinstance(sopflow("case"), Ran)
