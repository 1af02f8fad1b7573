from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from sopflow.domain.evidence import GENESIS, canonical, chain, commitment, digest, instant


def test_the_order_of_keys_changes_no_hash() -> None:
    assert digest({"b": 1, "a": "é"}) == digest({"a": "é", "b": 1})
    assert canonical({"b": 1, "a": [True, None]}) == b'{"a":[true,null],"b":1}'


_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53) - 2, 2**53 + 2)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.text('\x00\x1f\x7f\b\t\n\f\r"\\/\u2028\ud800\udfff\uffff\U0001f600é')
)


@given(
    st.recursive(
        _LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner)
    )
)
def test_the_quick_way_gives_the_bytes_of_rfc_8785(value: Any) -> None:
    def outcome(of: Any) -> bytes | str:
        try:
            return bytes(of(value))
        except rfc8785.CanonicalizationError as error:
            return type(error).__name__

    assert outcome(canonical) == outcome(rfc8785.dumps)


def test_a_link_depends_on_its_body_and_on_the_link_before() -> None:
    first = chain(GENESIS, {"seq": 1})
    assert chain(first, {"seq": 2}) != chain(GENESIS, {"seq": 2})
    assert chain(first, {"seq": 2}) != chain(first, {"seq": 3})


def test_a_commitment_hides_its_body_behind_the_salt() -> None:
    body = {"note": "foto buram"}
    assert commitment("00" * 16, body) != commitment("01" * 16, body)


def test_an_instant_is_written_in_utc_whatever_its_zone() -> None:
    wib = timezone(timedelta(hours=7))
    expected = "2026-11-24T02:00:00.000000Z"
    assert instant(datetime(2026, 11, 24, 9, tzinfo=wib)) == expected
    assert instant(datetime(2026, 11, 24, 2, tzinfo=UTC)) == expected
