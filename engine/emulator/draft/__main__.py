"""The renderer's process: jobs come in on stdin, one JSON object a line; what becomes of them goes out on stdout likewise.

In:   a job, see `job.Job`.
Out:  {"id": ..., "progress": 0.42} as it goes on, then {"id": ..., "done": {...}} or
      {"id": ..., "failed": {"code": "...", "message": "..."}}.

It ends when stdin closes and dies with its parent, so that no renderer is left behind.
"""

import ctypes
import dataclasses
import json
import os
import queue
import signal
import sys
import threading
from typing import Any

from engine.emulator.draft.failure import BAD_JOB, DraftFailed
from engine.emulator.draft.job import Job

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Serve jobs until stdin closes; the closing ends a job under way as well."""
    _die_with_parent()
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_watch, args=(lines,), daemon=True).start()
    while True:
        line = lines.get()
        if line.strip():
            _serve(line)


def _watch(lines: "queue.SimpleQueue[str]") -> None:
    """Pass on the lines of stdin; its end is the end of the process, whatever it does."""
    for line in sys.stdin:
        lines.put(line)
    os._exit(0)


def _serve(line: str) -> None:
    name = ""
    try:
        values = json.loads(line)
        if not isinstance(values, dict):
            raise DraftFailed(BAD_JOB, "a job is a JSON object")  # noqa: TRY301 - reported like all others
        name = str(values.get("id", ""))
        _render(name, values)
    except DraftFailed as failed:
        _say(name, failed={"code": failed.code, "message": failed.message})
    except ValueError as error:
        _say(name, failed={"code": BAD_JOB, "message": f"the line is no JSON: {error}"})
    except Exception as error:  # noqa: BLE001 - the fence of the process: one bad job must not take the next along
        _say(name, failed={"code": "InternalError", "message": f"{type(error).__name__}: {error}"})


def _render(name: str, values: dict[str, Any]) -> None:
    from engine.emulator.draft.render import render  # noqa: PLC0415 - a process that only waits stays light

    outcome = render(Job.parse(values), lambda share: _say(name, progress=share))
    _say(name, done=dataclasses.asdict(outcome))


def _say(name: str, **what: Any) -> None:
    sys.stdout.write(json.dumps({"id": name, **what}, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _die_with_parent() -> None:
    """Ask Linux to end this process when its parent does; elsewhere the end of stdin does it."""
    if sys.platform != "linux":
        return
    parent = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


if __name__ == "__main__":
    main()
