"""The spine: organisation, published versions, cases with their facts, and the database lock."""

from secrets import token_hex

from alembic import op
from sqlalchemy import column, table

from sopflow.store.migrations.sql import run, script

revision = "0001b"
down_revision = None
branch_labels = None
depends_on = None

# The case follows its last fact and the fact belongs to its case: only SQLite can name the later
# table first, and only PostgreSQL can add the key afterwards.
_LAST_FACT = """CONSTRAINT case_follows_its_last_fact
    FOREIGN KEY (id, seq, version_id, marking)
    REFERENCES facts (case_id, seq, version_id, target) DEFERRABLE INITIALLY DEFERRED"""

_WORDS = {
    "postgresql": {
        "instant": "timestamptz",
        "day": "date",
        "json": "jsonb",
        "bytes": "bytea",
        "end": "",
        "hot": " WITH (fillfactor = 70)",
        "withdrawn_on": "(w.recorded_at AT TIME ZONE 'UTC')::date",
        "last_fact_key": "",
        "last_fact_added": f"ALTER TABLE cases ADD {_LAST_FACT};\n",
    },
    # Without a rowid there is no second key by which REPLACE could take a row away.
    "sqlite": {
        "instant": "text",
        "day": "text",
        "json": "text",
        "bytes": "blob",
        "end": " WITHOUT ROWID",
        "hot": " WITHOUT ROWID",
        "withdrawn_on": "date(w.recorded_at)",
        "last_fact_key": f",\n  {_LAST_FACT}",
        "last_fact_added": "",
    },
}


def upgrade() -> None:
    """Make the tables, then lock them."""
    run(lambda dialect: script("v0001_tables").format(**_WORDS[dialect]))
    run(lambda dialect: script("v0001_outside").format(**_WORDS[dialect]))
    run(lambda dialect: script(f"v0001_lock_{dialect}"))
    run(lambda dialect: script(f"v0001_outside_{dialect}"))
    secrets = table("secrets", column("name"), column("value"))
    op.bulk_insert(secrets, [{"name": "tracking", "value": token_hex(32)}])
