"""Whether the pages can do their work, and the files that they need."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from sopflow.reads.cases import find_case_id
from sopflow.web.rendering import static_files
from sopflow.web.visits import Public

router = APIRouter()


@router.get("/sehat")
def health(visit: Public) -> JSONResponse:
    """Answer 200 when the database answers; 503 comes from the handler of `StoreUnavailable`."""
    find_case_id(visit.runtime.store, "")
    return JSONResponse({"status": "ok"})


@router.get("/statis/{version}/{name}")
def static(visit: Public, version: str, name: str) -> Response:  # noqa: ARG001  the permission
    """A static file; its address holds its hash, so it may be kept for ever."""
    file = static_files().get(f"/statis/{version}/{name}")
    if file is None:
        raise HTTPException(404)
    kept = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(file.body, media_type=file.media_type, headers=kept)
