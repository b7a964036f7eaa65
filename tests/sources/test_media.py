"""Names of media: what becomes of a path, an address and a data URL."""

import base64
from decimal import Decimal
from pathlib import Path

import pytest

from engine.errors import AuthorError
from engine.language.values import MediaName
from engine.sources.media import MediaShelf, ProbedMedium
from engine.values.media import DataSource, FileSource, Media, MediaFacts, MediaKind, Probed, Span, UrlSource
from tests.worlds import CATALOG

SAMPLES = Path(__file__).parents[2] / "recipes" / "media"
CLIP = MediaFacts(kind=MediaKind.VIDEO, seconds=Span.exactly(Decimal(4)), width=640, height=480, format="mp4", size=9)
PIN = "ab" * 32


class Web:
    """Knows what each address tells, and keeps who was asked."""

    def __init__(self, known: dict[str, Probed]) -> None:
        self.known = known
        self.asked: list[str] = []
        self.expected: list[str] = []

    def expect(self, url: str) -> None:
        self.expected.append(url)

    def probe(self, url: str) -> Probed:
        self.asked.append(url)
        return self.known.get(url, Probed(CLIP, 'etag:"v1"'))


def shelf(web: Web | None = None) -> MediaShelf:
    return MediaShelf(CATALOG.signature_parameters, web or Web({}))


def resolved(
    text: str, kind: MediaKind = MediaKind.VIDEO, pin: str | None = None, web: Web | None = None
) -> ProbedMedium:
    return shelf(web).resolve(MediaName(text, pin), kind, SAMPLES)


@pytest.mark.parametrize(
    ("url", "identity"),
    [
        ("https://x/a.mp4?v=2&Signature=s&Expires=1", "https://x/a.mp4?v=2"),
        ("HTTPS://X/A.mp4?X-Amz-Date=1#t", "https://x/A.mp4"),
        ("https://user:pw@x:8443/a.mp4", "https://x:8443/a.mp4"),
    ],
)
def test_an_address_is_known_by_what_does_not_open_it(url: str, identity: str) -> None:
    found = resolved(url)
    assert found == ProbedMedium(Media(source=UrlSource(url, identity, 'etag:"v1"'), facts=CLIP))


def test_a_pin_is_the_version_whatever_the_server_says() -> None:
    source = resolved("https://x/a.mp4", pin=PIN.upper()).media.source
    assert source == UrlSource("https://x/a.mp4", "https://x/a.mp4", f"sha256:{PIN}")
    assert not source.changeable


def test_what_could_not_be_seen_is_unknown_and_said() -> None:
    url = "https://x/a.mp4"
    found = resolved(url, web=Web({url: Probed(None, None, "it takes too long")}))
    assert found == ProbedMedium(
        Media(source=UrlSource(url, url), facts=MediaFacts(kind=MediaKind.VIDEO)), "it takes too long"
    )


def test_an_address_of_the_other_kind_is_a_mistake_that_shows_no_signature() -> None:
    with pytest.raises(AuthorError) as failed:
        resolved("https://u:pw@x/a.mp4?Signature=s3cret", MediaKind.IMAGE)
    words = {"name": "https://x/a.mp4", "expected": "image", "found": "video"}
    assert (failed.value.key, failed.value.args_by_name) == ("media-kind", words)


def test_an_object_of_the_service_is_never_asked_for() -> None:
    web = Web({})
    found = resolved("oss://bucket/key.mp4", web=web)
    assert found.media == Media(
        source=UrlSource("oss://bucket/key.mp4", "oss://bucket/key.mp4", "oss"), facts=MediaFacts(kind=MediaKind.VIDEO)
    )
    shelf(web).expect(MediaName("oss://bucket/key.mp4", None))
    shelf(web).expect(MediaName("bunny.mp4", None))
    assert web.asked == web.expected == []


def test_an_address_is_on_its_way_before_it_is_needed() -> None:
    web = Web({})
    shelf(web).expect(MediaName(" https://x/a.mp4 ", None))
    assert web.expected == ["https://x/a.mp4"]


@pytest.mark.parametrize(
    "text", ["ftp://user:s3cret@x/a.mp4", "https://", "https://?Signature=s3cret", "http://[broken/a?sig=s3cret"]
)
def test_what_is_no_address_is_refused_without_its_secrets(text: str) -> None:
    with pytest.raises(AuthorError) as failed:
        resolved(text)
    assert failed.value.key == "media-address"
    assert "s3cret" not in str(failed.value)


def test_a_path_starts_at_its_folder_and_a_data_url_is_itself() -> None:
    assert isinstance(resolved("bunny.mp4").media.source, FileSource)
    picture = (SAMPLES / "robot.png").read_bytes()
    inside = resolved(f"data:image/png;base64,{base64.b64encode(picture).decode()}", MediaKind.IMAGE).media
    assert isinstance(inside.source, DataSource)
    assert inside.facts == resolved("robot.png", MediaKind.IMAGE).media.facts


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("data:image/png;base64,AAAA", "media-unreadable"),
        ("data:image/png;base64,iVBORw0KGgo=", "media-unreadable"),
        ("data:image/png;base64,AAA", "media-data-url"),
        ("data:video/mp4;base64,AAAA", "media-data-url"),
        ("data:image/png,AAAA", "media-data-url"),
    ],
)
def test_a_data_url_that_holds_no_picture_is_refused_before_it_is_sent(text: str, key: str) -> None:
    with pytest.raises(AuthorError) as failed:
        resolved(text, MediaKind.IMAGE)
    assert failed.value.key == key
