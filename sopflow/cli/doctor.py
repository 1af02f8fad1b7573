"""The doctor: every part that must be right, looked at one by one, with the cure for each."""

import os
import smtplib
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sopflow.cli.frame import say
from sopflow.cli.runtime import Silent
from sopflow.domain.errors import SopflowError
from sopflow.domain.lives import RATIFIERS_MIN

if TYPE_CHECKING:
    from sopflow.reads.health import Health
    from sopflow.settings import Settings
    from sopflow.wiring import Runtime

SECONDS_TO_ANSWER_MAX = 3.0
WAITING_SECONDS_MAX = 60
"""A due job that waits longer than this has no worker."""
DEFAULT_PORTS = {"redis": 6379, "rediss": 6379, "valkey": 6379, "amqp": 5672, "amqps": 5671}


class State(StrEnum):
    """How one part stands."""

    OK = "ok"
    CAUTION = "caution"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Finding:
    """One part: what it is, what was found, and the cure where it is not well."""

    state: State
    what: str
    found: str
    cure: str | None = None


def examine(settings: "Settings") -> list[Finding]:
    """Look at everything; what cannot be looked at is a finding, never an error."""
    findings = [_data_folder(settings.data_dir)]
    findings += _database(settings)
    findings += [_broker(settings), _mail(settings), _papers()]
    return findings


def _data_folder(folder: Path) -> Finding:
    what = say("folder data", "data folder")
    if not folder.exists():
        found = say(f"{folder} belum ada", f"{folder} does not exist yet")
        cure = say("sopflow up membuatnya", "sopflow up makes it")
        return Finding(State.CAUTION, what, found, cure)
    try:
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        cure = say(
            "beri hak tulis, atau pilih lain: SOPFLOW_DATA_DIR",
            "make it writable, or choose another: SOPFLOW_DATA_DIR",
        )
        return Finding(State.FAILED, what, f"{folder}: {error.strerror}", cure)
    open_to_others = folder.stat().st_mode & 0o077
    if os.name == "posix" and open_to_others:
        found = say(f"{folder} terbuka bagi pengguna lain", f"{folder} is open to other users")
        return Finding(State.CAUTION, what, found, f"chmod 700 {folder}")
    return Finding(State.OK, what, str(folder))


def _database(settings: "Settings") -> Iterator[Finding]:
    from sopflow.reads.health import health
    from sopflow.wiring import make_runtime

    what = say("basis data", "database")
    if settings.is_embedded and not (settings.data_dir / "sopflow.db").exists():
        found = say("belum ada (SQLite)", "not there yet (SQLite)")
        yield Finding(State.CAUTION, what, found, "sopflow db upgrade")
        return
    try:
        made = make_runtime(settings, nudge=Silent())
    except SopflowError as error:
        cure = say(
            "sopflow db upgrade; periksa SOPFLOW_DATABASE_URL",
            "sopflow db upgrade; check SOPFLOW_DATABASE_URL",
        )
        yield Finding(State.FAILED, what, str(error), cure)
        return
    with closing(made):
        stands = health(made.store)
        yield _tables(what, stands, settings)
        yield _workers(stands)
        yield _office(stands)
        yield _administrator(made)


def _tables(what: str, found: "Health", settings: "Settings") -> Finding:
    words = say(f"{found.dialect}, tabel terkini", f"{found.dialect}, tables are current")
    if found.dialect == "postgresql" and found.is_owner and not settings.allow_owner:
        words = say("dibuka sebagai pemilik tabel", "opened as the owner of the tables")
        cure = say(
            "pakai peran yang hanya boleh melayani; pemilik hanya untuk db upgrade",
            "use a role that only serves; the owner is for db upgrade alone",
        )
        return Finding(State.FAILED, what, words, cure)
    return Finding(State.OK, what, words)


def _workers(found: "Health") -> Finding:
    what = say("pekerja", "workers")
    if found.oldest_due_at is not None:
        waited = int((found.now - found.oldest_due_at).total_seconds())
        if waited > WAITING_SECONDS_MAX:
            words = say(
                f"{found.due} pekerjaan menunggu, yang tertua {waited} detik",
                f"{found.due} jobs wait, the oldest for {waited} s",
            )
            cure = say(
                "jalankan sopflow up, atau sopflow worker", "run sopflow up or sopflow worker"
            )
            return Finding(State.FAILED, what, words, cure)
    if found.incidents:
        words = say(
            f"{found.incidents} pekerjaan menyerah", f"{found.incidents} jobs have given up"
        )
        cure = say("lihat sebabnya: sopflow stuck", "see why: sopflow stuck")
        return Finding(State.CAUTION, what, words, cure)
    return Finding(State.OK, what, say("tidak ada yang tertunda", "nothing is overdue"))


