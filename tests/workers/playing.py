"""Officials of the sample agency who do their work, and workers who follow."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import text

from sopflow.channels.mailbox import Mailbox
from sopflow.documents.letters import Letters
from sopflow.domain.authority import Caller
from sopflow.domain.cases import Advance, Open, Receipt, Submission
from sopflow.domain.notices import Delivered, Message, Outcome
from sopflow.domain.words import AnswerId, CaseId, ItemId, PersonId, UnitId, WorkItemId
from sopflow.services.cases import Opened, advance_case, open_case
from sopflow.services.ports import Channel, DocumentMaker
from sopflow.services.work import KINDS, work_once
from sopflow.store.store import Store
from tests.office import rows

SOP = "izin-reklame"
CLERK = Caller(PersonId("rudi"))
FORM = {
    "nama": "Siti Rahmawati",
    "nik": "0000000000000001",
    "alamat": "Jalan Mawar 1",
    "jenis_reklame": "papan",
    "isi_reklame": "Warung Siti",
    "titik_lokasi": "Jalan Melati 2",
    "luas": "12,5",
}
EMAIL = "siti@warga.invalid"
PAPERS = frozenset(ItemId(p) for p in ("ktp", "nib", "gambar", "bukti_milik"))
GRANTS: Mapping[str, str] = {"periksa": "lengkap", "kelayakan": "layak", "konfirmasi": "sah"}
FIELDS: Mapping[str, Mapping[str, str]] = {
    "tinjau": {"luas_terukur": "12", "hasil_tinjauan": "Sesuai"},
    "tetapkan_pajak": {"nilai_pajak": "1500000", "nomor_skpd": "SKPD-1"},
    "serah": {"penerima_izin": "Siti", "identitas_penerima": "ktp"},
}
PUBLIC_URL = "https://izin.kota.invalid/"
ROUNDS_MAX = 60
_keys = count(1)


@dataclass
class Told:
    """A channel that keeps what it is given, and answers as it is told to."""

    name: str = "email"
    answers: list[Outcome] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)

    def send(self, message: Message) -> Outcome:
        self.messages.append(message)
        return self.answers.pop(0) if self.answers else Delivered()


@dataclass(frozen=True)
class Ways:
    email: Channel
    counter: Channel


def ways(folder: Path) -> Ways:
    """The mailbox folder for both."""
    sender = "kantor@kota.invalid"
    return Ways(Mailbox(folder, sender), Mailbox(folder, sender, is_counter=True))


PAST = "2026-01-01T00:00:00.000000Z"


def apply_for(
    store: Store, case: str = "case-1", *, email: str | None = EMAIL, language: str = "id"
) -> CaseId:
    """A person applies at the counter."""
    fields = FORM | ({"email": email} if email else {})
    given = Submission(fields, PAPERS)
    command = Open(CaseId(case), f"open-{case}", given, proof="KTP", language=language)
    opened = open_case(store, command, sop_code=SOP, unit=UnitId("dpmptsp"), caller=CLERK)
    assert isinstance(opened, Opened), opened
    return CaseId(case)


def work(store: Store, channels: Ways, documents: DocumentMaker | None = None, **more: Any) -> int:
    """Carry out what is due now, until nothing is."""
    done = 0
    for _ in range(ROUNDS_MAX):
        found = work_once(
            store,
            channels=channels,
            documents=documents or Letters(),
            worker="test",
            kinds=more.get("kinds", KINDS),
            public_url=PUBLIC_URL,
        )
        if found == 0:
            return done
        done += found
    raise AssertionError("work without end")


def act(
    store: Store, case: CaseId, answer: str | None = None, fields: Mapping[str, str] | None = None
) -> str:
    """Whoever's turn it is answers, towards the grant unless told otherwise; gives the step."""
    item = next(i for i in items(store, case) if i["role"] is not None)
    step = str(item["step"])
    machine = store.machine(versions(store, case))
    given = answer or GRANTS.get(step) or machine.steps[step].answers[0].id  # type: ignore[index]  # an id as text
    papers = frozenset(PAPERS) & set(machine.steps[step].changes)  # type: ignore[index]  # the same
    command = Advance(
        case,
        WorkItemId(item["id"]),
        item["view"],
        AnswerId(given),
        f"act-{next(_keys)}",
        note="Perlu dilengkapi" if answer else None,
        submission=Submission(fields if fields is not None else FIELDS.get(step, {}), papers),
        proof="KTP" if item["position_kind"] is None else None,
    )
    done = advance_case(store, command, caller=holder(store, item))
    assert isinstance(done, Receipt), (step, done)
    return step


def act_until(store: Store, case: CaseId, step: str, channels: Ways) -> None:
    """Everybody grants, and workers follow, until it is the turn of `step`."""
    for _ in range(ROUNDS_MAX):
        if step in {i["step"] for i in items(store, case)}:
            return
        act(store, case)
        work(store, channels)
    raise AssertionError(f"it never was the turn of {step}")


def holder(store: Store, item: Mapping[str, Any]) -> Caller:
    if item["position_kind"] is None:
        return CLERK
    found = rows(
        store,
        "SELECT a.person_id FROM appointments a JOIN positions p ON p.id = a.position_id"
        " WHERE p.kind = :kind AND p.unit_id = :unit AND a.valid_until IS NULL"
        " ORDER BY a.person_id",
        kind=item["position_kind"],
        unit=item["unit_id"],
    )
    return Caller(PersonId(found[0]["person_id"]))


def items(store: Store, case: CaseId) -> list[dict[str, Any]]:
    statement = (
        "SELECT * FROM work_items WHERE case_id = :case AND closed_seq IS NULL ORDER BY opened_seq"
    )
    return rows(store, statement, case=case)


def versions(store: Store, case: CaseId) -> Any:
    return rows(store, "SELECT version_id FROM cases WHERE id = :case", case=case)[0]["version_id"]


def facts(store: Store, case: CaseId, kind: str = "act") -> list[dict[str, Any]]:
    statement = "SELECT * FROM facts WHERE case_id = :case AND kind = :kind ORDER BY seq"
    return rows(store, statement, case=case, kind=kind)


def triggers(store: Store, case: CaseId) -> Iterator[str]:
    return (fact["trigger"] for fact in facts(store, case))


def jobs(store: Store, case: CaseId, *states: str) -> list[dict[str, Any]]:
    found = rows(store, "SELECT * FROM jobs WHERE case_id = :case ORDER BY id", case=case)
    return [job for job in found if not states or job["state"] in states]


def change(store: Store, statement: str, **values: Any) -> None:
    """Put the tables into a state that time alone would bring."""
    with store.changing() as connection:
        connection.execute(text(statement), values)


def let_leases_run_out(store: Store) -> None:
    change(store, f"UPDATE jobs SET lease_until = '{PAST}' WHERE state = 'running'")


def let_time_pass(store: Store, *, kind: str, action: str | None = None) -> None:
    """Make every waiting job of a kind due, and its item with it."""
    like = f'%"{action}"%' if action else "%"
    due = f"UPDATE jobs SET due_at = '{PAST}' WHERE state = 'waiting' AND kind = :kind"
    change(store, f"{due} AND CAST(payload AS text) LIKE :like", kind=kind, like=like)
    if action == "expire":
        change(store, f"UPDATE work_items SET due_at = '{PAST}' WHERE closed_seq IS NULL")
