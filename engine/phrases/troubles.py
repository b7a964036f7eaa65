"""What went wrong with the network, with the service and with media, by the code of the reason."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from engine.phrases.phrase import Phrase

NETWORK: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "slow": Phrase("it takes too long", "用时太久"),
        "no-answer": Phrase("no answer came", "没有收到应答"),
        "broken-off": Phrase("the answer broke off", "应答中断"),
        "because-of": Phrase("{what} ({why})", "{what}（{why}）"),
        "certificate": Phrase("its certificate is not trusted: {why}", "其证书不受信任：{why}"),
        "no-such-host": Phrase("its name leads nowhere: {why}", "其名称无法解析：{why}"),
        "tls-failed": Phrase("no encrypted connection stands: {why}", "无法建立加密连接：{why}"),
        "none-within": Phrase("none within {seconds} s", "{seconds} 秒内未建立"),
        "no-connection": Phrase("no connection to {host}: {why}", "无法连接 {host}：{why}"),
        "answer-too-big": Phrase("an answer of more than {limit} bytes", "应答超过 {limit} 字节"),
        "answer-late": Phrase("no complete answer within {seconds} s", "{seconds} 秒内没有完整的应答"),
        "answer-encoded": Phrase("the answer came encoded, which nobody asked for", "应答带有未请求的编码"),
        "no-such-address": Phrase("no host has such an address", "没有主机有这样的地址"),
        "proxy-silent": Phrase("the proxy gave no answer", "代理没有应答"),
        "proxy-credentials": Phrase("the proxy asks for a user name and a password", "代理要求用户名和密码"),
        "proxy-refuses": Phrase("the proxy refuses: it answers {status}", "代理拒绝：应答 {status}"),
        "server-answers": Phrase("its server answers {status}", "其服务器应答 {status}"),
        "server-compresses": Phrase(
            "its server sends it compressed, which nobody asked for", "其服务器发来未请求的压缩内容"
        ),
        "server-other-part": Phrase(
            "its server answers with another part than was asked for", "其服务器给出的不是所请求的部分"
        ),
        "too-much": Phrase("more than {megabytes} MB of it would have to be read", "需要读取其中超过 {megabytes} MB"),
    }
)
SERVICE: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "service-unreachable": Phrase("{why}", "{why}"),
        "send-late": Phrase("the time to send had passed", "已过了发送时限"),
        "closed-before": Phrase(
            "the service closed the connection before anything was sent", "服务在发送之前关闭了连接"
        ),
        "not-json": Phrase(
            "HTTP {status} with a body that is not the service's JSON", "HTTP {status}，正文不是服务的 JSON"
        ),
        "names-job": Phrase("{why} (it names the task {job})", "{why}（其中有任务编号 {job}）"),
        "job-of-another": Phrase(
            "the answer names job {job}, which is that of {task}", "应答给出的作业 {job} 属于 {task}"
        ),
        "other-job": Phrase("the answer is about another job", "应答说的是另一个作业"),
        "no-output": Phrase("the answer has no output", "应答中没有 output"),
        "no-state": Phrase(
            "the answer has no task id or an unknown state (“{state}”)", "应答中没有任务编号，或状态未知（“{state}”）"
        ),
        "asked-too-often": Phrase("asked too often; asking less", "查询过于频繁，正在降低频率"),
        "result-lacking": Phrase("the answer lacks the result; asking again", "应答中缺少结果，将再次查询"),
        "job-not-known-yet": Phrase("the service does not know the job yet", "服务尚不认得该作业"),
        "took-too-long": Phrase("it took longer than {seconds} s", "用时超过 {seconds} 秒"),
        "ended-with": Phrase("it ended with exit code {code}", "它以退出码 {code} 结束"),
        "ended-saying": Phrase("it ended with exit code {code}: {said}", "它以退出码 {code} 结束：{said}"),
        "said-nothing": Phrase("its first line is empty", "它的第一行是空的"),
        "link-expired": Phrase("a media link has expired", "一个素材链接已过期"),
        "policy-shape": Phrase("the upload policy is not of the documented shape", "上传凭证不符合文档所述的格式"),
        "storage-answered": Phrase("the storage host answered HTTP {status}", "存储主机应答 HTTP {status}"),
        "storage-unreachable": Phrase("the storage cannot be reached: {why}", "无法连接存储：{why}"),
        "upload-failed": Phrase("the file could not be uploaded: {why}", "文件未能上传：{why}"),
        "no-regular-file": Phrase("it is no regular file", "它不是普通文件"),
        "download-failed": Phrase("the result could not be downloaded: {why}", "结果未能下载：{why}"),
        "download-late": Phrase("no complete download within {seconds} s", "{seconds} 秒内未能下载完"),
        "download-damaged": Phrase("the download is damaged: {why}", "下载的内容已损坏：{why}"),
        "download-broke": Phrase("the download broke off: {why}", "下载中断：{why}"),
        "result-gone": Phrase("the service no longer gives a link to the result", "服务不再给出结果的链接"),
        "link-died": Phrase("the link has died (HTTP {status})", "链接已失效（HTTP {status}）"),
        "link-address": Phrase("the link is no address of a storage host", "链接不是存储主机的地址"),
        "page-came": Phrase("a page came instead of a clip ({type})", "收到的是网页而不是片段（{type}）"),
        "bytes-encoded": Phrase(
            "the bytes came encoded, so that they cannot be compared", "收到的字节带有编码，无法比对"
        ),
        "end-unknown": Phrase("nothing tells where the clip ends", "无从得知片段在哪里结束"),
        "clip-too-large": Phrase("the clip is larger than {limit} bytes", "片段超过 {limit} 字节"),
        "bytes-came": Phrase("{size} bytes came of {of}", "只收到 {of} 字节中的 {size} 字节"),
        "digest-differs": Phrase("the {kind} of the bytes is not the one announced", "内容的 {kind} 与所公布的不同"),
    }
)
LIST: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "list-invalid": Phrase(
            "the service's list of jobs cannot be believed: {why}", "服务返回的任务列表不可信：{why}"
        ),
        "list-data": Phrase("`data` is no list", "`data` 不是列表"),
        "list-other-page": Phrase(
            "page {asked} was asked for, page {came} came", "请求第 {asked} 页，收到第 {came} 页"
        ),
        "list-pages": Phrase("{pages} (page|pages)", "{pages} 页"),
        "list-page": Phrase(
            "page {page} holds {jobs} (job|jobs) of {total}", "第 {page} 页有 {total} 个作业中的 {jobs} 个"
        ),
        "list-changed": Phrase("it became shorter while its pages were read", "读取各页时列表变短了"),
        "list-jobs": Phrase("only {jobs} came of {total}", "{total} 个作业中只收到 {jobs} 个不同的"),
        "list-item": Phrase("an item of `data` is no object", "`data` 中有一项不是对象"),
        "list-no-id": Phrase("an item of `data` has no task id", "`data` 中有一项没有任务编号"),
        "list-job": Phrase("job {job} has no known `{lacks}`", "作业 {job} 没有可识别的 `{lacks}`"),
        "list-identifier": Phrase("`{name}` of a job is no identifier", "作业的 `{name}` 不是编号"),
        "list-count": Phrase("`{name}` is no count", "`{name}` 不是计数"),
    }
)
ADDRESS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "url-unread": Phrase("it cannot be read", "它无法解析"),
        "url-example": Phrase("it must look like {example}", "应当形如 {example}"),
        "url-user": Phrase("it must hold no user name, query or fragment", "不能带有用户名、查询或片段"),
        "url-path": Phrase("its path must end in {root}", "其路径必须以 {root} 结尾"),
        "url-characters": Phrase("its path holds characters that have no place there", "其路径含有不该出现的字符"),
        "url-plain": Phrase(
            "plain http would show the key on the way; it is taken for this machine only",
            "普通 http 会在途中暴露密钥，只允许用于本机",
        ),
    }
)
MEDIA: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "empty": Phrase("it is empty", "它是空的"),
        "called": Phrase("{why} (its server calls it {kind})", "{why}（其服务器称之为 {kind}）"),
        "no-medium": Phrase("it does not begin like a clip or a picture", "其开头不像片段或图片"),
        "length-unwritten": Phrase("its length is not written in it", "其中没有写明长度"),
        "no-picture": Phrase("it holds no picture", "其中没有画面"),
        "no-decodable-picture": Phrase("it holds no picture that can be decoded", "其中没有可解码的画面"),
        "no-video": Phrase("it is no video", "它不是视频"),
        "frames-without-times": Phrase("its frames have no times", "其帧没有时间"),
        "parts-missing": Phrase("a part of it is missing", "缺少其中的一部分"),
        "frame-damaged": Phrase("a frame of it is damaged", "其中有一帧已损坏"),
        "ends-early": Phrase("it ends after {seconds} s of {of} s", "它应有 {of} 秒，到 {seconds} 秒就结束了"),
    }
)
SYSTEM: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "no-such-file": Phrase("there is no such file or folder", "没有这个文件或文件夹"),
        "no-right": Phrase("the right to do that is missing", "没有相应的权限"),
        "read-only-disk": Phrase("the disk can only be read", "磁盘是只读的"),
        "disk-full": Phrase("the disk is full", "磁盘已满"),
        "file-too-large": Phrase("the file would become larger than is allowed here", "文件会超过此处允许的大小"),
        "is-folder": Phrase("it is a folder", "它是文件夹"),
        "no-folder": Phrase("a part of its path is no folder", "其路径中有一段不是文件夹"),
        "there-already": Phrase("something is there already", "此处已有同名的文件或文件夹"),
        "folder-not-empty": Phrase("the folder is not empty", "文件夹不为空"),
        "name-too-long": Phrase("its name is too long", "名称过长"),
        "disk-fails": Phrase("the disk does not work", "磁盘读写出错"),
        "too-many-open": Phrase("too many files are open", "打开的文件过多"),
        "held-by": Phrase("process {process} is writing it", "进程 {process} 正在写入"),
        "held-by-stopped": Phrase(
            "process {process} was stopped while it wrote; `kill -CONT {process}` lets it go on",
            "进程 {process} 在写入时被暂停；`kill -CONT {process}` 可让它继续",
        ),
        "held-by-another": Phrase("another command is writing it", "另一条命令正在写入"),
        "in-use": Phrase("it is in use", "它正被使用"),
        "links-in-circle": Phrase("its links lead in a circle", "其链接互相指向，没有终点"),
        "port-taken": Phrase("the port is taken", "端口已被占用"),
        "other-disk": Phrase("it lies on another disk", "它位于另一块磁盘"),
        "connection-refused": Phrase("nobody listens there: the connection is refused", "连接被拒绝，该处无人监听"),
        "connection-reset": Phrase("the other side closed the connection", "连接被对方关闭"),
        "network-unreachable": Phrase("no network leads there", "网络不可达"),
        "host-unreachable": Phrase("the host can't be reached", "主机不可达"),
        "not-utf8": Phrase("it is not UTF-8", "它不是 UTF-8"),
    }
)
JSON: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "value-expected": Phrase("a value is expected here", "此处应为一个值"),
        "key-expected": Phrase("a key in double quotes is expected here", "此处应为双引号中的键"),
        "sign-expected": Phrase("`{sign}` is expected here", "此处应为 `{sign}`"),
        "text-unended": Phrase("a text has no closing quote", "文本缺少收尾的引号"),
        "line-end-in-text": Phrase(
            "a text holds a control character, such as a line end", "文本中含有控制字符，例如换行"
        ),
        "bad-escape": Phrase("after `\\` stands what JSON does not know", "`\\` 之后的写法不是 JSON 所认识的"),
        "more-follows": Phrase("something follows the object", "对象之后还有内容"),
        "no-number": Phrase("{text} is no number of JSON", "{text} 不是 JSON 的数字"),
        "key-twice": Phrase("a key stands twice in an object", "一个对象中同一个键出现了两次"),
        "too-deep": Phrase("it is nested too deep", "嵌套过深"),
        "declares-entities": Phrase(
            "it declares a document type, which no spreadsheet writes", "其中含有文档类型声明，而电子表格不会写入它"
        ),
        "no-sheet-name": Phrase(
            "its sheet {name} has a name that no spreadsheet takes", "工作表 {name} 的名称是电子表格不允许的"
        ),
        "beyond-a-sheet": Phrase("it has cells beyond the size of a sheet", "其中有超出工作表范围的单元格"),
        "too-many-cells": Phrase("its rows have more than {limit} cells", "其中的行超过 {limit} 个单元格"),
        "too-many-merged": Phrase("it has too many merged cells", "合并单元格过多"),
    }
)
TROUBLES: Final[Mapping[str, Phrase]] = MappingProxyType(
    {**NETWORK, **SERVICE, **LIST, **ADDRESS, **MEDIA, **SYSTEM, **JSON}
)
