"""The pages in a real server process's clothes: uvicorn on a free port, in a thread."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from sopflow.web.app import create_app
from sopflow.wiring import Runtime

SECONDS_TO_START_MAX = 20.0
SECONDS_TO_WAIT_MAX = 30
"""For anything a page does: the machine may be busy with other tests."""
FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
"""Keep the browser from looking up anything outside."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(runtime: Runtime, port: int) -> Iterator[str]:
    config = uvicorn.Config(
        create_app(runtime), host="127.0.0.1", port=port, log_level="warning", lifespan="off"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    latest = time.monotonic() + SECONDS_TO_START_MAX
    while not server.started:
        assert time.monotonic() < latest, "the server did not start"
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(SECONDS_TO_START_MAX)


@contextmanager
def chromium() -> Iterator[Browser]:
    path = os.environ.get("SOPFLOW_TEST_CHROMIUM") or shutil.which("chromium")
    assert path, "no Chromium on the path: apt-get install chromium, or set SOPFLOW_TEST_CHROMIUM"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=FLAGS,
            ignore_default_args=["--disable-back-forward-cache"],  # as people have it
        )
        try:
            yield browser
        finally:
            browser.close()


def new_page(browser: Browser, address: str, *, width: int = 1280, scripts: bool = False) -> Page:
    """A visitor of their own. Without scripts, since no page may need any."""
    context = browser.new_context(
        base_url=address,
        java_script_enabled=scripts,
        viewport={"width": width, "height": 800},
        locale="id-ID",
    )
    context.set_default_timeout(SECONDS_TO_WAIT_MAX * 1000)
    return context.new_page()
