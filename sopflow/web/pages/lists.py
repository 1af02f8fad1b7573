"""Lists of cases: all that the visitor may see, and those that do not move."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from sopflow.reads.cases import list_cases
from sopflow.reads.stuck import stuck_cases
from sopflow.web.visits import Staff

SEARCH_LENGTH_MAX = 60
router = APIRouter()


@router.get("/berkas")
def cases(visit: Staff, cari: str = "") -> HTMLResponse:
    """Cases of the visitor's units; `cari` is part of a number."""
    search = cari.strip()[:SEARCH_LENGTH_MAX]
    rows = list_cases(
        visit.runtime.store, person=visit.me.person, now=visit.now, search=search or None
    )
    return visit.page("cases.html", rows=rows, search=search)


@router.get("/tertahan")
def stuck(visit: Staff) -> HTMLResponse:
    """Open cases that do not move, each with one cause and one owner."""
    rows = stuck_cases(visit.runtime.store, person=visit.me.person, now=visit.now)
    return visit.page("stuck.html", rows=rows)
