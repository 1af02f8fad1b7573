"""The demo: a city that never was, twelve cases, and everybody who tried to go round somebody."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from secrets import choice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sopflow.cli.exits import Exit
from sopflow.cli.frame import STATE, Failure, Json, emit, note, now, say, settings, table
from sopflow.cli.moments import OFFICE_ZONE
from sopflow.cli.runtime import Silent
from sopflow.domain.words import Text

if TYPE_CHECKING:
    from sopflow.cli.demo_stage import Attempt, Play, Stage
    from sopflow.reads.views import CasePage
    from sopflow.settings import Settings
    from sopflow.wiring import Runtime

FOLDER = "sopflow-demo"
MARK = "DEMO.txt"
FOLDERS_MAX = 100
DEFINITIONS = ("sktm/1.0.0.yaml", "izin-reklame/1.0.0.yaml")
RATIFIERS = ("admin", "yuni")
"""The head of the organisation bureau submits and ratifies; the secretary of the city is second."""
PASSWORD_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105  the letters, not a password
SHOWN = 6
"""Which case is shown whole: the plain permit, over two agencies."""


def register(cli: typer.Typer) -> None:
    """Add the commands of this room."""
    cli.command(
        help=say(
            "Lihat sopflow bekerja: dua belas berkas di kota contoh.",
            "See it work: twelve cases in a sample city.",
        )
    )(demo)


def demo(
    keep: Annotated[
        Path | None,
        typer.Option(
            "--keep",
            metavar="DIR",
            help=say("Folder kosong untuk datanya.", "An empty folder for its data."),
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Play twelve cases in a fresh data folder, then show them all and one of them whole."""
    from sopflow.cli.demo_stage import Stage, seconds_since
    from sopflow.cli.demo_story import play_all

    begun = now()
    chosen = settings()
    named = chosen.data_dir if keep is None and "data_dir" in chosen.model_fields_set else keep
    folder = named if named is not None else _folder()
    made = _open(chosen.model_copy(update={"data_dir": folder}), is_named=named is not None)
    with closing(made):
        note(say(f"Kota contoh di {folder}/ …", f"A sample city in {folder}/ …"))
        usernames, password = _settle(made)
        stage = Stage(made, _tell)
        play_all(stage)
        if STATE.as_json:
            emit(_document(stage))
        else:
            _show(stage)
        took = f"{seconds_since(begun):.0f}"
        note(say(f"\nSelesai dalam {took} detik.", f"\nDone in {took} s."))
        _tell_how_to_look(folder, usernames, password)


def _folder() -> Path:
    """Choose a fresh folder; one that an earlier demo made, and nobody uses, is made anew."""
    for number in range(1, FOLDERS_MAX):
        folder = Path(FOLDER if number == 1 else f"{FOLDER}-{number}")
        if _is_free(folder):
            return folder
    raise Failure(
        Exit.CONFLICT,
        Text(
            f"sudah ada {FOLDERS_MAX} folder {FOLDER}", f"there are {FOLDERS_MAX} folders {FOLDER}"
        ),
        Text("sebut folder lain: --keep DIR", "name another one: --keep DIR"),
    )


def _is_free(folder: Path) -> bool:
    """Say whether the demo may fill it: new, empty, or emptied here as an earlier demo's."""
    if (folder / MARK).is_file() and not _is_in_use(folder / "sopflow.db"):
        shutil.rmtree(folder)
    return not folder.exists() or not any(folder.iterdir())


def _is_in_use(database: Path) -> bool:
    """Say whether a process, such as `sopflow up`, has the database open."""
    if not database.is_file():
        return False
    connection = sqlite3.connect(database, timeout=0.2)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")  # only who is alone may do this
    except sqlite3.OperationalError:
        return True
    finally:
        connection.close()
    return False


def _open(chosen: "Settings", *, is_named: bool) -> "Runtime":
    from sopflow.reads.health import health
    from sopflow.services.keeping import upgrade_database
    from sopflow.wiring import make_runtime

    folder = chosen.data_dir
    if is_named and not _is_free(folder):
        raise Failure(
            Exit.CONFLICT,
            Text(f"folder {folder} tidak kosong", f"the folder {folder} is not empty"),
            Text("sebut folder yang kosong atau belum ada", "name an empty or a new one"),
            code="not_empty",
        )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    words = say(
        "Data contoh. `sopflow demo` menghapus folder ini dan membuatnya lagi.",
        "Sample data. `sopflow demo` deletes this folder and makes it anew.",
    )
    (folder / MARK).write_text(words + "\n", encoding="utf-8")
    upgrade_database(chosen.store_url)
    made = make_runtime(chosen, nudge=Silent())
    if health(made.store).units:
        made.close()
        raise Failure(
            Exit.CONFLICT,
            Text("basis data ini sudah berisi kantor", "this database already holds an office"),
            Text(
                "kosongkan SOPFLOW_DATABASE_URL, atau pakai basis data baru",
                "unset SOPFLOW_DATABASE_URL, or use a new database",
            ),
            code="not_empty",
        )
    return made


def _settle(made: "Runtime") -> tuple[list[str], str]:
    """Move the officials in, put both SOPs in force, and give everybody one password."""
    from sopflow.cli.office import sample_organisation
    from sopflow.compiler.organisation import read_organisation
    from sopflow.services.organisation import apply_organisation
    from sopflow.services.signin import set_one_password

    organisation = read_organisation(sample_organisation(), file="organisation.yaml")
    assert not isinstance(organisation, tuple), organisation
    apply_organisation(made.store, organisation)
    for name in DEFINITIONS:
        _put_in_force(made, name)
    password = "-".join("".join(choice(PASSWORD_LETTERS) for _ in range(4)) for _ in range(3))
    set_one_password(made.store, [o.id for o in organisation.officials], password)
    return [o.username for o in organisation.officials], password


