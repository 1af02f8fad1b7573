"""Tables of what comes from outside: messages, bills, payments."""

from sqlalchemy import BigInteger, Column, Integer, Table, Text

from sopflow.store.columns import Instant, Json
from sopflow.store.tables import METADATA

inbox = Table(
    "inbox",
    METADATA,
    Column("source", Text, primary_key=True),
    Column("message_id", Text, primary_key=True),
    Column("key", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("body_hash", Text, nullable=False),
    Column("body", Json, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("state", Text, nullable=False),
    Column("case_id", Text, nullable=True),
    Column("seq", Integer, nullable=True),
)
bills = Table(
    "bills",
    METADATA,
    Column("number", Text, primary_key=True),
    Column("case_id", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("step", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("due_at", Instant, nullable=True),
)
payments = Table(
    "payments",
    METADATA,
    Column("case_id", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("bill", Text, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("source", Text, nullable=False),
    Column("message_id", Text, nullable=False),
)

links = Table(
    "links",
    METADATA,
    Column("case_id", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("kind", Text, primary_key=True),
    Column("parent_id", Text, primary_key=True),
    Column("parent_seq", Integer, nullable=False),
    Column("item_id", Text, nullable=True),
    Column("made_at", Instant, nullable=False),
)

EVERY = METADATA
"""All tables of the store, these among them."""
