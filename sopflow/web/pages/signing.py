"""Signing in and out, and the first administrator's password."""

from urllib.parse import unquote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from sopflow.services.signin import (
    PASSWORD_LENGTH_MIN,
    Session,
    is_long_enough,
    person_of_link,
    redeem_link,
    sign_in,
    sign_out,
)
from sopflow.web.forms import Forged, Typed, TypedForm, typed_form
from sopflow.web.security import SAFE_METHODS
from sopflow.web.visits import SESSION_COOKIE, Public, Visit, visit_of

PATH = "/masuk"
KEPT_PREFIX = "isian."
NAME_LENGTH_MAX = 80
router = APIRouter()


@router.get(PATH)
def ask(visit: Public, ke: str = "/") -> Response:
    """The form; `ke` is the page to go to afterwards."""
    target = own_address(ke)
    return _ask(visit, target=target, goes_on=target != "/")


@router.post(PATH)
def enter(visit: Public, typed: TypedForm) -> Response:
    """Begin a session and go on, or say that name or password is wrong without saying which."""
    target = own_address(typed.get("ke"))
    name = typed.get("nama").lower()[:NAME_LENGTH_MAX]
    kept = _kept(typed)
    limits = visit.limits
    address, who = f"masuk:{visit.address}", f"masuk:{name}"
    wait = max(
        limits.by_address.wait_minutes(address, now=visit.now),
        limits.by_name.wait_minutes(who, now=visit.now),
    )
    if wait:
        slow = visit.say("sign.slow", minutes=wait)
        return _ask(visit, 429, target=target, username=name, wrong=slow, kept=kept)
    password = next((v for n, v in typed.pairs if n == "sandi"), "")
    agent = visit.request.headers.get("user-agent")
    session = sign_in(visit.runtime.store, name, password, now=visit.now, user_agent=agent)
    if session is None:
        limits.by_address.failed(address, now=visit.now)
        limits.by_name.failed(who, now=visit.now)
        wrong = visit.say("sign.wrong")
        return _ask(visit, 422, target=target, username=name, wrong=wrong, kept=kept)
    limits.by_name.forget(who)
    if kept:
        visit = visit.as_session(session.token)
        answer: Response = visit.page(
            "resume.html",
            at="/",
            target=target,
            kept=kept,
            number=_case_of(target),
            note=next((v for n, v in kept if n == "catatan"), ""),
        )
    else:
        answer = visit.go(target)
    return _with_session(visit, answer, session)


@router.post("/keluar")
def leave(visit: Public, typed: TypedForm) -> Response:  # noqa: ARG001  read for where it came from
    """End the session, and ask the browser to forget the pages: the next user may look back."""
    if visit.session:
        sign_out(visit.runtime.store, visit.session, now=visit.now)
    answer = visit.go(PATH)
    answer.delete_cookie(SESSION_COOKIE, path="/")
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


@router.get("/masuk/pertama/{token}")
def first(visit: Public, token: str) -> Response:
    """The form with which the first administrator chooses a password."""
    account = person_of_link(visit.runtime.store, token, now=visit.now)
    return _no_link(visit) if account is None else _first(visit, account.name)


@router.post("/masuk/pertama/{token}")
def first_password(visit: Public, token: str, typed: TypedForm) -> Response:
    """Use the link up."""
    account = person_of_link(visit.runtime.store, token, now=visit.now)
    if account is None:
        return _no_link(visit)
    password, again = (next((v for n, v in typed.pairs if n == f), "") for f in ("sandi", "ulang"))
    faults = {}
    if not is_long_enough(password):
        faults["sandi"] = visit.say("admin.short")
    elif password != again:
        faults["ulang"] = visit.say("admin.differs")
    if faults:
        return _first(visit, account.name, faults)
    agent = visit.request.headers.get("user-agent")
    session = redeem_link(visit.runtime.store, token, password, now=visit.now, user_agent=agent)
    return _no_link(visit) if session is None else _with_session(visit, visit.go("/"), session)


async def sign_in_first(request: Request, _: Exception) -> Response:
    """Ask to sign in; what was typed into a form goes along and is offered again afterwards."""
    visit = visit_of(request)
    if request.method in SAFE_METHODS:
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        target = own_address(asked)
        return _ask(visit, 401, target=target, goes_on=target != "/")
    try:
        typed = await typed_form(request)
    except Forged:
        return visit.error(403, visit.say("error.forged"))
    return _ask(visit, 401, target=own_address(request.url.path), kept=typed.kept)


def own_address(address: str) -> str:
    """An address on these pages; anything that could lead elsewhere becomes the first page."""
    is_own = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_own and address.isprintable() and "\\" not in address else "/"


def _ask(  # noqa: PLR0913  a form has these parts, and each caller names them
    visit: Visit,
    status: int = 200,
    *,
    target: str,
    username: str = "",
    wrong: str = "",
    kept: tuple[tuple[str, str], ...] = (),
    goes_on: bool = False,
) -> Response:
    return visit.page(
        "signin.html",
        status=status,
        at=PATH,
        target=target,
        username=username,
        wrong=wrong,
        kept=kept,
        goes_on=goes_on,
    )


def _kept(typed: Typed) -> tuple[tuple[str, str], ...]:
    return tuple(
        (n.removeprefix(KEPT_PREFIX), v) for n, v in typed.pairs if n.startswith(KEPT_PREFIX)
    )


def _case_of(target: str) -> str:
    """The number of the case that a form was for, so that nobody sends what they cannot see."""
    parts = target.split("/")
    return unquote("/".join(parts[2:-1])) if parts[1:2] == ["berkas"] else ""


def _first(visit: Visit, name: str, faults: dict[str, str] | None = None) -> Response:
    labels = {"sandi": visit.say("admin.password"), "ulang": visit.say("admin.repeat")}
    faults = faults or {}
    return visit.page(
        "first.html",
        status=422 if faults else 200,
        name=name,
        length_min=PASSWORD_LENGTH_MIN,
        faults=[(field, labels[field], fault) for field, fault in faults.items()],
        fault_of=faults,
    )


def _no_link(visit: Visit) -> Response:
    title, lead = visit.say("admin.used_title"), visit.say("admin.used")
    return visit.page("error.html", status=404, title=title, lead=lead, reference=None)


def _with_session(visit: Visit, answer: Response, session: Session) -> Response:
    seconds = int((session.expires_at - visit.now).total_seconds())
    visit.set_cookie(answer, SESSION_COOKIE, session.token, seconds=seconds)
    return answer
