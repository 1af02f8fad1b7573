"""The files that the guards read."""

import os
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
_NOT_OURS = {"build", "dist", "htmlcov", "node_modules", "sopflow-data", "__pycache__"}


def code() -> list[Path]:
    """What is shipped and runs."""
    return sorted(file for room in ("sopflow", "workers") for file in (ROOT / room).rglob("*.py"))


@cache
def texts() -> dict[str, str]:
    """Every text that the project keeps, by its path from the top."""
    found = {}
    for path in _kept():
        try:
            found[path.relative_to(ROOT).as_posix()] = path.read_text()
        except (UnicodeDecodeError, FileNotFoundError):
            continue  # a picture, or deleted and not yet committed
    return found


def _kept() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, text=True
    )
    if listed.returncode == 0:
        return [ROOT / name for name in listed.stdout.split("\0") if name]
    files = []  # an archive without its history
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [
            name
            for name in folders
            if name not in _NOT_OURS and (name == ".ci" or not name.startswith("."))
        ]
        files += [Path(folder) / name for name in names]
    return files