def _put_in_force(made: "Runtime", name: str) -> None:
    """Take an SOP all the way: submitted, ratified by two different people, in force."""
    from sopflow.domain.words import PersonId
    from sopflow.services.publishing import Moved, Submitted, put_in_force, ratify, submit

    text = (definitions_folder() / name).read_text(encoding="utf-8")
    first, second = (PersonId(who) for who in RATIFIERS)
    done = submit(made.store, text, file=name, by=first)
    assert isinstance(done, Submitted), done
    for move, who in ((ratify, first), (ratify, second), (put_in_force, second)):
        moved = move(made.store, done.sop, done.version, by=who)
        assert isinstance(moved, Moved), moved


def definitions_folder() -> Path:
    """Where the shipped SOPs are: in the installed package, or beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "_definitions"
    return inside if inside.is_dir() else package.parent / "definitions"


def _tell(play: "Play", refused: int) -> None:
    from sopflow.cli.demo_stage import state_of

    words, state = play.words.in_(STATE.language), state_of(play.page).in_(STATE.language)
    tries = (
        say(f" (upaya ditolak: {refused})", f" (attempts refused: {refused})") if refused else ""
    )
    note(f"{play.number}  {words} → {state}{tries}")


def _document(stage: "Stage") -> dict[str, Any]:
    return {
        "cases": [_case(stage, play) for play in stage.plays],
        "refused": [
            {"case": a.case, "code": a.code, "why": a.why.in_(STATE.language)}
            for a in stage.attempts
        ],
    }


def _case(stage: "Stage", play: "Play") -> dict[str, Any]:
    page = play.page
    return {
        "number": page.number,
        "sop": page.sop_code,
        "version": page.sop_version,
        "result": page.result.value if page.result else None,
        "must_act": must_act(stage, page),
        "acts": [
            {
                "step": fact.step,
                "role": fact.role,
                "official": fact.person_name,
                "position": fact.position_name,
                "capacity": fact.capacity,
                "at": fact.recorded_at,
            }
            for fact in page.facts
            if fact.kind == "act" and fact.actor_class == "official"
        ],
    }


def must_act(stage: "Stage", page: "CasePage") -> list[str]:
    """Steps that nothing goes round on the way to this case's end; to the grant while it is open.

    A grant's are those of the certificate. For another deciding end they are its obligations with
    one step; an end that decides nothing has none.
    """
    from sopflow.cli.versions import today
    from sopflow.reads.versions import stored_versions

    if page.result is None or page.result.is_grant:
        versions = stored_versions(stage.made.store, on=today())
        certificate = next(v.certificate for v in versions if v.version_id == page.version)
        return [must["step"] for must in certificate["must_act"]]
    if not page.result.is_deciding:
        return []
    machine = stage.made.store.machine(page.version)
    end = next(e for e in machine.procedure.ends if e.label == page.end_label)
    steps = (o.steps[0] for o in machine.obligations_of(end.id) if len(o.steps) == 1)
    return list(dict.fromkeys(str(step) for step in steps))


def _show(stage: "Stage") -> None:
    """Write the cases, what was tried, and one record whole."""
    from sopflow.cli.casepage import fact_line
    from sopflow.cli.demo_stage import state_of

    pages = [(play, play.page) for play in stage.plays]
    note("")
    emit(None, say("Dua belas berkas:", "Twelve cases:") + "\n")
    table(
        [
            say("BERKAS", "CASE"),
            say("CERITA", "STORY"),
            say("WAJIB", "MUST"),
            say("KEADAAN", "STATE"),
        ],
        [
            [
                page.number,
                play.words.in_(STATE.language),
                _met(stage, page),
                state_of(page).in_(STATE.language),
            ]
            for play, page in pages
        ],
    )
    emit(None, "\n" + say("Yang dicoba, dan ditolak:", "What was tried, and refused:"))
    for play, _ in pages:
        mine = [a for a in stage.attempts if a.case == play.number]
        emit(None, "\n".join(["", play.number, *(_attempt(a) for a in mine)]) if mine else "")
    page = pages[SHOWN][1]
    heading = say(f"Catatan lengkap {page.number}:", f"The whole record of {page.number}:")
    emit(None, f"\n{heading}\n\n" + "\n".join(fact_line(fact, OFFICE_ZONE) for fact in page.facts))


def _attempt(attempt: "Attempt") -> str:
    tried, why = attempt.tried.in_(STATE.language), attempt.why.in_(STATE.language)
    return f"  ✗ {tried}\n      {why}  [{attempt.code}]"


def _met(stage: "Stage", page: "CasePage") -> str:
    """How many of those who must act have acted."""
    must = must_act(stage, page)
    acted = {f.step for f in page.facts if f.kind == "act" and f.actor_class == "official"}
    return f"{sum(step in acted for step in must)}/{len(must)}" if must else "-"


def _tell_how_to_look(folder: Path, usernames: list[str], password: str) -> None:
    run = "sh .ci/env run " if Path(".ci/env").is_file() else ""
    where = "" if settings().data_dir == folder else f"SOPFLOW_DATA_DIR={folder} "
    note(
        say(
            f"""
Lihat sendiri di peramban:

    {where}{run}sopflow up

Masuk sebagai salah satu dari: {", ".join(usernames)}
Kata sandi semuanya (hanya ditampilkan sekali ini): {password}
""",
            f"""
See for yourself in a browser:

    {where}{run}sopflow up

Sign in as one of: {", ".join(usernames)}
The password of all of them (shown this once only): {password}
""",
        )
    )
