"""Help of the commands that ask something of runs that go on."""

from typing import Final

from engine.phrases.phrase import Help, Phrase

CAP: Final = Help(
    Phrase("Set the cap of what was run, also while it goes on.", "设置已运行内容的上限，运行期间亦可。"),
    Phrase(
        "Set the most that NAME may cost over all its runs: a campaign, a recipe with its inputs, or whatever the run whose id "
        "begins so is of. AMOUNT is the total, as in 600 CNY, not an increment.\n\n"
        "It holds from the next submit on, for runs at work too. One that has ended for want of room goes on when the same "
        "command is run again, or by `editchain resume`. It stands above what the campaign and the project say until these say "
        "something new, or another --max-cost is given.",
        "设置 NAME 在其所有运行中最多可花费的金额：批次、某个配方及其输入，或编号以此开头的运行所属的内容。"
        "AMOUNT 是总额，如 600 CNY，不是增量。\n\n"
        "从下一次提交起生效，正在进行的运行亦然。因额度不足而结束的，再次运行同一命令或 `editchain resume` 即可继续。"
        "它优先于批次和项目中的上限，直到它们有了改动，或另给出 --max-cost。",
    ),
    Phrase(
        "editchain cap spring_launch 600 CNY\neditchain cap 20260530 40 CNY",
        "editchain cap spring_launch 600 CNY\neditchain cap 20260530 40 CNY",
    ),
)
STOP: Final = Help(
    Phrase("Ask a run to end in order.", "要求某次运行有序结束。"),
    Phrase(
        "Ask the run whose id begins so to end in order, as Ctrl-C in its terminal does. Jobs that were accepted go on at the "
        "service; running the same command as before goes on with them.",
        "要求编号以此开头的运行有序结束，与在其终端按 Ctrl-C 相同。已被接受的作业在服务端继续进行；再次运行原来的命令即可继续。",
    ),
    Phrase("editchain stop 20260530", "editchain stop 20260530"),
)
KEEP_GOING: Final = Help(
    Phrase("Let a run submit again that had stopped to.", "让已停止提交的运行重新开始提交。"),
    Phrase(
        "Let the run whose id begins so submit again while it is still at work: too many of its rows had failed, or the service "
        "had refused your key or your money, which you have mended. What failed so far counts no longer, but stays failed.\n\n"
        "A run that has ended goes on when the same command is run again.",
        "让编号以此开头、仍在进行的运行重新开始提交：它的失败行数过多，或者服务拒绝了密钥或余额，而您已经处理好。"
        "此前的失败不再计入；已确定失败的任务仍为失败。\n\n已经结束的，再次运行同一命令即可继续。",
    ),
    Phrase("editchain keep-going 20260530", "editchain keep-going 20260530"),
)
