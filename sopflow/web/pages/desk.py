"""The worklist: "Berkas di meja saya"."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from sopflow.reads.copies import copies_for
from sopflow.reads.views import WorkRow
from sopflow.reads.worklist import worklist
from sopflow.web.visits import Staff, Visit

ROWS_MAX = 200
router = APIRouter()


@router.get("/")
def desk(visit: Staff, tampil: str = "all") -> HTMLResponse:
    """Everything that waits for the visitor; the counts are counted on the list itself."""
    waiting = worklist(visit.runtime.store, visit.me.person, now=visit.now, limit=ROWS_MAX + 1)
    kinds = _kinds(visit, waiting[:ROWS_MAX])
    shown = tampil if tampil in kinds else "all"
    return visit.page(
        "desk.html",
        rows=kinds[shown],
        counts=[(name, len(rows)) for name, rows in kinds.items()],
        shown=shown,
        total=len(waiting),
        limit=ROWS_MAX,
        copies=copies_for(visit.runtime.store, visit.me.person, now=visit.now, limit=ROWS_MAX),
    )


def _kinds(visit: Visit, rows: list[WorkRow]) -> dict[str, list[WorkRow]]:
    return {
        "all": rows,
        "mine": [r for r in rows if r.claimed_by == visit.me.person],
        "free": [r for r in rows if r.claimed_by is None],
        "late": [r for r in rows if r.is_late],
    }