def _office(found: "Health") -> Finding:
    what = say("kantor", "office")
    words = say(
        f"{found.units} unit, {found.versions} SOP, {found.open_cases} berkas terbuka",
        f"{found.units} units, {found.versions} SOPs, {found.open_cases} open cases",
    )
    if not found.units:
        return Finding(State.CAUTION, what, words, "sopflow org apply FILE")
    if found.ratifiers < RATIFIERS_MIN:
        words += say("; kurang orang yang dapat mengesahkan SOP", "; too few may ratify an SOP")
        cure = say(
            "tulis mengesahkan: ya pada pejabat kedua di berkas organisasi",
            "write mengesahkan: ya at a second official of the organisation file",
        )
        return Finding(State.CAUTION, what, words, cure)
    if not found.versions:
        return Finding(State.CAUTION, what, words, "sopflow sop submit FILE --as …")
    if found.holidays_until is None or found.holidays_until < found.now.year:
        words += say("; hari libur tahun ini belum ada", "; no holidays of this year")
        cure = say("tambahkan libur: di berkas organisasi", "add libur: to the organisation file")
        return Finding(State.CAUTION, what, words, cure)
    return Finding(State.OK, what, words)


def _administrator(made: "Runtime") -> Finding:
    from sopflow.services.signin import has_admin

    what = "admin"
    if has_admin(made.store):
        return Finding(State.OK, what, say("dapat masuk", "can sign in"))
    words = say("belum ada yang punya kata sandi", "none has a password yet")
    return Finding(State.CAUTION, what, words, "sopflow user link …")


def _broker(settings: "Settings") -> Finding:
    what = say("antrean pesan", "broker")
    if settings.broker_url is None:
        return Finding(State.OK, what, say("lewat folder data", "through the data folder"))
    parts = urlsplit(settings.broker_url)
    place = (parts.hostname or "localhost", parts.port or DEFAULT_PORTS.get(parts.scheme, 0))
    where = f"{parts.scheme}://{place[0]}:{place[1]}"
    return _asked(what, where, lambda: _connect(place), "SOPFLOW_BROKER_URL")


def _connect(place: tuple[str, int]) -> None:
    socket.create_connection(place, timeout=SECONDS_TO_ANSWER_MAX).close()


def _mail(settings: "Settings") -> Finding:
    what = "email"
    if settings.smtp_host is None:
        folder = settings.data_dir / "mailbox"
        found = say(f"ditulis ke {folder}", f"written to {folder}")
        cure = say("isi SOPFLOW_SMTP_HOST agar terkirim", "set SOPFLOW_SMTP_HOST to send it")
        return Finding(State.CAUTION, what, found, cure)
    where = f"{settings.smtp_host}:{settings.smtp_port}"
    return _asked(what, where, lambda: _greet(settings), "SOPFLOW_SMTP_*")


def _greet(settings: "Settings") -> None:
    assert settings.smtp_host is not None
    with smtplib.SMTP(
        settings.smtp_host, settings.smtp_port, timeout=SECONDS_TO_ANSWER_MAX
    ) as server:
        if settings.smtp_starttls:
            server.starttls()
        if settings.smtp_username and settings.smtp_password:
            server.login(settings.smtp_username, settings.smtp_password.get_secret_value())
        server.noop()


def _asked(what: str, where: str, ask: Callable[[], None], variable: str) -> Finding:
    try:
        ask()
    except (OSError, smtplib.SMTPException) as error:
        cure = say(f"periksa {variable}", f"check {variable}")
        return Finding(State.FAILED, what, f"{where}: {error}", cure)
    return Finding(State.OK, what, say(f"{where} menjawab", f"{where} answers"))


def _papers() -> Finding:
    what = say("surat (Typst)", "papers (Typst)")
    try:
        import typst

        typst.compile(b"sopflow", format="pdf")
    except Exception as error:  # noqa: BLE001  a native library may fail in its own ways
        cure = say("pasang ulang sopflow", "install sopflow anew")
        return Finding(State.FAILED, what, f"{type(error).__name__}: {error}", cure)
    return Finding(State.OK, what, say("dapat membuat PDF", "can make PDF"))
