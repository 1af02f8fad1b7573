"""Templates and static files: what every page may say, and how it is addressed."""

import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from sopflow.domain.items import Field, FieldKind
from sopflow.domain.words import Duration, DurationUnit, Text
from sopflow.services.texts import choice_words
from sopflow.web.forms import TOKEN_FIELD, new_key
from sopflow.web.words.catalogue import say

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file that is served under an address with its hash, so that it may be kept for ever."""

    name: str
    address: str
    media_type: str
    body: bytes


@cache
def static_files() -> Mapping[str, StaticFile]:
    """Every static file, by address."""
    files = {}
    for path in sorted((_HERE / "static").iterdir()):
        body = path.read_bytes()
        address = f"/statis/{hashlib.sha256(body).hexdigest()[:12]}/{path.name}"
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        files[address] = StaticFile(path.name, address, kind, body)
    return files


@cache
def environment() -> Environment:
    """The templates; an unknown name in one is an error and not an empty place."""
    found = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals["static"] = _static_address
    found.globals["case_address"] = case_address
    found.globals["fresh_key"] = new_key
    found.globals["rupiah"] = rupiah
    return found


def case_address(number: str) -> str:
    """Where the page of a case is."""
    return f"/berkas/{quote(number, safe='/')}"


def rupiah(amount: int) -> str:
    """Whole rupiah as an Indonesian writes them."""
    return f"Rp{format_decimal(amount, locale='id')}"


def token_field(token: str) -> Markup:
    """The hidden field that stands in for the browser's headers where they are missing."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(TOKEN_FIELD, escape(token))


def options_of(entry: Field, language: str) -> list[tuple[str, str]]:
    """What a field lets people choose from: value and words."""
    if entry.kind is FieldKind.YES_NO:
        return [("ya", say("form.yes", language)), ("tidak", say("form.no", language))]
    return [(choice, choice_words(choice)) for choice in entry.choices]


def span_words(duration: Duration, language: str) -> str:
    """A duration with its kind of day: "14 hari kerja"."""
    amount = format_decimal(duration.amount, locale=language)
    many = Text("", "" if duration.amount == 1 else "s").in_(language)
    words = {
        DurationUnit.MINUTE: Text("menit", f"minute{many}"),
        DurationUnit.HOUR: Text("jam", f"hour{many}"),
        DurationUnit.WORKING_DAY: Text("hari kerja", f"working day{many}"),
        DurationUnit.CALENDAR_DAY: Text("hari kalender", f"calendar day{many}"),
    }
    return f"{amount} {words[duration.unit].in_(language)}"


def render(template: str, context: Mapping[str, Any]) -> str:
    """Fill a template in."""
    return environment().get_template(template).render(context)


@cache
def _static_address(name: str) -> str:
    return next(f.address for f in static_files().values() if f.name == name)
