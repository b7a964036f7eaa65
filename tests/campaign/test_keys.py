from hypothesis import given, strategies as st

from engine.campaign import row_id
from engine.campaign.keys import word_of

PARTS = st.lists(st.text(alphabet="ab+%/@, \n雪2B", min_size=1, max_size=6), min_size=1, max_size=4)


def test_an_id_is_its_parts_as_they_are():
    assert row_id(["SKU-7", "Oslo", "16:9"]) == "SKU-7+Oslo+16:9"
    assert row_id(["产品 A", "pencil sketch"]) == "产品 A+pencil sketch"


def test_what_has_a_meaning_in_ids_is_escaped():
    assert row_id(["a/b@c,d+e%", " x "]) == "a%2Fb%40c%2Cd%2Be%25+%20x%20"
    assert row_id(["a\nb"]) == "a%0Ab"


def test_a_key_that_is_an_address_shows_nothing_that_opens_it():
    one, other = (row_id([f"https://x/a.mp4?token={token}", "night"]) for token in ("s3cret", "b"))
    assert one.startswith("https:%2F%2Fx%2Fa.mp4?*")
    assert one.endswith("+night")
    assert "s3cret" not in one
    assert one != other
    assert row_id(["https://x/a.mp4"]) == "https:%2F%2Fx%2Fa.mp4"


@given(PARTS, PARTS)
def test_different_parts_have_different_ids(one, other):
    assert (row_id(one) == row_id(other)) == (one == other)


def test_values_are_words():
    assert [word_of(value) for value in (True, 5, "x")] == ["true", "5", "x"]
