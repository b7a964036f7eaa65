"""Why a task of a plan or a run is as it is, by the code of the reason."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from engine.phrases.phrase import Phrase

PLANNED: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "new": Phrase("no stored result answers this request", "没有已存的结果可以回应这个请求"),
        "shared": Phrase("the same request as {task}", "与 {task} 是同一个请求"),
        "stored": Phrase("the same request was answered by job {job}", "同一请求已由作业 {job} 完成"),
        "stored-here": Phrase("it was made on this machine before", "此前已在本机做出"),
        "stored-damaged": Phrase(
            "job {job} answered the same request, but its file is not whole: restore it; if you delete it, it is made anew",
            "同一请求已由作业 {job} 完成，但其文件不完整：请从副本恢复；若删除该文件，则会重新制作",
        ),
        "condition-false": Phrase("its `if` does not hold", "它的 `if` 不成立"),
        "input-skipped": Phrase("{names} would come from a step that is skipped", "{names} 来自一个被跳过的步骤"),
        "unneeded": Phrase("no output and no running step needs it", "没有输出或要运行的步骤需要它"),
        "unversioned-url": Phrase(
            "a URL among its media has no version to compare", "其素材中有一个地址没有可比较的版本"
        ),
        "upstream-anew": Phrase("a step before it runs anew", "它之前的一个步骤要重新运行"),
        "upstream-differs": Phrase(
            "it was made from other bytes than this plan uses", "它由与本计划不同的素材字节制成"
        ),
        "being-sent": Phrase(
            "run {run} is sending it right now; nothing is sent twice", "运行 {run} 正在发送它，不会重复发送"
        ),
        "in-doubt": Phrase(
            "a submit of run {run} has an unknown outcome; nothing is sent again",
            "运行 {run} 的一次提交结果未知，不会再次发送",
        ),
        "given-up": Phrase(
            "a person has given this very request up; nothing is sent", "该请求已由人工放弃，不会发送任何内容"
        ),
        "taken-over": Phrase(
            "job {job} of run {run} goes on; nothing is sent again", "运行 {run} 的作业 {job} 继续进行，不会再次发送"
        ),
    }
)
RUN: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "quoted": Phrase("“{text}”", "“{text}”"),
        "in-doubt": Phrase("the submit has an unknown outcome: {why}", "该次提交的结果未知：{why}"),
        "sender-died": Phrase(
            "the process that was sending it died before it knew the answer", "发送它的进程在得知答复之前终止了"
        ),
        "ended-in": Phrase("run {run} brought it to its end", "运行 {run} 将其执行到结束"),
        "submit-of": Phrase("run {run}: {why}", "运行 {run}：{why}"),
        "not-durable": Phrase(
            "its file system does not keep what is committed (journal mode {mode})",
            "其文件系统不能持久保存已提交的内容（日志模式 {mode}）",
        ),
        "other-host": Phrase(
            "job {job} of an earlier run is at {host}; run there to finish it",
            "先前运行的作业 {job} 位于 {host}；请在那里运行以完成它",
        ),
        "media-address-gone": Phrase(
            "no input and no row names {address} any more; name it again and resume once more",
            "已没有输入或数据行给出 {address}；请重新给出后再次续跑",
        ),
        "media-file-changed": Phrase(
            "{path} is gone or no longer the file that was planned; put it back, or run the file anew",
            "{path} 已不存在或不再是计划时的文件；请放回原文件，或重新运行配方",
        ),
        "CANCELED": Phrase("it was canceled while it waited; nothing was billed", "在排队时已取消，没有计费"),
        "still-waiting": Phrase(
            "the service says that it waits, and does not cancel it", "服务表示它仍在排队，却没有取消"
        ),
        "given-up": Phrase("a person has given it up", "已由人工放弃"),
        "unfit-taken": Phrase("it is another task's", "它是另一个任务的作业"),
        "unfit-foreign": Phrase("it was made with another key, or by another model", "它由其他密钥或其他模型创建"),
        "unfit-outside": Phrase(
            "it was made before the request was sent, or too late for it",
            "它的创建时间早于该请求，或晚得不可能属于该请求",
        ),
        "unfit-prompt": Phrase("it has another prompt", "它的提示词不同"),
        "unfit-tier": Phrase(
            "its result is of another resolution, or what it was given has another length",
            "它的结果分辨率不同，或它的输入时长不同",
        ),
        "unfit-settled": Phrase("it is known which job it has", "已知它有哪个作业"),
        "unfit-gone": Phrase("the service does not know it any more", "服务已不再保留它"),
        "over-budget": Phrase("the cap leaves no room for this task", "上限已不足以运行该任务"),
        "shadowed": Phrase(
            "an equal request is in doubt; nothing equal is sent until it is decided",
            "有一个相同的请求结果未知；在它确定之前不会发送相同的请求",
        ),
        "failed-before": Phrase(
            "{count} (job|jobs) of this very request failed ({reason}); nothing is sent any more",
            "同一请求已有 {count} 个作业失败（{reason}），不再发送",
        ),
        "too-many-failures": Phrase("too much has failed: {why}", "失败过多：{why}"),
        "equal-failures": Phrase(
            "{count} (time|times) the same, {reason}, and no success between", "连续 {count} 次相同的失败 {reason}"
        ),
        "rows-failed": Phrase("{count} of {rows} (row|rows)", "{rows} 行中的 {count} 行"),
        "needs-failed": Phrase("{task} has failed", "{task} 已失败"),
        "needs-held": Phrase("{task} is held", "{task} 已挂起"),
        "needs-skipped": Phrase("{task} is skipped", "{task} 已跳过"),
        "waiting": Phrase("the run ended before it; running again goes on", "运行在它之前结束；再次运行会继续"),
    }
)
