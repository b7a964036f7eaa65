"""Render: a few renderer processes that take jobs as lines of JSON, and end with the process that started them."""

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from engine import version
from engine.emulator.rules.failure import JobFailed

_LINE_LIMIT = 1 << 20
_LEAVE_S = 1.0
_JOB_S = 1800.0
_SECRETS = ("DASHSCOPE_",)  # a renderer has no use for a key


class Pool:
    """At most `size` renderers of one kind, started when needed and kept for the next job."""

    def __init__(self, module: str, size: int, tmp: Path) -> None:
        self._module = module
        self._tmp = tmp
        self._slots = asyncio.Semaphore(size)
        self._idle: list[Child] = []

    async def render(self, job: Mapping[str, Any], on_progress: Callable[[float], None]) -> Mapping[str, Any]:
        """Return what the renderer says when it is done; raises JobFailed with its reason, or when it dies.

        Being cancelled kills the renderer, so that nothing goes on writing.
        """
        async with self._slots:
            child = await self._child()
            try:
                answer = await asyncio.wait_for(child.render(job, on_progress), _JOB_S)
            except TimeoutError:
                await asyncio.shield(child.kill())
                raise JobFailed("InternalError.Timeout", f"The renderer was stopped after {_JOB_S:.0f} s.") from None
            except BaseException:
                await asyncio.shield(child.kill())
                raise
            self._idle.append(child)
        if "failed" in answer:
            raise JobFailed(str(answer["failed"]["code"]), str(answer["failed"]["message"]))
        done: Mapping[str, Any] = answer["done"]
        return done

    async def _child(self) -> "Child":
        while self._idle:
            child = self._idle.pop()
            if child.alive:
                return child
        return await Child.start(self._module, self._tmp)

    async def close(self) -> None:
        await asyncio.gather(*(child.leave() for child in self._idle))
        self._idle.clear()


class Child:
    """One renderer process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, module: str, tmp: Path) -> "Child":
        environment = {name: value for name, value in os.environ.items() if not name.startswith(_SECRETS)}
        root = str(Path(version.__file__).parent.parent)
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, (root, environment.get("PYTHONPATH"))))
        with (tmp / "renderer.log").open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-P", "-m", module,
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=log,
                limit=_LINE_LIMIT, env=environment, cwd=tmp, start_new_session=True,
            )  # fmt: skip
        return cls(process)

    @property
    def alive(self) -> bool:
        return self._process.returncode is None

    async def render(self, job: Mapping[str, Any], on_progress: Callable[[float], None]) -> Mapping[str, Any]:
        """Send one job and read until its end; raises JobFailed when the process ends first."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with contextlib.suppress(ConnectionError):  # the end of its output tells
            self._process.stdin.write(json.dumps(job, ensure_ascii=False).encode() + b"\n")
            await self._process.stdin.drain()
        while line := await self._process.stdout.readline():
            answer = _read(line)
            if "done" in answer or "failed" in answer:
                return answer
            if isinstance(answer.get("progress"), int | float):
                on_progress(float(answer["progress"]))
        status = await self._process.wait()
        raise JobFailed("InternalError.Algo", f"The renderer ended with status {status} before the job was done.")

    async def leave(self) -> None:
        """Close its input, which tells it to go, and kill it if it stays."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), _LEAVE_S)
        except TimeoutError:
            await self.kill()

    async def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()


def _read(line: bytes) -> Mapping[str, Any]:
    """Return a line's JSON object; what a library prints beside is no answer."""
    try:
        answer = json.loads(line)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
