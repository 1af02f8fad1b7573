"""The environment, read once and frozen."""

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every setting comes from a `SOPFLOW_*` variable; none is needed for the embedded default.

    The README has a line for each; a guard test compares.
    """

    model_config = SettingsConfigDict(env_prefix="SOPFLOW_", frozen=True, extra="ignore")

    data_dir: Path = Path("sopflow-data")
    """Folder of the embedded default: database, mailbox, hints."""
    database_url: str | None = None
    """SQLAlchemy address of PostgreSQL; without it SQLite in the data folder is used."""
    broker_url: str | None = None
    """Celery broker (Redis or RabbitMQ); without it hints go through the data folder."""
    public_url: str = "http://127.0.0.1:8000"
    """Address that applicants see, for links in notices."""
    smtp_host: str | None = None
    smtp_port: int = 25
    smtp_username: str | None = None
    smtp_password: SecretStr | None = None
    smtp_starttls: bool = False
    smtp_from: str = "sopflow@localhost"
    language: str = "id"
    """Language of the command line: `id` or `en`."""
    allow_owner: bool = False
    """Let `serve` run as the owner of the PostgreSQL tables (tests and trials only)."""

    @property
    def store_url(self) -> str:
        """Address of the database that is used."""
        return self.database_url or f"sqlite:///{self.data_dir.absolute() / 'sopflow.db'}"

    @property
    def is_embedded(self) -> bool:
        """No server to install: SQLite, and hints through a folder."""
        return self.database_url is None
