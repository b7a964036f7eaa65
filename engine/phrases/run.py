"""What is said of a run that has ended, and of the runs of a project."""

from collections.abc import Mapping
from typing import Final

from engine.phrases.phrase import Phrase

NOTE: Final = Phrase("note: {note}", "注：{note}")
MARKS: Final[Mapping[str, Phrase]] = {
    "usage-unknown": Phrase(
        "the service did not say what it billed; what was reserved is booked", "服务未说明计费多少；已按预留金额入账"
    ),
    "overrun": Phrase("it was billed more than was reserved for it", "其计费超过了为它预留的金额"),
    "suspect": Phrase(
        "the result is more than a second longer or shorter than it should be", "结果的长度与应有长度相差超过一秒"
    ),
}
"""What a person should know of a task, by the code of its mark."""
DISPROVED: Final[Mapping[str, Phrase]] = {
    "dedicated": Phrase(
        "job {job} of this key is nobody's here: somebody else uses the key, and dedicated_key is no longer believed",
        "此密钥的作业 {job} 不属于这里：另有人在使用该密钥，dedicated_key 不再被采信",
    ),
    "request_id": Phrase(
        "the service lists job {job} under another request id than it answered with; request ids are no longer believed",
        "服务列出的作业 {job} 的请求 ID 与提交时答复的不同；请求 ID 不再被采信",
    ),
    "prompt": Phrase(
        "the service tells another prompt of job {job} than was sent; prompts are no longer believed",
        "服务所说的作业 {job} 的提示词与发送的不同；提示词不再被采信",
    ),
    "seconds": Phrase(
        "the service tells another input length of job {job} than was measured; lengths speak against no job any more",
        "服务所说的作业 {job} 的输入长度与测得的不同；长度不再用来排除作业",
    ),
}
"""What turned out to be wrong for an account, by the code of the evidence."""
ORPHAN: Final = Phrase(
    "paid twice or late: job {job}, submitted for {task} by run {run}, {amount}; its result is no task's",
    "重复付费或迟到：作业 {job}（由运行 {run} 为 {task} 提交），{amount}；其结果不归任何任务",
)
PAYER: Final = Phrase("its cost is told by run {run}, which submitted it", "其费用由提交它的运行 {run} 报告")
DRAFTED: Final = Phrase("{seconds} s edited as drafts, nothing paid", "草稿编辑 {seconds} 秒，未付费")
SPENT: Final = Phrase("{amount} spent", "花费 {amount}")
ROW_RESERVED: Final = Phrase("({amount} reserved)", "（已预留 {amount}）")
NOT_LISTED: Final = Phrase(
    "{count} (task|tasks): `editchain status {run} --only failed` (or held) lists those of some rows, --format jsonl all",
    "{count} 个任务：`editchain status {run} --only failed`（或 held）列出部分行的任务，--format jsonl 列出全部",
)
AND_MORE: Final = Phrase("and {count} more", "等另外 {count} 行")
NOT_SENT: Final = Phrase("nothing was sent", "没有发送任何内容")
JOB: Final = Phrase("job {job}", "作业 {job}")
ATTEMPT: Final = Phrase("attempt {count}", "第 {count} 次尝试")
MORE_ROWS: Final = Phrase(
    "... and {count} more rows that are not done; results.csv lists all of them",
    "…… 另有 {count} 行未完成；results.csv 列出全部",
    one="... and {count} more row that is not done; results.csv lists all of them",
)
MORE_NOTES: Final = Phrase(
    "... and {count} more notes; results.csv has all of them",
    "…… 另有 {count} 条备注；results.csv 列出全部",
    one="... and {count} more note; results.csv has all of them",
)
DRAFT: Final = Phrase("(draft)", "（草稿）")
REPLACED: Final = Phrase("(replaced another file of that name)", "（替换了同名的另一个文件）")
NOT_PUBLISHED: Final = Phrase("{file}: not published: {why}", "{file}：未能发布：{why}")
NOTHING: Final = Phrase("nothing to do", "无事可做")
ENDED: Final = Phrase("run {run} {state}", "运行 {run} {state}")
ALL_REUSED: Final = Phrase("everything was reused, nothing was sent", "全部复用，没有发送任何内容")
RESULTS: Final = Phrase("results: {path}", "结果表：{path}")
DRAFTS: Final = Phrase("results, drafts: {path}", "结果表（草稿）：{path}")

# status
MORE_TASKS: Final = Phrase(
    "... and {count} more; --format jsonl lists all tasks", "…… 另有 {count} 个任务；--format jsonl 列出全部"
)
MORE_FILES: Final = Phrase(
    "... and {count} more; --format json lists all files", "…… 另有 {count} 个文件；--format json 列出全部"
)
PLAN_GONE: Final = Phrase(
    "the file of its plan is gone: these are the tasks of which anything was told",
    "其计划文件已不存在：以下只是有过记录的任务",
)
NO_RUNS: Final = Phrase("no runs yet in this project", "本项目还没有运行")
ONE_RUN: Final = Phrase(
    "run {run} {state} · {name} · service {service} · realm {realm}",
    "运行 {run} {state} · {name} · 服务 {service} · 结果域 {realm}",
)
