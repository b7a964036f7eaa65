"""Steps: what stands under `steps` is read in the order of what names what, each step under its own condition (pure).

`reader` reads one step, `condition` its `if`, `foreach` its repetition; `presence` tells when what it makes is there.
"""
