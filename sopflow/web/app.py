"""The pages as one application: routes, middleware, and a friendly page for every error."""

from datetime import timedelta
from secrets import token_hex

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.middleware.body_limit import RequestBodyLimitMiddleware

from sopflow.domain.errors import CaseNotFound, StoreUnavailable, VersionNotFound
from sopflow.web.forms import Forged
from sopflow.web.limits import FailureLimit
from sopflow.web.pages import besides, case, counter, desk, health, lists, mail, signing, tracking
from sopflow.web.security import SECURITY_HEADERS, HeadToo, OwnPagesOnly, SecurityHeaders
from sopflow.web.visits import Limits, SignInNeeded, log, visit_of, visit_without_session
from sopflow.wiring import Runtime

BODY_BYTES_MAX = 1_000_000
FAILURES_MAX_BY_ADDRESS = 30
FAILURES_MAX_BY_NAME = 8
FAILURES_WINDOW = timedelta(minutes=15)
PAGES = (health, desk, lists, counter, tracking, mail, signing, besides, case)
"""`case` comes last: its address takes whatever a case number may hold."""


def create_app(runtime: Runtime) -> FastAPI:
    """Make the pages over `runtime`."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    app.state.runtime = runtime
    app.state.limits = Limits(
        FailureLimit(FAILURES_MAX_BY_ADDRESS, FAILURES_WINDOW),
        FailureLimit(FAILURES_MAX_BY_NAME, FAILURES_WINDOW),
    )
    app.add_middleware(OwnPagesOnly, public_url=runtime.settings.public_url)
    app.add_middleware(RequestBodyLimitMiddleware, max_body_size=BODY_BYTES_MAX)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(HeadToo)
    for page in PAGES:
        app.include_router(page.router)
    app.add_exception_handler(SignInNeeded, signing.sign_in_first)
    app.add_exception_handler(Forged, _forged)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _not_found)
    app.add_exception_handler(CaseNotFound, _not_found)
    app.add_exception_handler(VersionNotFound, _not_found)
    app.add_exception_handler(StoreUnavailable, _store_unavailable)
    app.add_exception_handler(Exception, _broken)
    return app


def _forged(request: Request, _: Exception) -> Response:
    visit = visit_of(request)
    return visit.error(403, visit.say("error.forged"))


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return visit_of(request).error(error.status_code)


def _not_found(request: Request, _: Exception) -> Response:
    return visit_of(request).error(404)


def _store_unavailable(request: Request, error: Exception) -> Response:
    log.error("store unavailable: %s", error)
    return visit_without_session(request).error(503)


def _broken(request: Request, error: Exception) -> Response:
    """No traceback leaves the house: a reference code finds it in the log."""
    reference = token_hex(4).upper()
    log.error("reference %s: %s", reference, request.url.path, exc_info=error)
    answer = visit_without_session(request).error(500, reference=reference)
    answer.headers.update(SECURITY_HEADERS)  # this handler stands outside of the middleware
    return answer
