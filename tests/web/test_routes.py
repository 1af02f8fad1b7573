"""Every route names its permission, and every form is checked for where it came from."""

from collections.abc import Callable, Iterable, Iterator

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from sopflow.web.app import create_app
from sopflow.web.forms import typed_form
from sopflow.web.security import SAFE_METHODS
from sopflow.web.visits import PERMISSIONS
from sopflow.wiring import Runtime
from tests.web.pages import Browser

PUBLIC = {
    "GET /sehat",
    "GET /statis/{version}/{name}",
    "GET /masuk",
    "POST /masuk",
    "POST /keluar",
    "GET /masuk/pertama/{token}",
    "POST /masuk/pertama/{token}",
    "GET /lacak",
    "POST /lacak",
    "GET /lacak/berkas",
    "POST /lacak/jawab",
    "POST /lacak/tarik",
    "GET /lacak/dokumen/{document}",
    "POST /lacak/selesai",
}
ADMIN = {"GET /surat", "GET /surat/{key}"}


def leaves(routes: Iterable[BaseRoute]) -> Iterator[APIRoute]:
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        else:  # a router that FastAPI keeps whole; anything else has no routes and fails here
            yield from leaves(route.original_router.routes)  # type: ignore[attr-defined]


@pytest.fixture
def routes(runtime: Runtime) -> list[APIRoute]:
    found = list(leaves(create_app(runtime).routes))
    assert len(found) > len(PUBLIC | ADMIN)
    return found


def methods(route: APIRoute) -> set[str]:
    return set(route.methods or ())


def calls(dependant: Dependant) -> Iterator[object]:
    for inner in dependant.dependencies:
        yield inner.call
        yield from calls(inner)


def name(route: APIRoute) -> str:
    return f"{' '.join(sorted(methods(route)))} {route.path}"


def permission(route: APIRoute) -> str:
    found = [PERMISSIONS[c] for c in calls(route.dependant) if c in PERMISSIONS]
    assert len(found) == 1, (name(route), found)
    return found[0]


def test_every_route_names_exactly_one_permission(routes: list[APIRoute]) -> None:
    permissions = {name(route): permission(route) for route in routes}

    assert {n for n, p in permissions.items() if p == "public"} == PUBLIC
    assert {n for n, p in permissions.items() if p == "admin"} == ADMIN


def test_every_changing_route_checks_where_the_form_came_from(routes: list[APIRoute]) -> None:
    changing = [r for r in routes if methods(r) - SAFE_METHODS]

    assert changing
    assert [name(r) for r in changing if typed_form not in set(calls(r.dependant))] == []


def test_a_route_changes_or_asks_and_never_both(routes: list[APIRoute]) -> None:
    assert [name(route) for route in routes if len(methods(route)) != 1] == []


@pytest.mark.parametrize("address", ["/lacak", "/masuk", "/sehat", "/berkas", "/tidak-ada"])
def test_head_is_answered_as_get_without_the_body(
    visitor: Callable[[], Browser], address: str
) -> None:
    client = visitor().client
    got, head = client.get(address), client.head(address)

    assert head.status_code == got.status_code
    assert head.headers["content-type"] == got.headers["content-type"]
    assert head.content == b""
