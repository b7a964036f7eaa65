import time

import pytest

from engine.shape.patterns import is_pattern, matches


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+$", "^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "(.*a){12}!", "^(([a-z])+.)+[A-Z]([a-z])+$", "(x+x+)+y", "(a*)*b"],
)
def test_no_pattern_that_makes_others_hang_takes_long(pattern):
    started = time.process_time()

    assert is_pattern(pattern)
    assert not matches(pattern, "a" * 100_000 + "-")
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "pattern", ["(?=a)", "(?!a)b", "(?<=a)b", r"(a)\1", "(", "[", "a{1000}{1000}{1000}", "(" * 5000 + ")" * 5000, r"\q"]
)
def test_what_cannot_be_matched_in_proportion_is_no_pattern(pattern):
    started = time.process_time()

    assert not is_pattern(pattern)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (r"^\d+$", "12", True),
        (r"^\d+$", "12a", False),
        ("b", "abc", True),
        ("^[a-z雪]+$", "雪", True),
        (r"^\p{L}+$", "é雪", True),
        ("^.$", "\n", False),
        ("^.{1,2000}$", "x" * 2000, True),
        ("", "", True),
    ],
)
def test_means_what_json_schema_means(pattern, text, found):
    assert matches(pattern, text) is found
