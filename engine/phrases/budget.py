"""What is said of a cap, of what is spent and reserved under it, and of what a plan may still take."""

from typing import Final

from engine.phrases.phrase import Phrase

CAP: Final = Phrase("cap {cap}", "上限 {cap}")
SPENT: Final = Phrase("{amount} spent", "已花费 {amount}")
RESERVED: Final = Phrase("{amount} reserved", "已预留 {amount}")
PLANNED: Final = Phrase("this plan up to {amount}", "本计划至多 {amount}")
WOULD: Final = Phrase("this plan would be up to {amount} where it is billed", "本计划在计费的服务上至多 {amount}")
LEFT: Final = Phrase("{amount} left", "剩余 {amount}")
SHORT: Final = Phrase("short by {amount}; what no longer fits would be held", "尚缺 {amount}；超出的部分会被挂起")
SHORT_ELSEWHERE: Final = Phrase("short by {amount}", "尚缺 {amount}")

# what a run has spent, and what may have been spent
DOUBTED: Final = Phrase(
    "{amount} may be spent too: reserved for {count} in doubt",
    "另有 {amount} 可能已花费：为 {count} 个结果不明的任务预留",
)
UNDERWAY: Final = Phrase("{amount} reserved for {count} on their way", "为 {count} 个进行中的任务预留 {amount}")
ONE_DOUBTED: Final = Phrase("{amount} may be spent and stays reserved", "{amount} 可能已花费，保持预留")
ONE_UNDERWAY: Final = Phrase("{amount} reserved", "已预留 {amount}")
