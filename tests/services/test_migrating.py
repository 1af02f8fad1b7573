"""Which running cases could move to a new version, on both databases."""

import re

import pytest

from sopflow.domain.authority import CaseUnit
from sopflow.domain.cases import Advance, Open, Receipt
from sopflow.domain.errors import VersionNotFound
from sopflow.domain.words import AnswerId, CaseId, UnitId
from sopflow.reads.cases import case_page
from sopflow.services.cases import Opened, advance_case, open_case
from sopflow.services.migrating import MigrationPlan, plan
from sopflow.services.publishing import Submitted, submit
from sopflow.store.store import Store
from tests.office import DEFINITIONS, caller, filled_form, let_in_force, person

SKTM = next(p for p in DEFINITIONS if "sktm" in p.parts).read_text()
UNIT = UnitId("kecamatan-contoh")
ROUTE = (("ani", "lengkap"), ("ani", "terdaftar"), ("eko", "benar"), ("ani", "done"),
         ("eko", "approve"), ("maya", "approve"))  # fmt: skip
"""Who answers what, from the counter to the signature."""


def text_of(sop: str, version: str, *edits: tuple[str, str]) -> str:
    text = SKTM.replace("kode: sktm", f"kode: {sop}").replace("versi: 1.0.0", f"versi: {version}")
    text = re.sub(r"nomor_berkas: .*", f'nomor_berkas: "{sop}-{{urut:6}}"', text)
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return text


ONE_MORE = (
    ("berjenjang: [kasi, sekcam]", "berjenjang: [kasi, sekcam, wakil]"),
    (
        "  camat: {",
        "  wakil: { nama: { id: Wakil, en: Deputy }, jabatan: wakil_camat }\n  camat: {",
    ),
    ("berlaku: 2 Maret 2026", "berlaku: 1 Juni 2026"),
)


def opened(office: Store, sop: str, key: str, *, acts: int = 0) -> CaseId:
    """A case under the version in force, so many acts on its way to the signature."""
    case = CaseId(f"{sop}-{key}")
    machine = office.machine(office.version_in_force(sop, _unit(office), office.now().date()))
    command = Open(case, f"open-{case}", filled_form(machine.procedure), proof="KTP")
    done = open_case(office, command, sop_code=sop, unit=UNIT, caller=caller("ani"))
    assert isinstance(done, Opened), done
    for who, answer in ROUTE[:acts]:
        give(office, case, who, answer)
    return case


def give(office: Store, case: CaseId, who: str, answer: str) -> Receipt:
    """Answer the one open item."""
    number = next(c.number for c in office.all_chains() if c.case_id == case)
    page = case_page(office, number, person=None, now=office.now())
    assert page is not None
    (step,) = page.open_steps
    command = Advance(case, step.item, step.view, AnswerId(answer), f"{case}-{page.seq}", note="Ya")
    done = advance_case(office, command, caller=caller(who))
    assert isinstance(done, Receipt), done
    return done


def _unit(office: Store) -> CaseUnit:
    with office.writing() as tx:
        return tx.office(UNIT, person=person("ani"), key="look").unit


@pytest.fixture
def found(office: Store) -> MigrationPlan:
    """Six cases of one SOP, and a version with one more level of initials."""
    sop = f"plan-{office.dialect}"
    let_in_force(office, text_of(sop, "1.0.0"))
    done = submit(office, text_of(sop, "2.0.0", *ONE_MORE), file="x", by=person("admin"))
    assert isinstance(done, Submitted), done
    if done.is_new:
        for acts in (0, 0, 1, 4, 5, 6):
            opened(office, sop, f"{acts}-{len(list(office.all_chains()))}", acts=acts)
    return plan(office, sop, "1.0.0", "2.0.0")


def test_a_plan_says_how_many_go_where_and_which_stay_and_why(found: MigrationPlan) -> None:
    assert len(found.cases) == 6
    assert dict(found.ways()) == {
        ("periksa", "periksa"): 2,
        ("cek_data", "cek_data"): 1,
        ("paraf_kasi", "paraf_kasi"): 1,
        ("paraf_sekcam", "paraf_sekcam"): 1,
    }
    (stays,) = found.staying
    assert stays.open_steps == ("ttd",)
    assert {r.code for r in stays.reasons} == {"SOP713", "SOP714"}
    assert any("tanpa Wakil (memaraf konsep surat)" in r.message.id for r in stays.reasons)


def test_a_plan_of_one_case(office: Store, found: MigrationPlan) -> None:
    number = found.staying[0].number

    alone = plan(office, found.sop, "1.0.0", "2.0.0", number=number)

    assert [c.number for c in alone.cases] == [number]
    assert alone.cases[0] == found.staying[0]


def test_a_plan_records_nothing_and_needs_both_versions(
    office: Store, found: MigrationPlan
) -> None:
    before = [c.seq for c in office.all_chains()]

    plan(office, found.sop, "1.0.0", "2.0.0")

    assert [c.seq for c in office.all_chains()] == before
    for pair in (("1.0.0", "9.0.0"), ("9.0.0", "2.0.0")):
        with pytest.raises(VersionNotFound):
            plan(office, found.sop, *pair)
