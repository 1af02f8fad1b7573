"""The pieces under the pages, each on its own."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sopflow.domain.items import Field, FieldKind
from sopflow.domain.words import Duration, DurationUnit, ItemId, PersonId, Text
from sopflow.services.signin import make_link
from sopflow.web.forms import Typed, case_id_of, tidy
from sopflow.web.limits import KEYS_MAX, FailureLimit
from sopflow.web.moments import at_words, day_words, due_words, promise_words
from sopflow.web.pages.signing import own_address
from sopflow.web.showing import masked, shown
from sopflow.wiring import Runtime
from tests.web.pages import Browser

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


def field(kind: FieldKind) -> Field:
    return Field(ItemId("x"), Text("x", "x"), kind, is_required=True, is_personal=True, purpose="x")


@pytest.mark.parametrize(
    ("kind", "typed", "sent"),
    [
        (FieldKind.MONEY, "Rp 1.500.000", "1500000"),
        (FieldKind.MONEY, "rp1.500", "1500"),
        (FieldKind.MONEY, "1500000", "1500000"),
        (FieldKind.MONEY, "1,5", "1,5"),
        (FieldKind.INTEGER, "12.000", "12000"),
        (FieldKind.INTEGER, "12", "12"),
        (FieldKind.DECIMAL, "1.5", "1.5"),
        (FieldKind.NIK, "0000 0101 0190 0001", "0000010101900001"),
        (FieldKind.TEXT, " Rp 1.500 ", "Rp 1.500"),
        (None, " x ", "x"),
    ],
)
def test_what_people_write_is_tidied(kind: FieldKind | None, typed: str, sent: str) -> None:
    assert tidy(kind, typed) == sent


@pytest.mark.parametrize(
    ("kind", "value", "mask"),
    [
        (FieldKind.NIK, "0000010101900001", "0000**********01"),
        (FieldKind.PHONE, "081200000001", "0812******01"),
        (FieldKind.EMAIL, "rahmat@contoh.example", "r*****@contoh.example"),
        (FieldKind.TEXT, "Rahmat Contoh", "R**** C****"),
        (FieldKind.DATE, "1990-01-01", "******"),
        (FieldKind.NIK, "123", "******"),
    ],
)
def test_personal_values_are_masked(kind: FieldKind, value: str, mask: str) -> None:
    assert masked(field(kind), value) == mask


def test_values_stand_as_people_write_them() -> None:
    money, day = Text("1500000", "1500000"), Text("2026-12-03", "2026-12-03")

    assert shown(field(FieldKind.MONEY), money, "en") == "Rp1.500.000"
    assert shown(field(FieldKind.DATE), day, "id") == "Kamis, 3 Desember 2026"
    assert shown(field(FieldKind.YES_NO), Text("Ya", "Yes"), "en") == "Yes"


def test_an_instant_names_its_clock() -> None:
    assert at_words(NOON, "id") == "Selasa, 24 November 2026 12.00 WIB"
    assert at_words(NOON, "en", is_short=True) == "Tue, 24 Nov 2026 12:00 WIB"
    assert at_words(NOON, "id", ZoneInfo("Asia/Jayapura")) == "Selasa, 24 November 2026 14.00 WIT"
    assert day_words(date(2026, 11, 24), "en") == "Tuesday, 24 November 2026"


@pytest.mark.parametrize(
    ("away", "words", "tone"),
    [
        (timedelta(hours=2), "Hari ini pukul 14.00", "soon"),
        (timedelta(days=1), "Besok pukul 12.00", "soon"),
        (timedelta(days=9), "Kam, 3 Des 2026 12.00 WIB", "calm"),
        (timedelta(days=-2), "Terlambat 2 hari", "late"),
        (timedelta(minutes=-90), "Terlambat 2 jam", "late"),
        (timedelta(seconds=-5), "Terlambat", "late"),
    ],
)
def test_a_deadline_is_said_in_words(away: timedelta, words: str, tone: str) -> None:
    assert due_words(NOON + away, NOON, "id") == (words, tone)


def test_no_deadline_is_said_too() -> None:
    assert due_words(None, NOON, "en") == ("No deadline", "none")


def test_a_limit_locks_out_and_opens_again() -> None:
    limit = FailureLimit(2, QUARTER)
    limit.failed("a", now=NOON)
    assert limit.wait_minutes("a", now=NOON) == 0
    limit.failed("a", "b", now=NOON)

    assert limit.wait_minutes("a", "b", now=NOON) == 15
    assert limit.wait_minutes("b", now=NOON) == 0
    assert limit.wait_minutes("a", now=NOON + QUARTER) == 0


def test_a_success_forgets_the_failures() -> None:
    limit = FailureLimit(1, QUARTER)
    limit.failed("a", now=NOON)
    limit.forget("a")

    assert limit.wait_minutes("a", now=NOON) == 0


def test_a_flood_of_keys_costs_bounded_memory() -> None:
    limit = FailureLimit(1, QUARTER)
    for number in range(KEYS_MAX + 1):
        limit.failed(str(number), now=NOON)

    assert len(limit._counts) <= KEYS_MAX


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("/berkas?cari=1", "/berkas?cari=1"),
        ("//elsewhere.example", "/"),
        ("/\\elsewhere.example", "/"),
        ("https://elsewhere.example", "/"),
        ("/a\nb", "/"),
        ("", "/"),
    ],
)
def test_signing_in_never_leads_elsewhere(asked: str, address: str) -> None:
    assert own_address(asked) == address


def test_the_last_text_of_a_name_counts_and_numbers_are_only_ours() -> None:
    typed = Typed((("a", "1"), ("a", " 2 "), ("n", "9" * 30), ("m", "-1")))

    assert (typed.get("a"), typed.get("none")) == ("2", "")
    assert (typed.number("a"), typed.number("n"), typed.number("m")) == (2, -1, -1)
    assert len(typed.key) == 32


def test_one_form_of_one_person_opens_one_case() -> None:
    clerk, other = PersonId("sari"), PersonId("rudi")

    assert case_id_of(clerk, "k") == case_id_of(clerk, "k")
    assert len({case_id_of(clerk, "k"), case_id_of(clerk, "l"), case_id_of(other, "k")}) == 3


@pytest.mark.parametrize(
    ("promised", "words"),
    [
        (Duration(60, DurationUnit.MINUTE), "Selasa, 24 November 2026 12.00 WIB"),
        (Duration(1, DurationUnit.HOUR), "Selasa, 24 November 2026 12.00 WIB"),
        (Duration(14, DurationUnit.WORKING_DAY), "Selasa, 24 November 2026"),
    ],
)
def test_what_was_promised_in_minutes_is_promised_for_a_minute(
    promised: Duration, words: str
) -> None:
    assert promise_words(NOON, promised, "id") == words


def test_a_link_for_a_clerk_does_not_greet_an_administrator(
    runtime: Runtime, visitor: Callable[[], Browser]
) -> None:
    link = make_link(runtime.store, "ani", now=datetime.now(UTC))
    assert link is not None
    page = visitor().get(f"/masuk/pertama/{link.token}").text

    assert "Untuk Ani Contoh" in page
    assert "Administrator" not in page
    assert "tanda terima" not in page
