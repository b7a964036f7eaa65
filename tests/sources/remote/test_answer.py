"""What an answer of a server of media says."""

import pytest

from engine.errors import AuthorError
from engine.sources.remote.answer import Unreached, Validators, marks_of, part_of, refused, type_of
from tests.report.runs import said

DATE = "Wed, 21 Oct 2026 07:28:00 GMT"


@pytest.mark.parametrize(
    ("headers", "length", "version"),
    [
        ({"etag": '"5f-a"', "last-modified": DATE}, 9, 'etag:"5f-a";length:9'),
        ({"etag": '"5f-a"', "last-modified": DATE}, None, 'etag:"5f-a"'),
        ({"etag": 'W/"5f-a"', "last-modified": DATE}, 9, f"length:9;modified:{DATE}"),
        ({"etag": "unquoted", "last-modified": DATE}, 9, f"length:9;modified:{DATE}"),
        ({"etag": 'W/"5f-a"'}, 9, None),
        ({"etag": '"' + "a" * 300 + '"'}, 9, None),
        ({"last-modified": DATE}, None, None),
        ({"last-modified": "yesterday\x1b[2J"}, 9, None),
        ({}, 9, None),
    ],
)
def test_only_what_promises_equal_bytes_is_a_version(headers: dict, length: int | None, version: str | None) -> None:
    assert marks_of(headers, length).version == version


@pytest.mark.parametrize(
    ("first", "second", "differ"),
    [
        (Validators('"a"', DATE, 9), Validators('"a"', DATE, 9), False),
        (Validators('"a"', DATE, 9), Validators('"b"', DATE, 9), True),
        (Validators('W/"a"', None, 9), Validators('W/"b"', None, 9), True),
        (Validators('"a"', DATE, 9), Validators(None, None, 9), False),
        (Validators(None, None, 9), Validators(None, None, 8), True),
        (Validators(None, DATE, 9), Validators(None, "Thu, 22 Oct 2026 07:28:00 GMT", 9), True),
    ],
)
def test_two_answers_differ_only_by_what_both_say(first: Validators, second: Validators, differ: bool) -> None:
    assert first.differ(second) is second.differ(first) is differ


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("bytes 0-9/100", (0, 10, 100)),
        ("bytes 90-99/100", (90, 100, 100)),
        ("bytes 0-9/*", None),
        ("bytes 9-0/100", None),
        ("bytes 0-100/100", None),
        ("items 0-9/100", None),
        ("", None),
    ],
)
def test_a_part_is_what_the_header_says_exactly(text: str, part: tuple[int, int, int] | None) -> None:
    assert part_of({"content-range": text}) == part


@pytest.mark.parametrize(("status", "key"), [(404, "media-url-gone"), (410, "media-url-gone"), (401, "media-url-refused"), (403, "media-url-refused"), (400, "media-url-refused"), (451, "media-url-refused")])  # fmt: skip
def test_an_address_that_gives_nothing_is_the_authors(status: int, key: str) -> None:
    error = refused(status, {}, "https://x/a.mp4")
    assert isinstance(error, AuthorError)
    assert (error.key, error.args_by_name) == (key, {"name": "https://x/a.mp4", "status": status})


@pytest.mark.parametrize(
    ("status", "again", "after"), [(500, True, None), (503, True, 2.0), (429, True, 2.0), (408, True, None), (204, False, None)]
)  # fmt: skip
def test_trouble_of_the_server_is_not_the_authors(status: int, again: bool, after: float | None) -> None:
    trouble = refused(status, {"retry-after": "2"} if after else {}, "a")
    assert isinstance(trouble, Unreached)
    assert (trouble.again, trouble.after_s, str(status) in said(trouble.reason)) == (again, after, True)


def test_a_server_cannot_ask_for_a_long_pause() -> None:
    assert refused(503, {"retry-after": "86400"}, "a").after_s == 5.0
    assert refused(503, {"retry-after": DATE}, "a").after_s is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("text/html; charset=utf-8", "text/html"),
        ("VIDEO/MP4", ""),
        ("application/octet-stream", ""),
        ("<b>", ""),
        ("", ""),
    ],
)
def test_the_type_is_told_if_it_is_that_of_no_medium(text: str, kind: str) -> None:
    assert type_of({"content-type": text}) == kind
