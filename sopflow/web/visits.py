"""One request of one visitor, and the permission that each route names.

A route takes exactly one of `Public`, `Staff` and `Admin`; a guard test reads it from there.
"""

import logging
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from secrets import token_hex
from typing import Annotated, Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from sopflow.domain.authority import Caller
from sopflow.domain.words import PersonId, Text
from sopflow.reads.posts import Post, posts_of
from sopflow.services.signin import person_of_session
from sopflow.web import moments, rendering
from sopflow.web.forms import FORM_COOKIE
from sopflow.web.limits import FailureLimit
from sopflow.web.words.catalogue import LANGUAGES, say
from sopflow.wiring import Runtime

SESSION_COOKIE = "sopflow_masuk"
LANGUAGE_COOKIE = "sopflow_bahasa"
LANGUAGE_KEPT_SECONDS = 365 * 86_400
log = logging.getLogger("sopflow.web")


class SignInNeeded(Exception):
    """Nobody is signed in, and the page is for staff."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is signed in."""

    person: PersonId
    name: str
    is_admin: bool
    posts: tuple[Post, ...]

    @property
    def caller(self) -> Caller:
        """As the services know them."""
        return Caller(self.person)


@dataclass(frozen=True)
class Limits:
    """How often wrong passwords and wrong tracking codes may be tried in one process."""

    by_address: FailureLimit
    by_name: FailureLimit


@dataclass
class Visit:
    """A request with everything that a page needs: who, when, in which language, and the doors."""

    request: Request
    runtime: Runtime
    limits: Limits
    now: datetime
    language: str
    session: str | None
    form_token: str

    @cached_property
    def visitor(self) -> Visitor | None:
        """Who is signed in, looked up when somebody wants to know."""
        return _visitor(self.runtime, self.session, self.now) if self.session else None

    @cached_property
    def zone(self) -> ZoneInfo:
        """Whose clock the page goes by: the visitor's unit, or what the page itself has set."""
        posts = self.visitor.posts if self.visitor else ()
        return ZoneInfo(posts[0].zone) if posts else moments.OFFICE_ZONE

    @property
    def me(self) -> Visitor:
        """Who is signed in, on pages that only signed-in people see."""
        assert self.visitor is not None
        return self.visitor

    @property
    def is_secure(self) -> bool:
        """Say whether cookies may be bound to HTTPS."""
        public = self.runtime.settings.public_url
        return self.request.url.scheme == "https" or public.startswith("https:")

    @property
    def address(self) -> str:
        """Where the visitor comes from, for limits only."""
        return self.request.client.host if self.request.client else ""

    def as_session(self, token: str) -> "Visit":
        """The same request, seen with a session that has just begun."""
        return replace(self, session=token)

    def say(self, key: str, **values: object) -> str:
        """Our words in the visitor's language."""
        return say(key, self.language, **values)

    def word(self, text: Text) -> str:
        """Words of the SOP in the visitor's language."""
        return text.in_(self.language)

    def page(
        self, template: str, *, status: int = 200, at: str | None = None, **context: Any
    ) -> HTMLResponse:
        """Answer with a page. `at` is its address where the request's own cannot be asked for."""
        answer = HTMLResponse(rendering.render(template, self._frame(at) | context), status)
        self.keep_cookies(answer)
        return answer

    def go(self, address: str) -> RedirectResponse:
        """Send the browser on after something was done."""
        answer = RedirectResponse(address, 303)
        self.keep_cookies(answer)
        return answer

    def keep_cookies(self, answer: Response) -> None:
        """Put the language and the form's token on an answer where the browser lacks them."""
        asked = self.request.query_params.get("bahasa")
        if asked in LANGUAGES and asked != self.request.cookies.get(LANGUAGE_COOKIE):
            self.set_cookie(answer, LANGUAGE_COOKIE, asked, seconds=LANGUAGE_KEPT_SECONDS)
        if self.request.cookies.get(FORM_COOKIE) != self.form_token:
            self.set_cookie(answer, FORM_COOKIE, self.form_token)

    def set_cookie(
        self,
        answer: Response,
        name: str,
        value: str,
        *,
        seconds: int | None = None,
        path: str = "/",
    ) -> None:
        """Keep `value` in the browser, out of reach of scripts and of other sites' forms."""
        answer.set_cookie(
            name, value, seconds, path=path, secure=self.is_secure, httponly=True, samesite="lax"
        )

    def error(self, status: int, lead: str | None = None, **context: Any) -> HTMLResponse:
        """Answer with a friendly page for an error."""
        known = status if status in (403, 404, 405, 409, 413, 429, 500, 503) else 404
        words = lead or self.say(f"error.{known}_lead")
        title = self.say(f"error.{known}")
        context = {"reference": None, "here": "", **context}
        return self.page("error.html", status=status, at="/", title=title, lead=words, **context)

    def _frame(self, at: str | None) -> dict[str, Any]:
        here = at or self.request.url.path
        return {
            "t": self.say,
            "word": self.word,
            "language": self.language,
            "now": self.now,
            "me": self.visitor,
            "here": here,
            "menu": self._menu(),
            "switch": {code: self._switched(here, code, at is None) for code in LANGUAGES},
            "token_field": lambda: rendering.token_field(self.form_token),
            "at": lambda instant, **how: moments.at_words(instant, self.language, self.zone, **how),
            "promised": lambda instant, span: moments.promise_words(
                instant, span, self.language, self.zone
            ),
            "due": lambda instant: moments.due_words(instant, self.now, self.language, self.zone),
            "span": lambda duration: rendering.span_words(duration, self.language),
            "options": lambda entry: rendering.options_of(entry, self.language),
        }

    def _menu(self) -> list[tuple[str, str]]:
        menu = [
            ("/", "menu.desk"),
            ("/buka", "menu.open"),
            ("/berkas", "menu.cases"),
            ("/tertahan", "menu.stuck"),
        ]
        if self.visitor and self.visitor.is_admin and has_mailbox(self.runtime):
            menu.append(("/surat", "menu.mail"))
        return menu

    def _switched(self, here: str, language: str, keeps_query: bool) -> str:
        query = self.request.query_params.multi_items() if keeps_query else []
        kept = [(name, value) for name, value in query if name != "bahasa"]
        return f"{here}?{urlencode([*kept, ('bahasa', language)])}"


