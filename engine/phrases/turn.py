"""What is said of submits in doubt, of the ways out of them, and of what a person has decided."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from engine.phrases.phrase import Phrase

IN_DOUBT: Final = Phrase("in doubt: {name} · run {run} · {service}", "结果未知：{name} · 运行 {run} · {service}")
WHY: Final = Phrase("why: {why}", "原因：{why}")
WINDOW: Final = Phrase(
    "its job was made between {since} and {until} (the service's time), if there is one",
    "如果有作业，应创建于 {since} 至 {until} 之间（服务端时间）",
)
FORGOTTEN: Final = Phrase("its job was {job}", "它的作业是 {job}")
NO_END: Final = Phrase("now", "现在")
RESERVED: Final = Phrase("{amount} may be spent and stays reserved", "可能已花费 {amount}，保持预留")
UNLOOKED: Final = Phrase("nobody has looked for its job yet", "还没有人查找过它的作业")
UNSEEN: Final = Phrase("the service was not looked at: {why}", "没有查看服务：{why}")
NONE_SEEN: Final = Phrase(
    "the service's list showed no job that may be its own at {at}", "{at} 服务的列表中没有可能属于它的作业"
)
SEEN: Final = Phrase(
    "{count} jobs may be its own, as the service showed them at {at}:",
    "{at} 服务显示有 {count} 个作业可能属于它：",
    one="{count} job may be its own, as the service showed it at {at}:",
)
CANDIDATE: Final = Phrase("{job}  {state}, made {created}, {prompt}", "{job}  {state}，创建于 {created}，{prompt}")
PROMPTS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "same": Phrase("the same prompt", "提示词相同"),
        "other": Phrase("another prompt", "提示词不同"),
        "": Phrase("its prompt is told when it has succeeded", "成功后才会显示其提示词"),
    }
)
AGAINST: Final = Phrase("not its own: {why}", "不属于它：{why}")
WAITING: Final = Phrase("an equal request waits for it: {tasks}", "等待它的相同请求：{tasks}")
MORE: Final = Phrase("and {count} more", "以及另外 {count} 个")
DECIDE: Final = Phrase(
    "running the same command again may still find it; to decide by yourself:",
    "再次运行同一命令仍可能找到它；若要自行决定：",
)
DECIDE_HELD: Final = Phrase("nothing finds out more; decide by one of:", "已无法查明更多，请选择其一：")
MEANS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "adopt": Phrase("that job is its own; its result is fetched", "该作业就是它的；将取回其结果"),
        "resubmit": Phrase(
            "send it anew; if the first one made a job after all, both are paid: up to {amount} twice",
            "重新提交；若先前那次其实已产生作业，则两次都要付费：最多 {amount} 两份",
        ),
        "give-up": Phrase(
            "it has failed and nothing is sent; {amount} stays booked, since it may have been billed",
            "视为失败，不再发送；因可能已计费，{amount} 保持入账",
        ),
    }
)
"""What each way out means, where a way can still be chosen."""

PROPOSED: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "adopt": Phrase("{task}: job {job} would be taken for its own.", "{task}：将把作业 {job} 视为它的作业。"),
        "resubmit": Phrase("{task}: it would be sent anew.", "{task}：将重新提交。"),
        "give-up": Phrase("{task}: it would be given up.", "{task}：将放弃。"),
    }
)
COSTS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "adopt": Phrase(
            "It costs what that job was billed, at most {amount}; nothing is sent.",
            "费用为该作业的计费，最多 {amount}；不会发送任何内容。",
        ),
        "resubmit": Phrase(
            "This may pay twice: up to {amount} if the first one made a job after all, and up to {amount} for the new one.",
            "这可能重复付费：若先前那次其实已产生作业，最多 {amount}；新的一次最多 {amount}。",
        ),
        "give-up": Phrase(
            "Its row fails. {amount} is booked as spent, since the first one may have been billed.",
            "该行视为失败。因先前那次可能已计费，{amount} 记为已花费。",
        ),
    }
)
ADOPT_IT: Final = Phrase(
    "Exactly one job with its prompt is there: nothing is paid again if that is taken instead:",
    "恰有一个提示词相同的作业：改为采用它就不会重复付费：",
)
EARLY: Final = Phrase(
    "The service may still take the first request in until {until}.", "在 {until} 之前，服务仍可能接受先前的请求。"
)
ASK: Final = Phrase("Decide so? [y/N] ", "确认这样决定吗？[y/N] ")
YES: Final = frozenset({"y", "yes", "是"})
DECIDED: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "adopt": Phrase(
            "{task}: job {job} is its own from now on; running the same command again fetches its result",
            "{task}：作业 {job} 从现在起就是它的；再次运行同一命令会取回结果",
        ),
        "resubmit": Phrase(
            "{task}: running the same command again sends it anew", "{task}：再次运行同一命令会重新提交"
        ),
        "give-up": Phrase(
            "{task}: given up; {amount} is booked, and nothing is sent for this request any more",
            "{task}：已放弃；{amount} 已入账，不再为该请求发送任何内容",
        ),
    }
)
AT_WORK: Final = Phrase(
    "run {run} is still at work: it takes that up within a second",
    "运行 {run} 仍在进行：它会在一秒内据此处理",
)

CAP_WAS: Final = Phrase(
    "{name} at {service}: the cap is {cap} now; it was {before}", "{name}（{service}）：上限现为 {cap}，原为 {before}"
)
CAP_FIRST: Final = Phrase(
    "{name} at {service}: the cap is {cap} now; there was none", "{name}（{service}）：上限现为 {cap}，原先没有"
)
CAP_TAKEN: Final = Phrase(
    "{spent} spent, {reserved} reserved: {left} left", "已花费 {spent}，已预留 {reserved}：剩余 {left}"
)
CAP_SHORT: Final = Phrase(
    "more than that is taken already: nothing more is submitted under it", "已占用的金额超过上限：在此上限下不再提交"
)
CAP_AT_WORK: Final = Phrase(
    "run {run} is at work: it goes on under that within a second, also with what waits for room",
    "运行 {run} 正在进行：一秒内按此上限继续，等待额度的任务也会继续",
)
CAP_NEXT: Final = Phrase(
    "nothing of it is at work: `editchain resume {run}` goes on under it, and so does its next run without a --max-cost",
    "目前没有相关运行在进行：`editchain resume {run}` 即按此上限继续，之后不另带 --max-cost 的运行也是如此",
)
STOPS: Final = Phrase(
    "run {run} is asked to end: nothing more is submitted, jobs that were accepted go on; running the same command goes on",
    "已要求运行 {run} 结束：不再提交，已被接受的作业继续进行；再次运行同一命令即可继续",
)
KEEPS_GOING: Final = Phrase(
    "run {run} is asked to keep going: it submits again, and what failed so far counts no longer",
    "已要求运行 {run} 继续：它会重新开始提交，此前的失败不再计入",
)
NOTHING_OPEN: Final = Phrase("no job waits at a service", "没有作业在服务端排队")
CANCELED: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "canceled": Phrase(
            "{task}: job {job} is canceled; nothing is billed for it", "{task}：作业 {job} 已取消，不会为它计费"
        ),
        "runs": Phrase(
            "{task}: job {job} runs already ({state}): it can't be canceled and will be billed, up to {amount}; "
            "running the same command again brings its result",
            "{task}：作业 {job} 已在运行（{state}）：无法取消，将会计费，最多 {amount}；再次运行同一命令会取回结果",
        ),
        "over": Phrase(
            "{task}: job {job} has ended ({state}): there is nothing to cancel; running the same command again tells of it",
            "{task}：作业 {job} 已结束（{state}）：无需取消；再次运行同一命令会得知结果",
        ),
        "unsure": Phrase(
            "{task}: nobody knows whether job {job} is canceled: {why}; ask again",
            "{task}：不知道作业 {job} 是否已取消：{why}；请再试一次",
        ),
    }
)
"""What came of asking that a job be canceled."""

# what is best typed after a run
LOOK_AT_IT: Final = Phrase("look at it: {command}", "查看结果：{command}")
DECIDE_DOUBT: Final = Phrase(
    "next, decide what became of the submit: {command}", "下一步，查明并决定那次提交：{command}"
)
RAISE_CAP: Final = Phrase(
    "next, with a cap that is enough for all: {command}", "下一步，用足够全部完成的上限：{command}"
)
ONCE_MENDED: Final = Phrase("once that is mended: {command}", "解决之后：{command}")
TRY_AGAIN: Final = Phrase("try what failed once more: {command}", "重试失败的部分：{command}")
FAILS_AGAIN: Final = Phrase(
    "repeated, it fails alike: change the prompt or the media of what failed",
    "重试结果相同：请修改失败部分的提示词或素材",
)
NO_DRAFT: Final = Phrase(
    "repeated, no draft will show it: change the prompt, or run it on the paid service (`--service`, of `editchain models`)",
    "重试也得不到草稿：请修改提示词，或在收费服务上运行（`--service`，可选值见 `editchain models`）",
)
SEE_WHY: Final = Phrase("see why: {command}", "查看原因：{command}")
GO_ON: Final = Phrase("go on: {command}", "继续：{command}")
