"""Media that could not be looked at are told once for each server and cause."""

from engine.api.unprobed_media import UnprobedMedia
from engine.values.place import Place
from engine.values.reason import because


def test_one_cause_is_one_warning_at_its_first_place() -> None:
    unseen = UnprobedMedia()
    for line, name in enumerate(["https://x/a?sig=1", "https://y/a", "https://x/b?sig=2", "https://x/a?sig=1"], 2):
        unseen.note(name, because("broken-off"), Place.point("rows.csv", line))
    unseen.note("https://y/c", because("slow"), Place.point("rows.csv", 9))
    told = [(found.key, found.place.line, dict(found.args)) for found in unseen.warnings()]
    assert told == [
        ("media-urls-unseen", 2, {"count": 2, "host": "x", "reason": because("broken-off")}),
        ("media-url-unseen", 3, {"name": "https://y/a", "reason": because("broken-off")}),
        ("media-url-unseen", 9, {"name": "https://y/c", "reason": because("slow")}),
    ]
