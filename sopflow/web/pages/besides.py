"""What can be done on the page of a case beside the answers to its steps."""

from fastapi import APIRouter
from fastapi.responses import Response

from sopflow.domain.cases import Acknowledge
from sopflow.services import besides
from sopflow.web.forms import TypedForm
from sopflow.web.pages.case import answered, case_of
from sopflow.web.visits import Staff

router = APIRouter(prefix="/berkas")


@router.post("/{number:path}/baca")
def acknowledge(visit: Staff, number: str, typed: TypedForm) -> Response:
    """Confirm having read a copy."""
    page, _ = case_of(visit, number)
    command = Acknowledge(page.id, typed.number("tentang"), typed.key)
    outcome = besides.acknowledge(visit.runtime.store, command, caller=visit.me.caller)
    return answered(visit, page, outcome, typed, form="baca")
