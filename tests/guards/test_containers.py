"""The container files start commands that exist, and ask the product what it answers."""

import json
import re
import subprocess
import sys
from importlib.util import find_spec
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.guards.sources import texts

COMPOSE: dict[str, Any] = YAML(typ="safe", pure=True).load(texts()["docker-compose.yml"])[
    "services"
]
OURS = {name: service for name, service in COMPOSE.items() if service.get("image") == "sopflow"}


def test_every_process_of_the_product_has_a_service() -> None:
    started = {tuple(service["command"][:3]) for service in OURS.values()}

    assert {command[:2] for command in started} == {
        ("sopflow", "serve"),
        ("sopflow", "worker"),
        ("sopflow", "beat"),
        ("sopflow", "db"),
    }
    assert ("sopflow", "db", "upgrade") in started


def test_nothing_starts_before_the_tables_are_there() -> None:
    for name, service in OURS.items():
        awaited = "postgres" if name == "upgrade" else "upgrade"
        assert awaited in service["depends_on"]


def commands() -> list[list[str]]:
    """What the container files start, once there is a command line to ask."""
    if find_spec("sopflow.cli.main") is None:
        return []
    (image,) = re.findall(r"^CMD (\[.+\])$", texts()["Dockerfile"], re.MULTILINE)
    return [*(service["command"] for service in OURS.values()), json.loads(image)]


@pytest.mark.slow
def test_every_command_exists_with_its_options() -> None:
    for command in commands():
        name, *rest = command
        assert name == "sopflow"
        asked = subprocess.run(
            [sys.executable, "-c", "from sopflow.cli.main import app; app()", *rest, "--help"],
            capture_output=True,
            check=False,
            text=True,
        )
        assert asked.returncode == 0, (command, asked.stderr)
