"""The draft renderer: performs the edits it can on two processor cores, and names the ones it can't.

It runs in a process of its own, `python -m engine.emulator.draft`, which `__main__` describes. Nothing here is imported by
the rest of the engine but `version`, which is light.
"""
