"""What of a folder nobody may read any more, told without the emulator that made it."""

import time

from engine.emulator.rules.entries import models
from engine.emulator.state.garbage import unreadable
from tests.emulator.test_entries import EDIT, LARGER

DAY_MS = 24 * 3_600_000


def test_a_result_is_garbage_once_the_links_of_its_own_model_are_dead(serve, tmp_path):
    api = serve()
    for body in (EDIT, LARGER):
        api.post(body)
        assert api.server.settled()
    edited, larger = (row["id"] for row in api.server.told()["accepted"])
    folder, hours = tmp_path / "emulator", {name: model.hours for name, model in models().items()}
    assert hours["pixverse/pixverse-upscale"] is None

    def found(days, hours=hours, needed=()):
        now_ms = round(time.time() * 1000) + days * DAY_MS
        return [path.stem for path in unreadable(folder, now_ms=now_ms, hours=hours, needed=needed)]

    assert found(0) == []
    assert found(2) == [edited]
    assert found(2, needed={edited}) == []
    assert found(2, hours={}) == []
    assert sorted(found(3651)) == sorted([edited, larger])