def _visitor(runtime: Runtime, token: str, now: datetime) -> Visitor | None:
    account = person_of_session(runtime.store, token, now=now)
    if account is None:
        return None
    posts = posts_of(runtime.store, account.person, now=now)
    return Visitor(account.person, account.name, account.is_admin, posts)


def has_mailbox(runtime: Runtime) -> bool:
    """Say whether notices are kept in the mailbox folder instead of being mailed."""
    return runtime.settings.smtp_host is None


def public(request: Request) -> Visit:
    """Permission: everybody."""
    return visit_of(request)


def signed_in(request: Request) -> Visit:
    """Permission: whoever is signed in; what they see is narrowed in the query.

    Raises:
        SignInNeeded: Nobody is.
    """
    visit = visit_of(request)
    if visit.visitor is None:
        raise SignInNeeded
    return visit


def administrator(request: Request) -> Visit:
    """Permission: administrators.

    Raises:
        SignInNeeded: Nobody is signed in.
        HTTPException: 403 for everybody else.
    """
    visit = signed_in(request)
    if not visit.me.is_admin:
        raise HTTPException(403)
    return visit


Public = Annotated[Visit, Depends(public)]
Staff = Annotated[Visit, Depends(signed_in)]
Admin = Annotated[Visit, Depends(administrator)]
PERMISSIONS = {public: "public", signed_in: "signed-in", administrator: "admin"}


def visit_of(request: Request) -> Visit:
    """Read who asks, when and in which language."""
    runtime: Runtime = request.app.state.runtime
    now = datetime.now(UTC)
    asked = (request.query_params.get("bahasa"), request.cookies.get(LANGUAGE_COOKIE))
    return Visit(
        request=request,
        runtime=runtime,
        limits=request.app.state.limits,
        now=now,
        language=next((a for a in asked if a in LANGUAGES), LANGUAGES[0]),
        session=request.cookies.get(SESSION_COOKIE),
        form_token=request.cookies.get(FORM_COOKIE) or token_hex(16),
    )


def visit_without_session(request: Request) -> Visit:
    """The same where the database may not be asked."""
    return replace(visit_of(request), session=None)
