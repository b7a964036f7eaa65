"""What `--help` says: a command's purpose, its text, lines to copy, and its options."""

from typing import Final

from engine.phrases.phrase import Help, Phrase, same

ROOT: Final = Help(
    Phrase("", ""),
    Phrase(
        "Versioned YAML recipes for chains of AI video edits: checked, priced and reproducible before a cent is spent.\n\n"
        "Exit codes: 0 done, 1 something failed, 2 a file, an input or the usage is wrong, 3 key, network, disk or budget, "
        "4 held for a person, or still waiting after --wait, 130 interrupted.",
        "用带版本的 YAML 配方描述一连串 AI 视频编辑：花第一分钱之前，一切都已检查、计价且可重现。\n\n"
        "退出码：0 完成，1 有任务失败，2 文件、输入或用法有误，3 密钥、网络、磁盘或预算的问题，"
        "4 挂起待人决定，或 --wait 到时仍在等待，130 已中断。",
    ),
    Phrase(
        """\
Start here, without a key:
  editchain demo                                     an example, made and run
  editchain plan recipes/style_then_background.yaml  every request and price
  editchain new spring.yaml                          a recipe of your own
  editchain check spring.yaml                        all mistakes, in place""",
        """\
从这里开始，无需密钥：
  editchain demo                                     写出一个示例并运行
  editchain plan recipes/style_then_background.yaml  每个请求及其价格
  editchain new spring.yaml                          写一份自己的配方
  editchain check spring.yaml                        每处错误及其位置""",
    ),
)
_EXAMPLES: Final = (
    "best_effort, camera_move, change_background, copy_from_clip, direct_performance, dress_from_picture, "
    "edit_elements, edit_then_continue, edit_then_upscale, film_of_shots, films, launch, localisation, long_clip, "
    "look, looks_and_places, restyle, season_and_light, style_from_picture, style_then_background"
)
"""The names of the examples, which a test holds to those that there are."""
DEMO: Final = Help(
    Phrase("Write an example and run it: no key, no cost.", "写出一个示例并运行：无需密钥，不收费。"),
    Phrase(
        "Write the example style_then_background into the folder recipes, with its sample media, and run it on the embedded "
        "draft service: a clip becomes a watercolor, then its person stands at a lake. The files are yours to change.",
        "把示例 style_then_background 连同示例素材写入 recipes 文件夹，并在内置草稿服务上运行：一段视频先变成水彩画，"
        "画中人物再置身湖边。这些文件可以随意修改。",
    ),
    same("editchain demo\neditchain new --example long_clip"),
)
NEW: Final = Help(
    Phrase("Write a commented recipe to begin with, or an example.", "写一份带注释的起步配方，或一个示例。"),
    Phrase(
        "Write a commented recipe to FILE, ready to be checked, planned and run; never replaces a file.\n\n"
        "--example writes one of editchain's own recipes or campaigns into the folder recipes instead, with every file that it "
        f"needs: sample media, tables, recipes that it uses. There are: {_EXAMPLES}.",
        "把带注释的配方写到 FILE，可以直接检查、计划和运行；从不覆盖已有文件。\n\n"
        "--example 则把 editchain 自带的某个配方或批次写入 recipes 文件夹，连同所需的一切：示例素材、表格、所套用的配方。"
        f"现有：{_EXAMPLES.replace(', ', '、')}。",
    ),
    same("editchain new spring.yaml\neditchain plan spring.yaml -i clip=my.mp4\neditchain new --example restyle"),
)
EXAMPLE: Final = Phrase("Write this example instead of FILE.", "写出这个示例，而不是 FILE。")
CHECK: Final = Help(
    Phrase("Find every mistake in recipes and campaigns.", "找出配方和批次中的每处错误。"),
    Phrase(
        "Find every mistake in recipe files or folders of them; needs no inputs, no media, no network and no key.\n\n"
        "A file that is named is checked whatever it is; in a folder those that have a key `recipe` or `campaign` are. "
        "Every row of a campaign is rendered and held against all limits; a recipe is rendered too if inputs are given for "
        "it. Exits 2 if there is an error, 0 if there is none (warnings do not count, unless `--strict` is given).",
        "找出配方文件或文件夹中的每处错误；不需要输入、素材、网络或密钥。\n\n"
        "点名的文件一律检查；文件夹中只检查带有 `recipe` 或 `campaign` 键的文件。批次的每一行都会展开并对照所有限制；"
        "给出输入时，配方也会展开。有错误时退出码为 2，没有则为 0（警告不算，除非给出 `--strict`）。",
    ),
    same("editchain check recipes/\neditchain check recipes/restyle.yaml -i look=sketch -i language=zh"),
)
TEST: Final = Help(
    Phrase("Hold recipes to the tests that they carry.", "用配方自带的测试检验配方。"),
    Phrase(
        "Plan every test under `tests:` in recipe files or folders of them, and hold the plan to what it expects.\n\n"
        "Prompts, requests, tasks, billed seconds, cost or mistakes can be expected. Nothing is sent, no key and no network "
        "is needed. Exits 0 if all pass, 1 if one fails, 2 if a file holds mistakes or there is no test.",
        "为配方文件或文件夹中 `tests:` 下的每个测试生成计划，并与其期望比较。\n\n"
        "可以期望提示词、请求、任务、计费秒数、费用或错误。不发送任何内容，不需要密钥和网络。"
        "全部通过时退出码为 0，有一个不通过为 1，文件有错误或没有测试为 2。",
    ),
    same("editchain test recipes/\neditchain test recipes/restyle.yaml -k chinese"),
)
PLAN: Final = Help(
    Phrase("Show every prompt, request and price.", "列出每条提示词、每个请求和价格。"),
    Phrase(
        "Show every task, prompt, request and price of a recipe, and what would be reused; sends and spends nothing.",
        "列出配方的每个任务、提示词、请求和价格，以及哪些会复用；不发送任何内容，不产生费用。",
    ),
    same(
        "editchain plan recipes/style_then_background.yaml -i style=claymation\n"
        "editchain plan recipe.yaml --service dashscope-cn --format json | jq .totals\n"
        "editchain plan recipes/restyle.yaml --compare wan3.0-video/edit,happyhorse-1.0-video-edit --step restyle"
    ),
)
DIFF: Final = Help(
    Phrase("Show what a change would make anew, and its price.", "列出改动后要重新生成什么，要花多少钱。"),
    Phrase(
        "Show which requests differ between two recipes or campaigns, which tasks would run anew, and at what price.\n\n"
        "Each of the two is PATH or REVISION:PATH, as git names it; a single PATH is compared with what it was in the newest "
        "commit. Recipes, prompt files and tables are taken from the revision; media are looked at as they lie now. Both are "
        "planned for the same inputs, as if all of BEFORE were made already; `plan` tells what really is stored.",
        "列出两份配方或批次之间哪些请求不同、哪些任务要重新运行、费用多少。\n\n"
        "两者都写作 PATH 或 REVISION:PATH（与 git 的写法相同）；只给一个 PATH 时，与最新提交中的它比较。"
        "配方、提示词文件和表格取自该版本；素材按现在的样子查看。两边用同样的输入生成计划，并假定 BEFORE 已全部生成；"
        "真正已存的内容由 `plan` 说明。",
    ),
    same(
        "editchain diff recipes/spring.yaml\n"
        "editchain diff v1.2.0:recipes/spring.yaml recipes/spring.yaml -i style=claymation\n"
        "editchain diff old.yaml new.yaml --format json | jq .totals"
    ),
)
RUN: Final = Help(
    Phrase("Run a recipe or a campaign.", "运行配方或批次。"),
    Phrase(
        "Run a recipe: plan it as it is now, reuse what is done, take over what is running, submit the rest.\n\n"
        "Without --service it runs on the embedded draft service: no key, no cost. Ctrl-C leaves in order; jobs that were "
        "accepted go on, and the same command continues with them.",
        "运行配方：按现在的内容生成计划，复用已完成的，接手正在运行的，提交其余的。\n\n"
        "不写 --service 时在内置草稿服务上运行：无需密钥，不收费。按 Ctrl-C 会有序退出；"
        "已被接受的作业继续进行，再次执行同一命令会接着做。",
    ),
    same(
        "editchain run recipes/style_then_background.yaml\n"
        'editchain run recipe.yaml -i clip=park.mp4 --service dashscope-cn --max-cost "20 CNY"'
    ),
)
RESUME: Final = Help(
    Phrase("Finish what a run planned, whatever its files say now.", "完成某次运行的计划，不论文件现在怎样。"),
    Phrase(
        "Go on with the plan of an earlier RUN (the beginning of its id is enough): what is done is reused, what goes on is "
        "taken over, the rest is submitted. Recipe and table may have changed, they are not planned again.\n\n"
        "Files are read where they were. Addresses of media are looked for in the table and the recipe, or given with -i; "
        "a medium that is not found, or has other bytes now, holds the tasks that need it.",
        "按先前某次 RUN 的计划继续（编号的开头即可）：复用已完成的，接手正在运行的，提交其余的。"
        "配方和表格即使已改动，也不会重新计划。\n\n"
        "文件按原来的位置读取；素材地址从表格和配方中查找，也可用 -i 给出。找不到的素材，或内容已变的素材，其任务会被搁置。",
    ),
    same("editchain resume 20260530"),
)
STATUS: Final = Help(
    Phrase("List runs, or show one with its tasks.", "列出各次运行，或显示其中一次的任务。"),
    Phrase(
        "List the runs of this project, or show one RUN with its tasks (the beginning of its id is enough).\n\n"
        "--ledger has one row for every job that a service accepted, of all runs or of those that RUN submitted: what was "
        "estimated beside what was billed, how the job was confirmed, and in words whatever was paid twice, late or too much.",
        "列出本项目的各次运行，或显示某次 RUN 及其任务（编号的开头即可）。\n\n"
        "--ledger 为服务接受过的每个作业列出一行（全部运行，或 RUN 提交的作业）：预估上限与计费并列，作业如何确认；"
        "重复、迟到或超额的付费会用文字说明。",
    ),
    same("editchain status\neditchain status 20260530\neditchain status --ledger"),
)
EXPLAIN: Final = Help(
    Phrase("Say why a task ran or did not run, and what it cost.", "说明一个任务为何运行或未运行，花了多少钱。"),
    Phrase(
        "Say of one TASK why it ran or did not run: what its plan decided, every attempt with what happened and by what evidence "
        "it was decided, what it cost, where its result is and what that was made from, and what it waits for.\n\n"
        "TASK is an id as `plan` and `status` show it, or its beginning; the newest run that has it is meant, or RUN.",
        "说明一个 TASK 为何运行或未运行：计划的决定，每次尝试的经过以及依据什么证据作出判断，花了多少钱，结果在哪里、由什么制成，"
        "以及它在等待什么。\n\n"
        "TASK 是 `plan` 和 `status` 显示的任务编号，或其开头；取最近一次含有它的运行，或 RUN。",
    ),
    same("editchain explain relocate\neditchain explain Berlin/restyle --run 20260530"),
)
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
    same(
        "editchain report\neditchain report spring_launch\neditchain report 20260530-101500 --embed --out spring.html"
    ),
)
REPORT_EMBED: Final = Phrase(
    "One file that needs nothing beside it, 20 MB at most.", "写成一个不依赖其他文件的网页，最大 20 MB。"
)
PLAN_HTML: Final = Phrase("Write it as one page that needs nothing beside it.", "写成一个不依赖其他文件的网页。")
PLAN_OUT: Final = Phrase("Where that page is written.", "该网页写到哪里。")
REPORT_OUT: Final = Phrase("Where the report is written.", "报告写到哪里。")
REPLAY: Final = Help(
    Phrase("Prove that a recorded run would ask the same again.", "证明一次已记录的运行会提出同样的请求。"),
    Phrase(
        "Read the MANIFEST of a run (a file, or the id of a run), plan its recipe again with the inputs, service and day that it "
        "recorded, and hold against it: the recipe, the inputs' digests, each task's request and fingerprint, the published "
        "files and the stored results, which are decoded to their end. Every difference is named. Nothing is sent and nothing is "
        "run.\n\n"
        "Exits 0 if all is equal, 1 if not. A service does not promise the same pictures for the same request.",
        "读取一次运行的 MANIFEST（文件，或运行编号），用其中记录的输入、服务和日期重新生成计划，并逐项比较：配方、输入的摘要、"
        "每个任务的请求与指纹、已发布的文件和已存的结果（会完整解码）。每处不同都会指明。不发送、不运行任何内容。\n\n"
        "全部相同时退出码为 0，否则为 1。服务并不保证同样的请求得到同样的画面。",
    ),
    same("editchain replay .editchain/runs/20260530-101500-a1b2c3/manifest.json --verify"),
)
GC: Final = Help(
    Phrase("Remove files that nothing needs any more.", "清除不再需要的文件。"),
    Phrase(
        "Find what no manifest names, no event of the journal needs and no open task waits for: artifacts of nobody, part files "
        "of jobs that are over, what killed processes have left, and expired objects of the draft service. Nothing is removed "
        "without --yes.\n\n"
        "What a manifest or the journal names stays, and so does whatever may be all that is left of a job that was paid for. "
        "While a run is at work in the project its files are left alone.",
        "找出没有清单提及、日志事件不需要、也没有未完成任务等待的内容：无主的结果文件、已结束作业的部分文件、被终止的进程遗留的文件，"
        "以及草稿服务已过期的对象。不加 --yes 时什么也不删除。\n\n"
        "清单或日志提及的内容会保留，可能是已付费作业仅存之物的也会保留。项目中有运行正在进行时，其文件不会处理。",
    ),
    same("editchain gc\neditchain gc --yes"),
)
DOCTOR: Final = Help(
    Phrase("Look whether all that a run needs is there.", "检查运行所需的一切是否就绪。"),
    Phrase(
        "Look one by one at all that a run needs, say how each is and what to do: the state folder, its disk, file system, locks "
        "and durability, the media library, the service with its region and address, proxy, key, clock and storage, the rate "
        "limits, and whether the key is used by nobody else. Only free questions are asked; nothing is submitted, and the key "
        "is never shown.\n\n"
        "Exits 0 if nothing failed (warnings do not count), 3 otherwise.",
        "逐项检查运行所需的一切，说明各项情况和处理办法：状态文件夹及其磁盘、文件系统、文件锁和持久性，媒体库，服务的区域与地址，"
        "代理、密钥、时钟和存储，速率限制，以及密钥是否无他人使用。只进行免费的查询，不提交任何内容，密钥从不显示。\n\n"
        "没有一项不行时退出码为 0（须注意的不算），否则为 3。",
    ),
    same("editchain doctor\neditchain doctor --service dashscope-cn --format json"),
)
RESOLVE: Final = Help(
    Phrase("Decide about a submit whose outcome nobody knows.", "对结果未知的一次提交作出决定。"),
    Phrase(
        "Decide about TASK, whose submit is in doubt: nobody knows whether it made a job. `editchain status` lists every doubt "
        "with what was found, and the commands that decide it.\n\n"
        "It is asked before anything is decided; in a script --yes agrees, and without it the command only says what it would do "
        "and exits with 3. Who decided, why, and what the service showed then is kept. Running the same command as before then "
        "goes on.",
        "对任务 TASK 作出决定：它的一次提交结果未知，不知道是否产生了作业。`editchain status` 会列出每个这样的提交、"
        "查到的情况以及可用的命令。\n\n"
        "决定之前会先询问；在脚本中用 --yes 表示同意，否则只说明将会怎样并以 3 退出。谁作的决定、为什么、"
        "当时服务显示了什么，都会保存。之后再次运行原来的命令即可继续。",
    ),
    same(
        'editchain resolve first --adopt 3b7e2c1a-64d9-4f0e-9c55-70a1b2c3d4e5 --why "seen in the console"\n'
        "editchain resolve r7/first --resubmit\n"
        "editchain resolve first --give-up --yes"
    ),
)
CANCEL: Final = Help(
    Phrase("Cancel jobs that still wait at their service.", "取消仍在服务端排队的作业。"),
    Phrase(
        "Cancel the jobs that still wait at their service: of the task NAME, of the run whose id begins so, or of this whole "
        "project.\n\n"
        "A job that waits costs nothing, and a canceled one never will; running the same command as before asks for it anew. "
        "What runs already can't be canceled and is billed: it is said, and the next run brings its result (exit code 1). If "
        "nobody answers, the exit code is 3.",
        "取消仍在服务端排队的作业：任务 NAME 的、编号以此开头的某次运行的，或整个项目的。\n\n"
        "排队的作业不收费，取消后也不会收费；再次运行原来的命令会重新提交。已在运行的无法取消，会计费：会如实说明，"
        "下一次运行会取回结果（退出码 1）。无人应答时退出码为 3。",
    ),
    same("editchain cancel\neditchain cancel first\neditchain cancel 20260530"),
)
MODELS: Final = Help(
    Phrase("List models, prices and services.", "列出模型、价格和服务。"),
    Phrase(
        "List models and services, or show one model by NAME: parameters, limits and prices.",
        "列出模型和服务，或按 NAME 显示一个模型：参数、限制和价格。",
    ),
    same("editchain models\neditchain models wan2.7-videoedit"),
)
SCHEMA: Final = Help(
    Phrase("Print a JSON Schema, or where it lies.", "输出一份 JSON Schema，或它的位置。"),
    Phrase("Print a JSON Schema by NAME, or list their names.", "按 NAME 输出一份 JSON Schema，或列出全部名称。"),
    Phrase(
        "editchain schema                  the names\n"
        "editchain schema recipe           the schema of recipe files\n"
        "editchain schema recipe --path    its path, for an editor's settings",
        "editchain schema                  全部名称\n"
        "editchain schema recipe           配方文件的 schema\n"
        "editchain schema recipe --path    它的路径，用于编辑器设置",
    ),
)

