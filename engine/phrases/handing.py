"""What `--help` says of reports."""

from typing import Final

from engine.phrases.phrase import Help, Phrase, same

REPORT: Final = Help(
    Phrase("Write what was made as pages to hand over.", "把成果写成可以交付的网页。"),
    Phrase(
        "Write a report into a folder that opens from a disk, with no server and no network: every result of a campaign by the "
        "axes of its matrix, playing under the pointer, with its state and its price, DRAFT or PAID; what is not done and why; "
        "what was paid beside what was estimated, drafts apart. The results lie in it under their names.\n\n"
        "RUN is a run's id or its beginning, and shows that run alone. CAMPAIGN is a campaign's name or file, and shows each row "
        "as its newest run had it, paid before draft. Without either, what was run last is shown. A report is written to the "
        "folder reports among the results, and replaces the one before; another folder is never replaced.",
        "把报告写入一个文件夹，从磁盘直接打开，无需服务器，也无需网络：按矩阵的各轴列出批次的每个结果，指针移上去即播放，"
        "附状态与价格，标明草稿还是付费；哪些未完成、为什么；实付与预估并列，草稿另计。结果文件以各自的名称放在其中。\n\n"
        "RUN 是运行编号或其开头，只显示该次运行。CAMPAIGN 是批次的名称或文件，每一行取最近一次运行的情况，付费优先于草稿。"
        "两者都不给时，显示最近运行的内容。报告写入结果文件夹中的 reports，替换上一份报告；别的文件夹绝不会被替换。",
    ),
    same("editchain report\neditchain report spring_launch\neditchain report 20260530-101500 --out handover"),
)
OUT: Final = Phrase("Where the report is written.", "报告写到哪里。")
