"""Seconds and counts of things."""

from typing import Final

from engine.phrases.phrase import Phrase

SECONDS: Final = Phrase("{seconds} s", "{seconds} 秒")
BILLED: Final = Phrase("{seconds} s billed", "计费 {seconds} 秒")
ROWS: Final = Phrase("{count} rows", "{count} 行", one="{count} row")
TASKS: Final = Phrase("{count} tasks", "{count} 个任务", one="{count} task")
