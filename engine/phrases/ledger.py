"""What is said of the jobs that the service accepted, and of what they were billed."""

from collections.abc import Mapping
from typing import Final

from engine.phrases.phrase import Phrase

NO_JOBS: Final = Phrase("no service has accepted a job of this project yet", "还没有服务接受过本项目的作业")
HEADS: Final[Mapping[str, Phrase]] = {
    "at": Phrase("WHEN", "时间"),
    "state": Phrase("STATE", "状态"),
    "task": Phrase("TASK", "任务"),
    "estimated": Phrase("ESTIMATED", "预估上限"),
    "billed": Phrase("BILLED", "计费"),
    "difference": Phrase("DIFFERENCE", "差额"),
    "currency": Phrase("CURRENCY", "币种"),
    "confirmed": Phrase("CONFIRMED", "确认方式"),
    "service": Phrase("SERVICE", "服务"),
    "model": Phrase("MODEL", "模型"),
    "run": Phrase("RUN", "运行"),
    "job": Phrase("JOB", "作业"),
}
"""What stands above the columns of the table, by the name of each in JSON."""
JOB_STATES: Final[Mapping[str, Phrase]] = {
    "intended": Phrase("being-sent", "发送中"),
    "accepted": Phrase("running", "运行中"),
    "succeeded": Phrase("to-fetch", "待下载"),
    "fetched": Phrase("kept", "已保存"),
    "failed": Phrase("failed", "失败"),
    "doubt": Phrase("in-doubt", "结果不明"),
    "held": Phrase("held", "已挂起"),
    "given-up": Phrase("given-up", "已放弃"),
    "ruled-out": Phrase("ruled-out", "已排除"),
    "unsent": Phrase("not-sent", "未发送"),
    "refused": Phrase("refused", "被拒绝"),
    "orphan": Phrase("orphan", "无主"),
}
"""How a job stands, by the state of the attempt that it was made of."""
CONFIRMED: Final[Mapping[str, Phrase]] = {
    "reply": Phrase("reply", "答复"),
    "request_id": Phrase("request-id", "请求编号"),
    "dedicated": Phrase("dedicated-key", "专用密钥"),
    "evidence": Phrase("evidence", "证据"),
    "person": Phrase("person", "人工"),
}
"""How a job was found to be an attempt's."""
NAMED_JOB: Final = Phrase("job {job}", "作业 {job}")
UNNAMED_JOB: Final = Phrase("a job that nobody knows", "一个编号未知的作业")
MONEY: Final = Phrase(
    "estimated {estimated}, billed {billed}, difference {difference} {currency}",
    "预估上限 {estimated}，计费 {billed}，差额 {difference} {currency}",
)
FOUND_BY: Final = Phrase("{job}, confirmed by {how}", "{job}，确认方式：{how}")
ORPHAN: Final = Phrase(
    "paid twice or late: {job} of task {task}, {amount} booked; no task has its result",
    "重复或迟到的付费：任务 {task} 的{job}，已入账 {amount}；没有任务取得其结果",
)
OVERRUN: Final = Phrase(
    "overrun: {job} of task {task} was billed {amount}, {more} more than was reserved for it",
    "超出预留：任务 {task} 的{job}计费 {amount}，比为它预留的多 {more}",
)
ASSUMED: Final = Phrase(
    "{job} of task {task}: nobody saw what it was billed; its upper bound of {amount} is booked",
    "任务 {task} 的{job}：没有人看到它计费多少；已按上限 {amount} 入账",
)
UNTOLD: Final = Phrase(
    "{job} of task {task}: the service did not say what it billed; {amount} is booked, which was reserved",
    "任务 {task} 的{job}：服务未说明计费多少；已按预留金额 {amount} 入账",
)
TOTAL: Final = Phrase(
    "{count} jobs · estimated {estimated} · billed {billed} · difference {difference}",
    "{count} 个作业 · 预估上限 {estimated} · 计费 {billed} · 差额 {difference}",
    one="{count} job · estimated {estimated} · billed {billed} · difference {difference}",
)
OPEN: Final = Phrase("{amount} open", "未结 {amount}")
ORPHANS: Final = Phrase("{count} orphans", "{count} 个无主作业", one="{count} orphan")
OVERRUNS: Final = Phrase("{count} overruns", "{count} 个超出预留", one="{count} overrun")
