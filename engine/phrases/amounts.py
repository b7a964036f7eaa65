"""Seconds and counts of things."""

from typing import Final

from engine.phrases.phrase import Phrase

SECONDS: Final = Phrase("{seconds} s", "{seconds} 秒")
BILLED: Final = Phrase("{seconds} s billed", "计费 {seconds} 秒")
ROWS: Final = Phrase("{count} rows", "{count} 行", one="{count} row")
TASKS: Final = Phrase("{count} tasks", "{count} 个任务", one="{count} task")
MINUTES: Final = Phrase("{count} min", "{count} 分钟")
HOURS: Final = Phrase("{count} h", "{count} 小时")
HOURS_MINUTES: Final = Phrase("{hours} h {minutes} min", "{hours} 小时 {minutes} 分钟")
