"""Running commands: in this process for most, as a process of their own for the demo."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sopflow.cli.main import run
from tests.office import DEFINITIONS, SAMPLE


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def sopflow(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Run:
    """Run a command in an empty data folder, unless another was set."""
    if "SOPFLOW_DATA_DIR" not in os.environ:
        monkeypatch.setenv("SOPFLOW_DATA_DIR", str(tmp_path / "data"))

    def call(*arguments: object) -> Ran:
        capsys.readouterr()
        code = run([str(a) for a in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Ran(code, out, err)

    return call


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample office and both SOPs, to copy."""
    folder = tmp_path_factory.mktemp("office") / "data"
    for arguments in (
        ["org", "apply", SAMPLE],
        *(step for path in DEFINITIONS for step in all_the_way(path)),
    ):
        done = in_a_process(*arguments, SOPFLOW_DATA_DIR=folder)
        assert done.code == 0, done
    return folder


def all_the_way(path: Path) -> list[list[object]]:
    """The commands that take an SOP from its file to being in force."""
    version = [path.parent.name, path.stem]
    return [
        ["sop", "submit", path, "--as", "admin"],
        ["sop", "ratify", *version, "--as", "admin"],
        ["sop", "ratify", *version, "--as", "yuni"],
        ["sop", "publish", *version, "--as", "yuni"],
    ]


def in_a_process(*arguments: object, cwd: Path | None = None, **environment: object) -> Ran:
    """Run a command as a shell would, without a terminal."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("SOPFLOW_")}
    done = subprocess.run(
        [sys.executable, "-m", "sopflow.cli", *map(str, arguments)],
        capture_output=True,
        check=False,
        text=True,
        cwd=cwd,
        env=kept | {k: str(v) for k, v in environment.items()},
    )
    return Ran(done.returncode, done.stdout, done.stderr)
