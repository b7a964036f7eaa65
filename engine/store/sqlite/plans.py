"""Plans: what the runs of a journal were to do, each kept once by its digest, compressed."""

import json
import sqlite3
import zlib
from collections.abc import Mapping
from typing import Any

from engine.values.canonical import digest_of


def packed(planned: Mapping[str, Any]) -> tuple[str, bytes]:
    """Return the digest of a plan's JSON, and its bytes as they are kept."""
    data = json.dumps(planned, ensure_ascii=False, separators=(",", ":")).encode()
    return digest_of(data), zlib.compress(data, level=1)


def keep(db: sqlite3.Connection, digest: str, data: bytes) -> None:
    db.execute("INSERT OR IGNORE INTO plans (digest, data) VALUES (?, ?)", (digest, data))


def of_run(db: sqlite3.Connection, run: str) -> dict[str, Any] | None:
    """Return the plan of a run; None of one that began before plans were kept."""
    row = db.execute("SELECT data FROM plans JOIN runs ON runs.planned = plans.digest WHERE run = ?", (run,)).fetchone()
    found: dict[str, Any] | None = json.loads(zlib.decompress(row[0])) if row else None
    return found
