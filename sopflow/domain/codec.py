"""Values of the domain to JSON values and back: one form, so that one text has one hash.

What is at its default is left out. So the language may grow by optional keys, and a text that does
not use them keeps its hash; and what an older release wrote is read by a newer one.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def encode(value: object) -> Any:
    """Turn a frozen dataclass of the domain into JSON values; decimals and dates become text."""
    kind: type = type(value)
    return value if kind in _AS_THEY_ARE else _encoder(kind)(value)


_AS_THEY_ARE = frozenset({str, int, bool, type(None)})


@cache
def _encoder(kind: type) -> Callable[[Any], Any]:
    """How values of one type are encoded; found once, since every advance encodes several."""
    if is_dataclass(kind):
        kept = tuple((f.name, _default_of(f)) for f in fields(kind) if f.init)
        return lambda value: {
            name: encode(own) for name, default in kept if (own := getattr(value, name)) != default
        }
    if issubclass(kind, Mapping):
        return lambda value: {str(key): encode(item) for key, item in sorted(value.items())}
    if issubclass(kind, frozenset):
        return lambda value: sorted(encode(item) for item in value)
    if issubclass(kind, (list, tuple)):
        return lambda value: [encode(item) for item in value]
    if issubclass(kind, (datetime, date)):
        return lambda value: value.isoformat()
    if issubclass(kind, Decimal):
        return str
    if issubclass(kind, StrEnum):
        return lambda value: value.value
    if issubclass(kind, (int, str)):
        return lambda value: value
    raise TypeError(f"{kind.__name__} has no canonical form")


def _default_of(field: Field[Any]) -> Any:
    """What the field has when nobody says anything; equal to no value when somebody must."""
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default


def decode(kind: type[T], value: Any) -> T:
    """Rebuild what `encode` gave.

    Raises:
        KeyError, TypeError, ValueError: `value` was not made by `encode` from a `kind`.
    """
    result: T = _decode(kind, value)
    return result


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _decode(kind: Any, value: Any) -> Any:
    while isinstance(kind, NewType):
        kind = kind.__supertype__
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        options = [option for option in get_args(kind) if option is not type(None)]
        return None if value is None else _decode(options[0], value)
    if origin is tuple:
        return tuple(_decode(get_args(kind)[0], item) for item in value)
    if origin is frozenset:
        return frozenset(_decode(get_args(kind)[0], item) for item in value)
    if origin is Mapping or origin is dict:
        inner = get_args(kind)[1]
        return {key: _decode(inner, item) for key, item in value.items()}
    if is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]  # a dataclass type is a type
        given = {
            f.name: _decode(hints[f.name], value[f.name])
            for f in fields(kind)
            if f.init and (f.name in value or _default_of(f) is MISSING)
        }
        return kind(**given)  # type: ignore[operator]  # and can be called
    if kind in (datetime, date):
        return kind.fromisoformat(value)
    if kind is Decimal:
        return Decimal(value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    return value
