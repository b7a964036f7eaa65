"""Names of media: what becomes of a path, an address and a data URL."""

import base64
from decimal import Decimal
from pathlib import Path

import pytest

from engine.errors import AuthorError
from engine.language.values import MediaName
from engine.sources.media import MediaShelf, ProbedMedium
from engine.values.media import DataSource, FileSource, Media, MediaFacts, MediaKind, Probed, Span, UrlSource
from engine.values.reason import because
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


TAGGED = Probed(CLIP, 'etag:"v1";length:9')
DATED = Probed(CLIP, "length:9;modified:Thu, 26 Nov 2026 10:00:00 GMT")
SIGNED = {
    "Aliyun OSS": "Expires=1{}&OSSAccessKeyId=LTAI&Signature={}%2B%3D",
    "Amazon S3": "X-Amz-Date={}&X-Amz-Signature={}",
    "Tencent COS": "q-sign-algorithm=sha1&q-sign-time={}&q-signature={}",
    "Volcengine TOS": "X-Tos-Date={}&X-Tos-Signature={}",
    "CloudFront": "Policy={}&Signature={}&Key-Pair-Id=K",
    "Aliyun CDN": "auth_key={}-0-0-{}",
    "Qiniu": "e=1{}&token=ak:{}",
    "Huawei OBS": "AccessKeyId=AK&Expires=1{}&Signature={}",
    "Supabase": "token=eyJ{}.{}",
    "a store that nobody knows": "until={}&key={}",
}


def source_of(text: str, probed: Probed) -> UrlSource:
    source = resolved(text, web=Web({text: probed})).media.source
    assert isinstance(source, UrlSource)
    return source


@pytest.mark.parametrize("query", SIGNED.values(), ids=SIGNED)
def test_one_object_is_one_medium_however_its_link_is_signed(query: str) -> None:
    urls = [f"https://media.example/a.mp4?{query.format(*values)}" for values in (("1", "s3cret"), ("2", "other"))]
    found = [source_of(url, TAGGED) for url in urls]
    assert [source.url for source in found] == urls  # a signature is sent byte for byte
    assert {(source.identity, source.version) for source in found} == {("https://media.example/a.mp4", TAGGED.version)}


@pytest.mark.parametrize("query", list(SIGNED.values())[:-1], ids=list(SIGNED)[:-1])
def test_a_known_signature_is_no_part_of_a_name_where_no_tag_tells_the_object(query: str) -> None:
    urls = [f"https://media.example/a.mp4?{query.format(*values)}" for values in (("1", "s3cret"), ("2", "other"))]
    assert [source_of(url, DATED).identity for url in urls] == ["https://media.example/a.mp4"] * 2


def test_what_else_a_query_says_is_part_of_a_name_and_never_shown() -> None:
    names = [
        source_of(f"https://x/a.mp4?{query}&Signature=s", DATED).identity for query in ("k=s3cret", "k=b", "s3cret")
    ]
    assert len(set(names)) == 3
    for name in names:
        assert name.startswith("https://x/a.mp4?*")
        assert "s3cret" not in name
    untold = source_of("https://x/a.mp4?k=s3cret", Probed(CLIP, 'etag:"v1"'))  # a tag alone, of who knows what length
    assert untold.identity == names[0]


SPELLINGS = [
    "https://bücher.example/视频 1.mp4?v=值",
    "HTTPS://BÜCHER.example:443/a/../%E8%A7%86%E9%A2%91%201.mp4?v=%e5%80%BC",
    "https://u:pw@xn--bcher-kva.example/%e8%a7%86%e9%a2%91%20%31%2emp4?v=%E5%80%bc&Signature=s#t=1",
]


@pytest.mark.parametrize("probed", [TAGGED, DATED])
def test_spellings_of_one_address_are_one_medium_and_are_sent_in_ascii(probed: Probed) -> None:
    found = [source_of(text, probed) for text in SPELLINGS]
    assert len({source.identity for source in found}) == 1
    assert all(source.url.isascii() and " " not in source.url for source in found)
    assert found[0].url == "https://xn--bcher-kva.example/%E8%A7%86%E9%A2%91%201.mp4?v=%E5%80%BC"


def test_a_pin_is_the_version_whatever_the_server_says() -> None:
    source = resolved("https://x/a.mp4", pin=PIN.upper()).media.source
    assert source == UrlSource("https://x/a.mp4", "https://x/a.mp4", f"sha256:{PIN}")
    assert not source.changeable


def test_what_could_not_be_seen_is_unknown_and_said() -> None:
    url = "https://x/a.mp4"
    found = resolved(url, web=Web({url: Probed(None, None, because("slow"))}))
    assert found == ProbedMedium(
        Media(source=UrlSource(url, url), facts=MediaFacts(kind=MediaKind.VIDEO)), because("slow")
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


def test_a_path_with_backslashes_is_told_with_the_slashes_that_find_it(tmp_path: Path) -> None:
    (tmp_path / "clips").mkdir()
    (tmp_path / "clips" / "a.mp4").write_bytes(b"")
    with pytest.raises(AuthorError) as told:
        shelf().resolve(MediaName("clips\\a.mp4"), MediaKind.VIDEO, tmp_path)

    assert (told.value.key, told.value.args_by_name["near"]) == ("media-not-found", "clips/a.mp4")


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
