"""Growth: files that were written for a later engine, and keys that are kept free for one."""

import re
from typing import Final

from engine.text.nodes import MapNode, ScalarNode
from engine.values.fault import Faults

LANGUAGE: Final = (1, 0)
"""The language that this engine knows."""
REQUIRES: Final = "requires"
RESERVED_KEYS: Final = frozenset({"take", "takes", "review", "fit", "fetch", "gather"})
_VERSION: Final = re.compile(r"([1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})")


def needs_newer(root: MapNode, faults: Faults) -> bool:
    """Tell whether a file requires a later language; then that is its only fault, for the rest can't be judged."""
    node = root.get(REQUIRES)
    found = _VERSION.fullmatch(node.text) if isinstance(node, ScalarNode) else None
    if node is None or found is None or (int(found[1]), int(found[2])) <= LANGUAGE:
        return False
    faults.add("language-newer", node.place, wanted=found[0], known=".".join(map(str, LANGUAGE)))
    return True
