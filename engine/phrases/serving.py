"""What is said of `editchain emulate` and its options, and what it says itself."""

from collections.abc import Mapping
from typing import Final

from engine.phrases.phrase import Help, Phrase, same

EMULATE: Final = Help(
    Phrase("Serve DashScope's part for any client.", "在本机充当 DashScope，供任何客户端使用。"),
    Phrase(
        "Serve a DashScope-compatible service that really edits pixels; nothing leaves this machine. The official SDK, curl "
        "and every other client work against it unchanged.",
        "提供与 DashScope 兼容、真正编辑像素的服务；任何内容都不会离开本机。官方 SDK、curl 和其他客户端无需改动即可使用。",
    ),
    same(
        "editchain emulate --port 8787\n"
        "editchain emulate --config emulator.yaml\n"
        "export DASHSCOPE_HTTP_BASE_URL=http://127.0.0.1:8787/api/v1 DASHSCOPE_API_KEY=any"
    ),
)
EMULATOR_FILE: Final = Phrase(
    "Accounts, limits, latency, prices, trouble, clock: all that docs/emulator.md tells of. Options given here win.",
    "账户、限额、延迟、价格、故障、时钟：详见 docs/emulator.md。此处给出的选项优先。",
)
PORT: Final = Phrase("0 takes a free one (default: 8787).", "0 表示任取一个空闲端口（默认 8787）。")
HOST: Final = Phrase(
    "The address to serve on; one that others can reach needs --public (default: 127.0.0.1).",
    "提供服务的地址；他人可访问的地址需加 --public（默认 127.0.0.1）。",
)
PUBLIC: Final = Phrase("Let others reach it, as in a container.", "允许他人访问，例如在容器中。")
ADVERTISE: Final = Phrase(
    "The address by which clients reach it, as http://emulator:8787: links and uploads are given with it.",
    "客户端访问它所用的地址，如 http://emulator:8787；链接和上传地址据此给出。",
)
ACCESS_LOG: Final = Phrase(
    "What stderr gets for each request; never a key (default: text).",
    "每个请求在 stderr 上写什么；绝不含密钥（默认 text）。",
)
FOLDER: Final = Phrase(
    "Where jobs and results are kept (default: .editchain/emulate).",
    "作业和结果存放在哪里（默认 .editchain/emulate）。",
)
RENDERER: Final = Phrase(
    "draft edits pixels; stamp draws the request's digest; none answers at once, as if each clip had 5 s (default: draft).",
    "draft 编辑像素；stamp 画出请求的摘要；none 立即应答，并把每个视频都当作 5 秒（默认 draft）。",
)
UNSUPPORTED: Final = Phrase(
    "What becomes of an instruction that a draft can't perform: the job fails, or a caption says so (default: fail).",
    "草稿无法完成的指令怎么办：作业失败，或在画面上写明（默认 fail）。",
)
OFFLINE_MEDIA: Final = Phrase("A file or folder that stands in for remote media.", "代替远程素材的文件或文件夹。")
LIMITS: Final = Phrase(
    "The account's limits: none, or by name as in submits=20,running=9; also queries, queued (default: the service's).",
    "账户的限额：none，或按名称，如 submits=20,running=9；另有 queries、queued（默认与服务相同）。",
)
QUEUE_S: Final = Phrase("So long a job waits, at least.", "作业至少排队这么久。")
RUN_S: Final = Phrase("So long a job runs, at least.", "作业至少运行这么久。")
HOOKS: Final = Phrase(
    "Open /_editchain/ (meter, clock, scenario, release) to callers on this machine.",
    "向本机的调用者开放 /_editchain/（计量、时钟、故障场景、放行）。",
)
OPEN_TO_OTHERS: Final = Phrase(
    "warning: whoever reaches {host} can make jobs here and read all results; the emulator is no server for the open network",
    "警告：凡能访问 {host} 的人都能在此提交作业并读取全部结果；模拟服务不适合放在公开网络上",
)
SERVING: Final = Phrase(
    "serving {url} · renderer {renderer} · jobs in {folder} · Ctrl-C ends it",
    "正在提供 {url} · 渲染器 {renderer} · 作业存于 {folder} · 按 Ctrl-C 结束",
)
PAGE: Final[Mapping[str, Phrase]] = {
    "title": Phrase("editchain emulator", "editchain 模拟服务"),
    "lead": Phrase(
        "This machine plays DashScope's part for video edits: the same protocol, drafts in place of results, nothing billed.",
        "本机充当 DashScope 的视频编辑服务：协议相同，以草稿代替结果，不收任何费用。",
    ),
    "refresh": Phrase("Refresh", "刷新"),
    "base_url": Phrase("Base URL", "接入地址"),
    "renderer": Phrase("Renderer", "渲染器"),
    "clock": Phrase("Clock", "时钟"),
    "travelled": Phrase("moved by {seconds} s", "拨动了 {seconds} 秒"),
    "jobs": Phrase("Jobs", "作业"),
    "latest_jobs": Phrase("Latest jobs", "最近的作业"),
    "result": Phrase("result", "结果"),
    "none": Phrase("none yet", "暂无"),
    "meter": Phrase("Meter", "计费表"),
    "meter_lead": Phrase(
        "What the service would bill by the list prices of the day. Here nothing is paid.",
        "按当日目录价，服务会收取的费用。此处不付任何费用。",
    ),
    "account": Phrase("Account", "账户"),
    "model": Phrase("Model", "模型"),
    "tier": Phrase("Tier", "档位"),
    "seconds": Phrase("Billed seconds", "计费秒数"),
    "money": Phrase("Money", "金额"),
    "no_price": Phrase("no price known", "价格未知"),
    "sum": Phrase("Sum", "合计"),
    "scenario": Phrase("Scenario", "故障场景"),
    "no_scenario": Phrase("No trouble is made on purpose.", "没有有意制造的故障。"),
    "fault": Phrase("Fault", "故障"),
    "whom": Phrase("Whom it meets", "作用于"),
    "struck": Phrase("Struck", "已发生"),
    "what_happens": Phrase("What happens", "发生什么"),
    "limits": Phrase("Limits of an account", "账户限额"),
    "submits": Phrase("Submits a second", "每秒提交"),
    "running": Phrase("Running", "同时运行"),
    "queued": Phrase("Queued", "排队"),
    "queries": Phrase("Queries a second", "每秒查询"),
    "no_limit": Phrase("no limit", "不限"),
    "try": Phrase("Lines to try", "可以一试的命令"),
    "a_key": Phrase("KEY-OF-AN-ACCOUNT", "账户的密钥"),
    "prompt": Phrase("Turn the whole frame into a pencil sketch.", "把整个画面变成铅笔素描。"),
    "hooks_closed": Phrase(
        "Started with --hooks, it also lets this machine move its clock and play other scenarios.",
        "以 --hooks 启动时，本机还可以拨动它的时钟、换用其他场景。",
    ),
    "is_not": Phrase("What it is not", "它不是什么"),
    "not_the_model": Phrase(
        "Not the model: drafts are classical filters, and say nothing of how a result will look.",
        "不是模型：草稿由经典滤镜生成，不代表真实结果的样子。",
    ),
    "not_all_models": Phrase("Not every model: it knows {models}.", "不是全部模型：它认识 {models}。"),
    "not_a_server": Phrase(
        "Not a server for the open network: who reaches it reads all of it.",
        "不适合放在公开网络上：凡能访问的人都能读取其中的一切。",
    ),
    "not_a_bill": Phrase(
        "Not a bill: prices are those of the catalog or of its file; your bill is the truth.",
        "不是账单：价格来自目录或配置文件；以您的账单为准。",
    ),
}
"""What stands on the emulator's page, by the names under which its template asks for it."""
