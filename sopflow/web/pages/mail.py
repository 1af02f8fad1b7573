"""The trial mailbox: notices that are kept as files because no mail server is set."""

from collections.abc import Sequence
from typing import Protocol

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from sopflow.web.visits import Admin, Visit, has_mailbox

router = APIRouter(prefix="/surat")


class Letter(Protocol):
    """A notice of the mailbox folder, as far as a page shows it."""

    @property
    def key(self) -> str: ...


@router.get("")
def letters(visit: Admin) -> HTMLResponse:
    """Notices in the mailbox folder, newest first."""
    return visit.page("mail.html", letters=_letters(visit))


@router.get("/{key}")
def letter(visit: Admin, key: str) -> HTMLResponse:
    """One notice."""
    found = next((entry for entry in _letters(visit) if entry.key == key), None)
    if found is None:
        raise HTTPException(404)
    return visit.page("letter.html", letter=found)


def _letters(visit: Visit) -> Sequence[Letter]:
    if not has_mailbox(visit.runtime):
        raise HTTPException(404)
    return visit.runtime.mailbox()
