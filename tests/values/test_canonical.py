"""Canonical JSON: the same bytes as Python's own, and what is put together from parts as what is written whole."""

import json

import pytest
from hypothesis import given, strategies as st

from engine.values.canonical import canonical_json, encoder, member_of, object_of, text_of

NAMES = st.from_regex(r"[a-z][a-z0-9_]*", fullmatch=True)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner),
    max_leaves=8,
)


@given(VALUES, st.booleans())
def test_writes_what_json_writes_without_blanks(value: object, ordered: bool) -> None:
    expected = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=ordered)
    assert encoder(sort_keys=ordered)(value) == expected


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_json_has_no_number_for_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        encoder()([value])


@given(st.dictionaries(NAMES, VALUES))
def test_an_object_of_written_members_is_the_object_written_whole(members: dict[str, object]) -> None:
    written = [member_of(name, text_of(value)) for name, value in members.items()]
    assert object_of(written).encode("utf-8", "surrogatepass") == canonical_json(members)
