import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sopflow.channels.mailbox import Mailbox
from sopflow.channels.smtp import Smtp
from sopflow.domain.errors import ConfigurationError, StoreUnavailable
from sopflow.domain.notices import Message
from sopflow.settings import Settings
from sopflow.wiring import make_runtime
from tests.servers.process import free_port


def test_the_embedded_default_makes_its_folder_and_tables(tmp_path: Path) -> None:
    data = tmp_path / "a" / "b"
    for _ in range(2):
        runtime = make_runtime(Settings(data_dir=data))
        assert runtime.store.dialect == "sqlite"
        runtime.close()

    assert data.stat().st_mode & 0o777 == 0o700


def test_postgresql_is_never_upgraded_unasked(
    tmp_path: Path, new_postgres_database: Callable[..., str]
) -> None:
    settings = Settings(data_dir=tmp_path, database_url=new_postgres_database())

    with pytest.raises(ConfigurationError, match="sopflow db upgrade"):
        make_runtime(settings)


def test_a_database_that_is_away_is_another_thing(tmp_path: Path) -> None:
    url = f"postgresql+psycopg://nobody@127.0.0.1:{free_port()}/nothing"

    with pytest.raises(StoreUnavailable):
        make_runtime(Settings(data_dir=tmp_path, database_url=url))


def test_a_data_folder_that_cannot_be_is_named_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(ConfigurationError, match="SOPFLOW_DATA_DIR"):
        make_runtime(Settings(data_dir=tmp_path / "file" / "data"))


def test_without_a_mail_server_notices_lie_in_the_mailbox(tmp_path: Path) -> None:
    runtime = make_runtime(Settings(data_dir=tmp_path))
    assert isinstance(runtime.channels.email, Mailbox)
    runtime.channels.email.send(Message("key-1", ("siti@warga.invalid",), "Berkas", "Isi", "id"))

    assert [entry.key for entry in runtime.mailbox()] == ["key-1"]
    runtime.close()


def test_a_mail_server_that_is_named_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [n for n in os.environ if n.startswith("SOPFLOW_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("SOPFLOW_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("SOPFLOW_SMTP_HOST", "mail.kota.invalid")
    monkeypatch.setenv("SOPFLOW_SMTP_PASSWORD", "rahasia")
    runtime = make_runtime(Settings())

    assert isinstance(runtime.channels.email, Smtp)
    assert runtime.channels.email.server.password == "rahasia"
    assert "rahasia" not in repr(runtime.settings)
    assert "rahasia" not in repr(runtime.channels)
    runtime.close()
