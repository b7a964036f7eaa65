"""X264: how it is asked for the same bytes every time and on every machine."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

ENCODER: Final = "libx264"

# With more threads its bytes depend on their number. Its macroblock tree for AVX-512 (mbtree_propagate_list) reads memory that
# nobody wrote; `cpu-independent` takes the portable one, which gives the same on all processors.
SAME_BYTES: Mapping[str, str] = MappingProxyType({"threads": "1", "x264-params": "cpu-independent=1"})
"""Options of every stream that x264 encodes here; quality and speed are chosen besides."""
