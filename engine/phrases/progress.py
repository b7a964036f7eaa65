"""What is said of a run while it goes on."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from engine.phrases.phrase import Phrase

# what happened to one task
REUSED: Final = Phrase("reused, nothing is sent", "已复用，没有发送任何内容")
REUSED_TASKS: Final = Phrase(
    "{count} tasks reused, nothing is sent for them",
    "已复用 {count} 个任务，没有为它们发送任何内容",
    one="{count} task reused, nothing is sent for it",
)
PREPARING: Final = Phrase("preparing", "准备中")
MAKING: Final = Phrase("making", "制作中")
SUBMITTING: Final = Phrase("submitting", "提交中")
TAKEN_OVER: Final = Phrase("job {job} of an earlier run goes on", "先前运行的作业 {job} 继续进行")
ACCEPTED: Final = Phrase("accepted as job {job}", "已被接受，作业 {job}")
DOWNLOADING: Final = Phrase("edited; downloading", "编辑完成，下载中")
DONE: Final = Phrase("done", "完成")
SKIPPED: Final = Phrase("skipped: {why}", "已跳过：{why}")
REFUSED: Final = Phrase("refused: {why}", "被拒绝：{why}")
FAILED: Final = Phrase("failed: {why}", "失败：{why}")
HELD: Final = Phrase("held: {why}", "已挂起：{why}")
DOUBTED: Final = Phrase("in doubt: {why}", "结果不明：{why}")
NOT_SENT: Final = Phrase("not sent: {why}", "未发送：{why}")
CLAIMED: Final = Phrase("another run is sending this request; waiting for it", "另一个运行正在发送这个请求，等待其结果")
LANE_BUSY: Final = Phrase("another run is submitting; waiting for it", "另一个运行正在提交，等待中")
CROWDED: Final = Phrase(
    "other runs have all the jobs that the account may have at once; waiting for one to end",
    "账号可同时进行的作业已全部被其他运行占用，等待其中一个结束",
)
SHADOWED: Final = Phrase(
    "a request with the same prompt is in doubt; waiting until it is known what became of it",
    "一个提示词相同的请求结果不明，等待其查明",
)
ADOPTED: Final = Phrase("its job {job} was found", "已找到它的作业 {job}")
RULED_OUT: Final = Phrase("there surely is no job; sending it anew", "确认没有作业，将重新提交")
ORPHANED: Final = Phrase(
    "paid twice or late: its job {job} shows up after all, {amount}",
    "重复付费或迟到：它的作业 {job} 终究出现了，{amount}",
)
ACCOUNT_FIRST: Final = Phrase(
    "the account is looked at first: whether this was made already", "先查看账户：这些内容是否已经做过"
)
JOURNAL_TAKEN_OVER: Final = Phrase("{who} has taken the journal over from {before}", "{who} 已从 {before} 接管日志")
FOREIGN_IGNORED: Final = Phrase(
    "{who} goes on without what the account has besides this journal", "{who} 决定继续，不考虑账户中日志以外的作业"
)
FOREIGN_JOBS: Final = Phrase(
    "{who} goes on without jobs of the account that this journal lacks: {jobs}",
    "{who} 决定继续，不考虑日志中没有的账户作业：{jobs}",
)
RESOLVED: Final[Mapping[str, Phrase]] = MappingProxyType(
    {  # what a person decided about a doubt
        "adopt": Phrase("{who} decided: job {job} is its own{note}", "{who} 决定：作业 {job} 是它的{note}"),
        "resubmit": Phrase("{who} decided: it is sent anew{note}", "{who} 决定：重新提交{note}"),
        "give-up": Phrase("{who} decided: it is given up{note}", "{who} 决定：放弃{note}"),
    }
)
CANCELED: Final = Phrase(
    "{who} canceled job {job} while it waited; nothing is billed", "{who} 在作业 {job} 排队时将其取消，不会计费"
)
SOUGHT: Final = Phrase("the service's list shows what may be its job: {jobs}", "服务的列表显示可能属于它的作业：{jobs}")
NOT_SEEN: Final = Phrase("the service's list shows no job that may be its own", "服务的列表中没有可能属于它的作业")
CAP_SET: Final = Phrase("{who} set the cap to {cap}", "{who} 已将上限设为 {cap}")
ASKED_TO_STOP: Final = Phrase(
    "{who} asked for the run to stop: nothing more is submitted; jobs that were accepted go on",
    "{who} 要求停止运行：不再提交；已被接受的作业继续进行",
)
KEPT_GOING: Final = Phrase("{who} said to keep going: it submits again", "{who} 要求继续：重新开始提交")
NO_ROOM: Final = Phrase("waiting for room under the cap", "等待上限内腾出额度")
HALTED: Final = Phrase(
    "stopping: nothing more is submitted; jobs that were accepted are finished: {why}",
    "正在停止：不再提交；已被接受的作业会做完：{why}",
)
STOPPING: Final = Phrase(
    "stopping: nothing more is submitted; jobs that were accepted go on (once more to leave at once)",
    "正在停止：不再提交；已被接受的作业继续进行（再按一次立即退出）",
)
OVERRUN: Final = Phrase(
    "downloading; the job was billed more than was reserved for it", "正在下载；该作业的计费超过了为它预留的金额"
)
WAITED: Final = Phrase(
    "the time of --wait is over: nothing more is submitted; jobs that were accepted go on at the service",
    "--wait 的时间已到：不再提交；已被接受的作业在服务端继续进行",
)
PARTIES: Final[Mapping[str, Phrase]] = MappingProxyType(
    {  # who may be away
        "service": Phrase("service", "服务"),
        "uploads": Phrase("storage for uploads", "上传存储"),
        "results": Phrase("storage of results", "结果存储"),
        "journal": Phrase("journal", "日志库"),
        "account": Phrase("account file", "账号文件"),
    }
)
AWAY: Final = Phrase(
    "{party} away since {since}, next try {next}: {why}", "{party}自 {since} 起无应答，下次尝试 {next}：{why}"
)
HELD_FILE: Final = Phrase("waiting for the {party} since {since}: {why}", "自 {since} 起等待{party}：{why}")
FREE_FILE: Final = Phrase(
    "the {party} is free again; it was waited for from {since} to {until}",
    "{party}已可用；{since} 至 {until} 期间在等待",
)
FILES: Final = frozenset({"journal", "account"})
"""Files that another command may hold."""
BACK: Final = Phrase(
    "{party} back; it was away from {since} to {until}", "{party}已恢复；{since} 至 {until} 期间无应答"
)
PHASES: Final[Mapping[str, Phrase]] = MappingProxyType(
    {  # the service's words for a job that has not ended
        "PENDING": Phrase("pending", "排队中"),
        "RUNNING": Phrase("running", "运行中"),
        "SUSPENDED": Phrase("suspended", "已暂停"),
    }
)

# the view of a whole run
COST: Final = Phrase("{cost} in this run", "本次运行 {cost}")
DONE_OF: Final = Phrase("{done} of {all} done", "{all}，已完成 {done}")
PACE: Final = Phrase("{count} (edit|edits) an hour", "每小时 {count} 个编辑")
RUNNING_FOR: Final = Phrase("for {time}", "用时 {time}")
LEFT: Final = Phrase("about {time} left", "约剩 {time}")
WAITING_FOR: Final = Phrase("waiting for {time}: {why}", "已等待 {time}：{why}")
WAITING_OF: Final = Phrase("waiting for {time} ({count} (task|tasks)): {why}", "已等待 {time}（{count} 个任务）：{why}")
MORE: Final = Phrase("... and {count} more", "…… 另有 {count} 个")
LOOKING: Final = Phrase("looking at media: {done} of {of}", "正在查看素材：{done}/{of}")

WATCH: Final = Phrase(
    "Follow a run until it is over, without RUN the newest; it may run anywhere in this project.",
    "跟随一次运行直到结束，不写 RUN 时取最新的；它可以在本项目的任何终端中运行。",
)

ALERT: Final = Phrase("{name}: {said}", "{name}：{said}")
ALERTS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {  # what people are told who don't watch the run
        "held": Phrase("something waits for a person's decision", "有任务挂起，等待人来决定"),
        "budget": Phrase("the cap has no room for the rest", "费用上限已容不下其余部分"),
        "breaker": Phrase("stopped, since too much has failed; nothing more is submitted", "失败过多而停止；不再提交"),
        "trouble": Phrase("stopped; nothing more is submitted", "已停止；不再提交"),
    }
)
ALERT_COST: Final = Phrase("spent {amount}", "花费 {amount}")
ALERT_LOOK: Final = Phrase("look: {command}", "查看：{command}")
UNTOLD: Final = Phrase(
    "--notify: {count} messages could not be delivered ({why}); the next run of this project tries again",
    "--notify：{count} 条消息未能送达（{why}）；本项目的下一次运行会重试",
    one="--notify: {count} message could not be delivered ({why}); the next run of this project tries again",
)
