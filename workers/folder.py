"""Hints through a folder, for one machine without a broker.

The transport of the library writes a message in the open, where a reader may find half of it, and
puts what it reads into the machine's temporary folder. Here a message appears whole and stays in
its folder until it is taken.
"""

import os
import uuid
from json import JSONDecodeError
from pathlib import Path
from queue import Empty
from time import monotonic_ns
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps, loads

SCHEME = "sopflow-folder"


class Channel(filesystem.Channel):
    """Messages as files `<time>_<id>.<queue>.msg`."""

    def _put(self, queue: str, payload: dict[str, Any], **_: Any) -> None:  # type: ignore[override]  # as its parent does
        folder = Path(self.data_folder_out)
        name = f"{monotonic_ns():020d}_{uuid.uuid4().hex}.{queue}.msg"
        part = folder / f".{name}"
        part.write_text(dumps(payload))
        part.replace(folder / name)

    def _get(self, queue: str, timeout: float | None = None) -> Any:  # noqa: ARG002 - never waits
        folder = Path(self.data_folder_in)
        for name in sorted(file.name for file in folder.iterdir()):
            if name.startswith(".") or name.partition(".")[2] != f"{queue}.msg":
                continue
            taken = folder / f".{name}.{os.getpid()}"
            try:
                (folder / name).rename(taken)  # only one of several readers can
                text = taken.read_text()
                taken.unlink()
                return loads(text)
            except (FileNotFoundError, JSONDecodeError):
                continue
        raise Empty


class Transport(filesystem.Transport):
    """The folder as a broker."""

    Channel = Channel


TRANSPORT_ALIASES[SCHEME] = f"{__name__}:Transport"
