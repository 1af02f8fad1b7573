"""Types of columns that both databases hold: instants and JSON."""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator, TypeEngine

from sopflow.domain.evidence import instant


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant: timestamptz, or ISO text with microseconds and a Z on SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the type of the database."""
        postgresql = dialect.name == "postgresql"
        return dialect.type_descriptor(DateTime(timezone=True) if postgresql else Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Write it; a naive one is a bug."""
        if value is None:
            return None
        return value.astimezone(UTC) if dialect.name == "postgresql" else instant(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the shape is SQLAlchemy's
        """Read it as UTC."""
        if value is None:
            return None
        at = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        return at.astimezone(UTC)


class Json(TypeDecorator[Any]):
    """A JSON value: jsonb, or text on SQLite. None is the JSON null; such columns have no NULL."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the type of the database."""
        postgresql = dialect.name == "postgresql"
        return dialect.type_descriptor(JSONB(none_as_null=False) if postgresql else Text())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Write it."""
        return value if dialect.name == "postgresql" else dump(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Read it."""
        return value if dialect.name == "postgresql" else json.loads(value or "null")


def dump(value: Any) -> str:
    """Write JSON shortly; the order of keys is kept."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
