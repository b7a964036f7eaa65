"""What may be shown of an address."""

import pytest

from engine.values.address import LONGEST, host_of, masked, named, shown


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://cdn.example.com/a/clip.mp4", "https://cdn.example.com/a/clip.mp4"),
        ("https://cdn.example.com/clip.mp4?Signature=s3cret&v=2#t=1", "https://cdn.example.com/clip.mp4"),
        ("http://user:s3cret@cdn.example.com:8080/clip.mp4", "http://cdn.example.com:8080/clip.mp4"),
        ("https://cdn.example.com/@team/clip.mp4", "https://cdn.example.com/@team/clip.mp4"),
        ("oss://bucket/key?Signature=s3cret", "oss://bucket/key"),
    ],
)
def test_an_address_is_shown_without_what_opens_it(address: str, expected: str) -> None:
    assert shown(address) == expected


def test_a_long_address_is_cut() -> None:
    assert len(shown("https://example.com/" + "a" * 500)) == LONGEST


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nothing to hide?a=b", "nothing to hide?a=b"),
        ("clip=https://x/c.mp4?Signature=abc&v=2", "clip=https://x/c.mp4?Signature=***&v=*"),
        ("clip=https://u:pw@x/c.mp4", "clip=https://****@x/c.mp4"),
        ("ftp://u:pw@x/c.mp4", "ftp://****@x/c.mp4"),
        (
            "  - {url: 'https://x/c.mp4?sig=a%2Bb==', sha256: 00}",
            "  - {url: 'https://x/c.mp4?sig=*******', sha256: 00}",
        ),
        ("a1,https://x/c.mp4?token,b", "a1,https://x/c.mp4?*****,*"),
        ("a (https://x/a?s=1),b (https://y/b?s=2)", "a (https://x/a?s=*),b (https://y/b?s=*)"),
        ("甲 (https://x/a?s=1)，乙 (https://y/b?s=2)", "甲 (https://x/a?s=*)，乙 (https://y/b?s=*)"),
        ("https://x/a?s=f(1)2&t=3", "https://x/a?s=***)*&t=*"),
        ("https://x/a?s=1 and oss://y/b?s=22", "https://x/a?s=* and oss://y/b?s=**"),
    ],
)
def test_a_masked_text_keeps_its_columns(text: str, expected: str) -> None:
    assert masked(text) == expected
    assert len(masked(text)) == len(text)


@pytest.mark.parametrize("text", ["clip.mp4?a=b", "https://x/c.mp4", "see oss://bucket/key"])
def test_a_name_without_a_secret_is_itself(text: str) -> None:
    assert named(text) == text


def test_in_a_name_a_digest_stands_for_what_opens_an_address() -> None:
    texts = ["https://x/c.mp4?s3cret", "https://x/c.mp4?k=1", "https://s3cret@x/c.mp4", "https://x/c.mp4"]
    names = [named(text) for text in texts]
    assert len(set(names)) == len(texts)
    assert all(name.startswith("https://x/c.mp4") and "s3cret" not in name for name in names)


@pytest.mark.parametrize(
    ("address", "host"),
    [("https://u:p@Example.com:8443/a", "example.com:8443"), ("clip.mp4", ""), ("http://[broken", "")],
)
def test_the_host_of_an_address_has_no_user_name(address: str, host: str) -> None:
    assert host_of(address) == host
