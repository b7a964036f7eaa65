"""An address book finds again what is called the same, whatever it is signed with by now."""

import pytest

from engine.language.values import MediaName
from engine.sources.addresses import AddressBook, Identities
from engine.values.url import Url
from tests.worlds import CATALOG

NAMES = Identities(CATALOG.signature_parameters)
STRONG = 'etag:"v";length:9'
BEFORE = "https://host/clip.mp4?v=1&Expires=1&Signature=old"


@pytest.mark.parametrize("version", [STRONG, "length:9;modified:x", None])
@pytest.mark.parametrize(
    ("named", "is_same"),
    [
        (BEFORE, True),
        ("https://host/clip.mp4?v=1&Expires=2&Signature=new", True),
        (" HTTPS://HOST/clip.mp4?Signature=new&v=1 ", True),
        ("https://host/other.mp4?v=1&Signature=new", False),
        ("clip.mp4", False),
        ("https://", False),
        ("data:image/png;base64,AAAA", False),
    ],
)
def test_what_is_called_the_same_is_found(version: str | None, named: str, is_same: bool) -> None:
    wanted = (NAMES.of(Url.of(BEFORE), version), version)
    book = AddressBook(NAMES, [wanted])
    book.expect(MediaName(named))
    assert list(book.found) == ([wanted] if is_same else [])


def test_the_first_that_is_named_counts() -> None:
    wanted = ("https://host/clip.mp4", STRONG)
    book = AddressBook(NAMES, [wanted, ("oss://bucket/x", "oss")])
    for text in ("https://host/clip.mp4?Signature=1", "https://host/clip.mp4?Signature=2", "oss://bucket/x"):
        book.expect(MediaName(text))
    assert book.found == {wanted: "https://host/clip.mp4?Signature=1", ("oss://bucket/x", "oss"): "oss://bucket/x"}
