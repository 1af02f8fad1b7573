from sopflow.reads.versions import published_versions
from sopflow.services.publishing import (
    MayNotPublish,
    NotPublished,
    NumberTaken,
    Published,
    publish,
)
from sopflow.store.store import Store
from tests.office import DEFINITIONS, LIBRARY, person

SKTM = next(p for p in DEFINITIONS if "sktm" in p.parts).read_text()


def put(office: Store, text: str) -> Published | NotPublished | NumberTaken | MayNotPublish:
    return publish(office, text, file="sktm.yaml", by=person("admin"), now=office.now())


def test_every_shipped_procedure_can_be_put_in_force(office: Store) -> None:
    for path in LIBRARY:
        assert isinstance(put(office, path.read_text()), Published), path

    there = {v.sop for v in published_versions(office)}
    assert there == {path.parent.name for path in LIBRARY}


def test_the_same_text_again_changes_nothing(office: Store) -> None:
    again = put(office, SKTM)

    assert isinstance(again, Published)
    assert not again.is_new
    there = [(v.sop, v.version) for v in published_versions(office)]
    assert there.count(("sktm", "1.0.0")) == 1


def test_a_published_number_is_never_given_to_another_text(office: Store) -> None:
    other = SKTM.replace("Kasi Pelayanan", "Kasi Layanan", 1)
    assert other != SKTM

    assert put(office, other) == NumberTaken("sktm", "1.0.0")


def test_a_higher_number_is_a_new_version(office: Store) -> None:
    new = put(office, SKTM.replace("versi: 1.0.0", "versi: 1.1.0"))

    assert isinstance(new, Published)
    assert new.is_new
    row = next(v for v in published_versions(office) if v.version == "1.1.0")
    assert row.version_id == new.version_id
    assert row.published_by == "Admin Contoh"
    assert row.certificate["certificate"]


def test_what_does_not_prove_is_not_published(office: Store) -> None:
    before = len(published_versions(office))
    around = SKTM.replace("benar: { ke: susun_surat", "benar: { ke: ttd", 1)
    assert around != SKTM

    refused = put(office, around.replace("versi: 1.0.0", "versi: 1.2.0"))

    assert isinstance(refused, NotPublished)
    assert any(d.is_error and d.cure.id for d in refused.diagnostics)
    assert len(published_versions(office)) == before


def test_only_an_administrator_publishes(office: Store) -> None:
    before = len(published_versions(office))
    new = SKTM.replace("versi: 1.0.0", "versi: 1.3.0")

    for who in ("ani", "agus", "bukan siapa-siapa"):
        done = publish(office, new, file="sktm.yaml", by=person(who), now=office.now())
        assert done == MayNotPublish(person(who))

    assert len(published_versions(office)) == before
