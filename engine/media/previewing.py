"""The process that draws previews: media come in on stdin, one JSON object a line, and each is answered on stdout likewise.

In:   {"source": PATH, "folder": PATH, "name": NAME}
Out:  {"drawn": NAME} or {"failed": NAME}

It ends when stdin closes. Media are strangers' files: what a decoder does with a broken one is no harm to whoever asked.
"""

import contextlib
import json
import os
import sys
from pathlib import Path
from typing import Final

from engine.errors import EngineError

NICENESS: Final = 10


def main() -> None:
    """Draw whatever is asked for, at low priority."""
    with contextlib.suppress(AttributeError, OSError):  # Windows has no such thing
        os.nice(NICENESS)
    from engine.media.preview import draw  # noqa: PLC0415 - the library of media is loaded by who draws

    for line in sys.stdin:
        asked = json.loads(line)
        try:
            draw(Path(asked["source"]), Path(asked["folder"]), asked["name"])
        except EngineError:
            answer = {"failed": asked["name"]}
        else:
            answer = {"drawn": asked["name"]}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
