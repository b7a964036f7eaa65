"""All codecs that are needed are there, and one that is not is named."""

from engine.media.abilities import abilities


def test_everything_that_is_needed_is_there() -> None:
    found = abilities()
    assert found.missing == ()
    assert found.codecs.count(".") == 2


def test_a_codec_that_is_missing_is_named() -> None:
    assert abilities(["h264", "no-such-decoder"], ["libx264", "no-such-encoder"]).missing == (
        "no-such-decoder",
        "no-such-encoder",
    )
