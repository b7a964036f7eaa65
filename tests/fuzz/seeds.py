"""Seeds: what each target begins with, taken from the corpus of recipes and campaigns."""

import re
from collections.abc import Iterator

from tests.fuzz.targets import CORPUS, HOLES, NAMES

_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_PROMPT = re.compile(r"(?:prompt|keep|publish|final): *(?:\|-?\n)?(.*\{[{%].*)")
CELLS = (
    "", " ", "5", "5.0", "-0", "1e38", "0.50", "007", "true", "TRUE", "[]", '["a", "b"]', "[1, [2]]", "a.mp4", "{{ x }}",
    "https://example.com/a.mp4?x=1", '{"url": "a.png", "sha256": "' + "a" * 64 + '"}', "雪", "data:image/png;base64,AAAA",
    "a\0b", "NaN", "9" * 41, "\ud800", "\udcff",
)  # fmt: skip
PATTERNS = (r"^[a-z]+$\nabc", "(a+)+$\n" + "a" * 50, r"\d{1,4}\p{L}|x*?" + "\nx", "(?i)é\nÉ", "[^\\s-]\n-")
SETTINGS = ('service = "embedded"\n', 'max_cost = "5 CNY"\nout = "x"\nlang = "zh"\n', "[a]\nb = [[1]]\n", "lang = 3\n")


def seeds_of(target: str) -> Iterator[bytes]:
    """Return what a target begins with."""
    match target:
        case "recipe":
            yield from _files("good/*.yaml", "bad/*.yaml")
        case "campaign":
            yield from _files("campaigns/good/*.yaml", "campaigns/bad/*.yaml")
        case "csv_rows":
            yield from _files("campaigns/*/*.csv")
        case "json_rows":
            yield from _files("campaigns/*/*.jsonl", "campaigns/*/*.ndjson")
            yield '{"sku": "a", "city": "雪", "n": 1.50, "产品 名称": null, "list": [1, {"a": true}]}\n'.encode()
        case "expression":
            found = {
                match.strip()
                for data in _files("*/*.yaml")
                for match in _EXPRESSION.findall(data.decode(errors="replace"))
            }
            yield from (bytes([hole]) + text.encode() for text in sorted(found) for hole in range(len(HOLES)))
        case "template":
            found = {match for data in _files("*/*.yaml") for match in _PROMPT.findall(data.decode(errors="replace"))}
            yield from (bytes([form]) + text.encode() for text in sorted(found) for form in range(4))
        case "cell":
            for number in range(len(NAMES)):
                yield from (
                    bytes([number]) + text.encode("utf-8", "surrogateescape" if "\udcff" in text else "surrogatepass")
                    for text in CELLS
                )
        case "inputs_file":
            yield b'{"clip": "a.mp4", "word": "x", "n": 5, "f": 1.5, "flag": false, "looks": ["a"], "logo": {"url": "a"}}'
            yield b'{"n": 1e3, "numbers": [1, 2.5, -0.0], "maybe": null}'
        case "pattern":
            yield from (text.encode() for text in PATTERNS)
        case "settings":
            yield from (text.encode() for text in SETTINGS)


def _files(*patterns: str) -> Iterator[bytes]:
    for pattern in patterns:
        yield from (path.read_bytes() for path in sorted(CORPUS.glob(pattern)))
