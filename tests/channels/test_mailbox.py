from pathlib import Path

import pytest

from sopflow.channels.mailbox import Mailbox, entries
from sopflow.domain.notices import Delivered, Message, Undelivered

NOTICE = Message(
    key="job-1",
    to=("siti@warga.test",),
    subject="Berkas 0001\r\nBcc: everybody@kota.test",
    body="Terima kasih.\nBerkas Anda kami terima — silakan tunggu.",
    language="id",
)


def test_a_notice_is_a_file_that_can_be_read_back(tmp_path: Path) -> None:
    folder = tmp_path / "mailbox"

    assert Mailbox(folder, "kantor@kota.test").send(NOTICE) == Delivered()

    (entry,) = entries(folder)
    assert entry.key == "job-1"
    assert entry.to == "siti@warga.test"
    assert entry.subject == "Berkas 0001 Bcc: everybody@kota.test"
    assert entry.body.strip() == NOTICE.body
    assert not entry.is_to_be_served
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_same_notice_twice_is_one_file_with_one_message_id(tmp_path: Path) -> None:
    box = Mailbox(tmp_path, "Kantor <kantor@kota.test>")

    box.send(NOTICE)
    first = (tmp_path / "job-1.eml").read_bytes()
    box.send(NOTICE)

    assert [file.name for file in tmp_path.iterdir()] == ["job-1.eml"]
    assert (tmp_path / "job-1.eml").read_bytes() == first
    assert b"Message-ID: <job-1@kota.test>" in first


def test_a_notice_without_an_address_is_marked_for_the_counter(tmp_path: Path) -> None:
    notice = Message("job-2", (), "Berkas 0001", "Mohon diserahkan.", "id")

    assert Mailbox(tmp_path, "kantor@kota.test", is_counter=True).send(notice) == Delivered()

    (entry,) = entries(tmp_path)
    assert entry.is_to_be_served
    assert entry.to == ""


@pytest.mark.parametrize(
    "address", ["a,b@kota.test", "no-place", 'x" <y@kota.test', "a b@kota.test"]
)
def test_an_address_that_is_none_is_a_permanent_failure(tmp_path: Path, address: str) -> None:
    notice = Message("job-3", (address,), "Berkas", "Isi", "id")

    outcome = Mailbox(tmp_path, "kantor@kota.test").send(notice)

    assert outcome == Undelivered("address cannot be written into a message", is_permanent=True)


def test_a_folder_that_cannot_be_written_is_worth_another_attempt(tmp_path: Path) -> None:
    (tmp_path / "mailbox").write_text("a file stands where the folder should be")

    outcome = Mailbox(tmp_path / "mailbox", "kantor@kota.test").send(NOTICE)

    assert isinstance(outcome, Undelivered)
    assert not outcome.is_permanent


def test_no_folder_is_no_notice(tmp_path: Path) -> None:
    assert entries(tmp_path / "nowhere") == []