# headings and click's own words
USAGE: Final = Phrase("Usage: {usage}", "用法：{usage}")
OPTIONS_PIECE: Final = Phrase("[OPTIONS]", "[选项]")
COMMAND_PIECE: Final = Phrase("COMMAND [ARGS]...", "命令 [参数]...")
OPTIONS: Final = Phrase("Options:", "选项：")
COMMANDS: Final = Phrase("Commands:", "命令：")
DEFAULT: Final = Phrase("{text} [default: {value}]", "{text}（默认 {value}）")
SHOW_HELP: Final = Phrase("Show this message and exit.", "显示本说明并退出。")
SHOW_VERSION: Final = Phrase("Show the version and exit.", "显示版本并退出。")

# options
LANG: Final = Phrase("Language of messages; left out, the locale's.", "输出的语言；不写时取自系统区域设置。")
SUMMARY: Final = Phrase(
    "Put a short summary in Markdown at the end of FILE; left out, of the file that GITHUB_STEP_SUMMARY names.",
    "在 FILE 末尾写一份简短的 Markdown 摘要；不写时写到 GITHUB_STEP_SUMMARY 所指的文件。",
)
STRICT: Final = Phrase("Take warnings for mistakes: exit with 2.", "把警告也当作错误：以 2 退出。")
COLOR: Final = Phrase(
    "When there is colour; auto: where it goes to a terminal, unless NO_COLOR is set.",
    "何时使用颜色；auto 表示输出到终端且没有设置 NO_COLOR 时。",
)
FORMAT: Final = Phrase("How results are printed on stdout.", "结果在 stdout 上的形式。")
INPUT: Final = Phrase(
    "Give an input; repeat the same name for a list; NAME= gives nothing. Paths start here.",
    "给出一个输入；列表可重复同名；NAME= 表示不给。路径从当前目录起算。",
)
INPUTS: Final = Phrase(
    "Read inputs from a JSON object; paths in it start at the file.",
    "从 JSON 对象读取输入；其中的路径从该文件起算。",
)
SERVICE: Final = Phrase(
    "Where to run: embedded (default), dashscope-cn, dashscope-intl.",
    "在哪里运行：embedded（默认）、dashscope-cn、dashscope-intl。",
)
ROWS: Final = Phrase(
    "Of a campaign only these rows: ids, key columns, or patterns of these as in 'P0*'.",
    "只取批次的这些行：行编号、键列的值，或其通配写法，如 'P0*'。",
)
ONLY_OF_RUN: Final = Phrase(
    "Of a campaign's run, without RUN the newest, only the rows in this state.",
    "只看批次运行（不给 RUN 时为最新的运行）中处于这一状态的行。",
)
ONLY_ROWS: Final = Phrase(
    "Of a campaign only the rows that failed or are held, by what each came to last.",
    "只取批次中失败（failed）或挂起（held）的行，以每行最近一次的状态为准。",
)
SHUFFLE: Final = Phrase(
    "Take the rows of a campaign in an order that this number decides; the plan stays the same.",
    "按这个数字决定的顺序处理批次的行；计划不变。",
)
CANARY: Final = Phrase(
    "Of a campaign only the first N rows of the table, with all their combinations: a try before the whole.",
    "先行验证：只取批次表格的前 N 行，包括它们在矩阵中的全部组合。",
)
COMPARE: Final = Phrase(
    "Show one step on these models too, side by side: price, limits that are broken, regions.",
    "把一个步骤放到这些模型上并列比较：价格、会违反的限制、地域。",
)
COMPARED_STEP: Final = Phrase(
    "The step that --compare is about; left out, the only one that uses a model.",
    "--compare 所比较的步骤；不写时为唯一使用模型的步骤。",
)
CAP_OF_PLAN: Final = Phrase('The cap that a run would have, such as "20 CNY".', '运行时的费用上限，例如 "20 CNY"。')
CAP_OF_RUN: Final = Phrase(
    'Never spend more than this over all resumes, such as "20 CNY".', '含所有续跑在内的费用上限，例如 "20 CNY"。'
)
OUT: Final = Phrase(
    "Where results are published, drafts in its folder drafts (default: out).",
    "结果发布到哪里，草稿放在其中的 drafts 文件夹（默认 out）。",
)
PLAN_DIGEST: Final = Phrase("Refuse unless the plan is still the reviewed one.", "计划已不是审阅过的那份时，拒绝运行。")
WAIT: Final = Phrase(
    "Stop watching after a time such as 20m; jobs go on, running again continues.",
    "过了这段时间（例如 20m）就不再等待；作业继续进行，再次运行会接着做。",
)
LEDGER: Final = Phrase(
    "Show every job that was accepted, estimated beside billed.", "列出被接受的每个作业，预估与计费并列。"
)
OF_RUN: Final = Phrase("As that run had it: the beginning of its id.", "取该次运行中的情况：运行编号的开头。")
REMOVE: Final = Phrase("Remove what was found.", "删除找到的内容。")
DRY_RUN: Final = Phrase("Only look, as without --yes.", "只查看，与不加 --yes 相同。")
VERIFY: Final = Phrase("Compare only; replay does nothing else.", "只作比较；replay 不做别的。")
RECIPE_OF_REPLAY: Final = Phrase(
    "The recipe or campaign, if it has moved or the manifest does not say it.",
    "配方或批次文件（已移动，或清单中没有记录时）。",
)
NOTIFY: Final = Phrase(
    "Tell this command, on its stdin, of the end and of whatever stops the run. No shell reads it: for pipes and > write "
    "`sh FILE` or `sh -c '...'`. '' tells none, whatever editchain.toml names.",
    "运行结束或因故停下时，把情况写到这条命令的标准输入。它不经过 shell：要用管道或 >，请写 `sh FILE` 或 `sh -c '...'`。"
    "写 '' 则不通知，即使 editchain.toml 中有命令。",
)
LOG_FORMAT: Final = Phrase(
    "What is written on stderr: text, or one JSON object a line.", "stderr 上的形式：文字，或每行一个 JSON 对象。"
)
TAKE_OVER: Final = Phrase(
    "The journal was last used on another host, where nothing of it runs any more: use it here from now on.",
    "日志上次在另一台主机上使用，且那里已不再运行：从现在起在这里使用。",
)
IGNORE_FOREIGN: Final = Phrase(
    "Go on though the account has jobs that this journal lacks; what they did may be paid for again.",
    "账户有日志中没有的作业时仍然继续；它们做过的内容可能再次付费。",
)
EXIT_CODE: Final = Phrase("Exit with 1 if something would have to be made anew.", "有需要重新生成的内容时，以 1 退出。")
ONLY: Final = Phrase("Only the tests whose name contains TEXT.", "只运行名称含有 TEXT 的测试。")
SCHEMA_PATH: Final = Phrase("Print where the file lies instead of its text.", "输出文件的位置，而不是内容。")
ADOPT: Final = Phrase("This job is its own; its result is fetched.", "这个作业就是它的；取回其结果。")
RESUBMIT: Final = Phrase("Send it anew; this may pay twice.", "重新提交；可能重复付费。")
GIVE_UP: Final = Phrase("It has failed; nothing is sent for it any more.", "视为失败；不再为它发送任何内容。")
WHY: Final = Phrase("Why, for whoever asks later.", "原因，供日后查看。")
YES: Final = Phrase("Do it without being asked.", "不询问，直接执行。")
