"""The sample agency with three shipped procedures, on a fresh database of either kind."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import text

from sopflow.compiler.organisation import read_organisation
from sopflow.domain.authority import Caller
from sopflow.domain.cases import Submission
from sopflow.domain.items import EntryRequirement, Field, FieldKind
from sopflow.domain.lives import VersionState
from sopflow.domain.organisation import Organisation
from sopflow.domain.procedures import Procedure
from sopflow.domain.words import ItemId, PersonId, VersionId
from sopflow.services import publishing
from sopflow.services.organisation import apply_organisation
from sopflow.store.store import Store
from sopflow.store.upgrading import upgrade

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "sopflow" / "cli" / "sample" / "organisation.yaml"
LIBRARY = sorted((ROOT / "definitions").glob("*/[0-9]*.yaml"))
"""Every shipped procedure."""
IN_FORCE = frozenset({"izin-reklame", "pbg-rumah-tinggal", "sktm"})
DEFINITIONS = [path for path in LIBRARY if path.parent.name in IN_FORCE]
"""Those that the sample agency has put in force."""


def furnish(url: str) -> None:
    """Migrate, apply the sample agency and publish its procedures."""
    upgrade(url)
    with opened(url) as store:
        organisation = read_organisation(SAMPLE.read_text(), file=SAMPLE.name)
        assert isinstance(organisation, Organisation), organisation
        apply_organisation(store, organisation)
        for path in DEFINITIONS:
            put_in_force(store, path)


def put_in_force(store: Store, path: Path) -> None:
    """Put one procedure more in force; again changes nothing."""
    let_in_force(store, path.read_text())


def let_in_force(store: Store, source: str) -> VersionId:
    """Take the text of an SOP all the way: submitted, ratified by two people, in force."""
    done = publishing.submit(store, source, file="sop.yaml", by=person("admin"))
    assert isinstance(done, publishing.Submitted), done
    if done.state is VersionState.IN_FORCE:
        return done.version_id
    for move, who in (
        (publishing.ratify, "admin"),
        (publishing.ratify, "yuni"),
        (publishing.put_in_force, "yuni"),
    ):
        moved = move(store, done.sop, done.version, by=person(who))
        assert isinstance(moved, publishing.Moved), moved
    return done.version_id


def shipped(code: str) -> Path:
    """The newest file of a shipped procedure."""
    return [path for path in LIBRARY if path.parent.name == code][-1]


@contextmanager
def opened(url: str) -> Iterator[Store]:
    """A store for the length of a block."""
    store = Store.open(url)
    try:
        yield store
    finally:
        store.close()


def copied(template: Path, target: Path) -> str:
    """A copy of a furnished SQLite database; gives its address."""
    shutil.copy(template, target)
    return f"sqlite:///{target}"


def person(username: str) -> PersonId:
    """The id of an official of the sample."""
    return PersonId(username)


def caller(username: str) -> Caller:
    """An official of the sample, signed in."""
    return Caller(person(username))


def filled_form(procedure: Procedure, *, papers: bool = True) -> Submission:
    """An application with an invented, valid value in every required field."""
    return Submission(
        fields={str(f.id): a_value(f) for f in procedure.form if f.is_required},
        requirements=frozenset(all_papers(procedure.requirements)) if papers else frozenset(),
    )


def all_papers(requirements: tuple[EntryRequirement, ...]) -> Iterator[ItemId]:
    """Every paper of the list."""
    return (r.id for r in requirements)


def a_value(field: Field) -> str:
    """A valid answer to a field."""
    match field.kind:
        case FieldKind.NIK:
            return "0000000000000001"
        case FieldKind.CHOICE:
            return field.choices[0]
        case FieldKind.DATE:
            return "2000-01-01"
        case FieldKind.YES_NO:
            return "ya"
        case FieldKind.INTEGER | FieldKind.DECIMAL | FieldKind.MONEY:
            return str(field.minimum if field.minimum is not None else 1)
        case FieldKind.PHONE:
            return "080000000000"
        case FieldKind.EMAIL:
            return "warga@contoh.invalid"
        case FieldKind.TEXT | FieldKind.LONG_TEXT:
            return "Contoh"


def rows(store: Store, statement: str, **values: Any) -> list[dict[str, Any]]:
    """Ask the tables directly."""
    with store.reading() as connection:
        return [dict(r) for r in connection.execute(text(statement), values).mappings()]
