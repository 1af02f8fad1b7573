"""The JSON Schema (draft-07) of an SOP file, out of the vocabulary and the shapes of its keys.

Printed by `sopflow schema`; a copy is kept beside this module for editors.
"""

import json
from collections.abc import Mapping
from typing import Final

from sopflow.compiler.schema.head import HEAD
from sopflow.compiler.schema.rows import ROWS
from sopflow.compiler.schema.shapes import Json, Key, Section
from sopflow.compiler.schema.whole import WHOLE
from sopflow.compiler.vocabulary import key

DIALECT: Final = "http://json-schema.org/draft-07/schema#"
ROOT: Final = "file"
SECTIONS: Final[Mapping[str, Section]] = {**HEAD, **ROWS, **WHOLE}


def schema() -> Json:
    """Give the schema of a whole file."""
    inner = {name: _section(name) for name in SECTIONS if name != ROOT}
    return {
        "$schema": DIALECT,
        "$id": "urn:sopflow:sop-1",
        "title": "Berkas SOP sopflow, versi 1",
        **_section(ROOT),
        "definitions": inner,
    }


def schema_text() -> str:
    """Give the schema as the text that is committed and printed."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _section(name: str) -> Json:
    section = SECTIONS[name]
    required = [key(name, k) for k, entry in section.keys.items() if entry.required]
    return {
        "description": section.says,
        "type": "object",
        "properties": {key(name, k): _key(entry) for k, entry in section.keys.items()},
        **({"required": required} if required else {}),
        **(section.extra or {}),
        "additionalProperties": False,
    }


def _key(entry: Key) -> Json:
    examples = {"examples": list(entry.examples)} if entry.examples else {}
    return {"description": entry.says, **examples, **entry.shape.form}
