"""What is said of one task: why it ran or did not run, what was tried, what it cost, where its result is."""

from collections.abc import Mapping
from typing import Final

from engine.phrases.phrase import Phrase

HEAD: Final = Phrase(
    "{task}: {state} · run {run} of {name} · service {service}",
    "{task}：{state} · {name} 的运行 {run} · 服务 {service}",
)
DRAFT: Final = Phrase("a draft", "草稿")
WHY: Final[Mapping[str, Phrase]] = {
    "run": Phrase("it was to run: {why}", "计划运行：{why}"),
    "reuse": Phrase("it was to be reused: {why}", "计划复用：{why}"),
    "share": Phrase("it was not run for itself: {why}", "没有单独运行：{why}"),
    "skip": Phrase("it was skipped: {why}", "已跳过：{why}"),
    "unneeded": Phrase("it was not needed: {why}", "不需要运行：{why}"),
}
"""Why its plan gave a task its action."""
SHARED: Final = Phrase("what it came to is told by: editchain explain {task}", "其结果见：editchain explain {task}")
OUTSIDE: Final = Phrase("not carried out", "未执行")
BECAUSE: Final = Phrase("because: {why}", "原因：{why}")
DO: Final = Phrase("what to do: {hint}", "处理办法：{hint}")
OTHERS: Final = Phrase("in this run:", "在本次运行中：")
ATTEMPT: Final = Phrase("attempt {number}, made by run {run}:", "第 {number} 次尝试，由运行 {run} 进行：")
ATTEMPT_OF: Final = Phrase(
    "attempt {number}, made by run {run} for task {task}:", "第 {number} 次尝试，由运行 {run} 为任务 {task} 进行："
)
EVENT: Final = Phrase("{time}  {what}", "{time}  {what}")
EVENT_OF: Final = Phrase("{time}  {what} (run {run})", "{time}  {what}（运行 {run}）")
INTENDED: Final = Phrase("sent to {host}, up to {amount} reserved", "已发送到 {host}，至多预留 {amount}")
ACCEPTED: Final = Phrase(
    "accepted as job {job}: the service's reply said so (request {request})",
    "已被接受，作业 {job}：服务的答复如此说明（请求 {request}）",
)
DOUBTED: Final = Phrase("in doubt: {why} ({stage})", "结果不明：{why}（{stage}）")
STATUS: Final = Phrase("the answer's status was {status}", "答复的状态码为 {status}")
REQUEST: Final = Phrase("the answer named request {request}", "答复给出的请求编号为 {request}")
WINDOW: Final = Phrase(
    "the service can have taken it in between {since} and {until} (its own time)",
    "服务可能在 {since} 与 {until} 之间接收了它（服务端时间）",
)
FOUND: Final[Mapping[str, Phrase]] = {
    "reply": Phrase("job {job} is its own: the service's reply came late", "作业 {job} 属于它：服务的答复迟到"),
    "request_id": Phrase(
        "job {job} is its own: the service's list names the same request",
        "作业 {job} 属于它：服务的列表给出了同一请求编号",
    ),
    "dedicated": Phrase(
        "job {job} is its own: of a key that nobody else uses it is the only job of that time that is nobody's",
        "作业 {job} 属于它：该密钥无他人使用，且它是那段时间内唯一无主的作业",
    ),
    "evidence": Phrase(
        "job {job} is its own: it is the only one of that time with its model and prompt, and nobody's",
        "作业 {job} 属于它：它是那段时间内唯一模型与提示词相同且无主的作业",
    ),
    "person": Phrase("job {job} is its own: a person decided so", "作业 {job} 属于它：由人决定"),
}
"""By what evidence a job was found to be an attempt's."""
RESOLVED: Final[Mapping[str, Phrase]] = {
    "adopt": Phrase("{who} decided that job {job} is its own: {command}", "{who} 决定作业 {job} 属于它：{command}"),
    "resubmit": Phrase("{who} decided to send it anew: {command}", "{who} 决定重新发送：{command}"),
    "give-up": Phrase("{who} decided to give it up: {command}", "{who} 决定放弃：{command}"),
}
"""What a person decided about a doubt, by the way that was taken."""
NOTED: Final = Phrase("said why: {note}", "说明的理由：{note}")
CANCELED: Final = Phrase(
    "canceled by {who} while it waited, nothing was billed: {command}", "在等待时由 {who} 取消，未计费：{command}"
)
SOUGHT: Final = Phrase("its job was looked for", "已查找它的作业")
RULED_OUT: Final = Phrase(
    "ruled out: the list was read twice after the service can have taken it in, and shows no such job; it is sent anew, once",
    "已排除：在服务可能接收它之后两次读取列表，均无此作业；将重新发送一次",
)
SUCCEEDED: Final = Phrase("the job succeeded: {seconds} s billed, {amount}", "作业成功：计费 {seconds} 秒，{amount}")
FETCHED: Final = Phrase("its result is in the store: {digest}", "其结果已入库：{digest}")
MADE: Final = Phrase("made on this machine: {digest}", "已在本机制成：{digest}")
REUSED: Final = Phrase("reused, nothing is sent: {digest}", "已复用，没有发送任何内容：{digest}")
REUSED_OF: Final = Phrase(
    "reused, nothing is sent: {digest}, made by job {job}", "已复用，没有发送任何内容：{digest}，由作业 {job} 制成"
)
STANDS: Final = Phrase("stands now: {state}", "目前状态：{state}")
COST: Final = Phrase(
    "cost: {amount} billed by {count} jobs",
    "费用：{count} 个作业共计费 {amount}",
    one="cost: {amount} billed by {count} job",
)
NO_COST: Final = Phrase("cost: nothing was billed", "费用：没有计费")
RESERVED: Final = Phrase("{amount} more is reserved", "另预留 {amount}")
RESULT: Final = Phrase("result: {path} ({digest})", "结果：{path}（{digest}）")
RESULT_GONE: Final = Phrase("result: {digest}, which the store does not hold any more", "结果：{digest}，但已不在库中")
PUBLISHED: Final = Phrase("published: {path}", "已发布：{path}")
MADE_FROM: Final = Phrase("made from: {name} ({digest})", "由此制成：{name}（{digest}）")
NEEDS: Final = Phrase("needs: {names}", "依赖：{names}")
WAITS: Final = Phrase("waits for: {names}", "正在等待：{names}")
STAGES: Final[Mapping[str, Phrase]] = {
    "send_request_headers": Phrase("its headers were being sent", "正在发送请求头"),
    "send_request_body": Phrase("its body was being sent", "正在发送请求体"),
    "receive_response_headers": Phrase("it was sent whole, the answer awaited", "已全部发送，等待答复"),
    "receive_response_body": Phrase("the answer was being read", "正在读取答复"),
    "answered": Phrase("it was answered", "已得到答复"),
}
"""How far a request had come, by what its sender saw last."""
