"""Language: expressions and templates are parsed, typed before anything runs, and evaluated (pure).

`parse` reads both, `infer` and `statements` type and check them, `evaluate` gives their values.
"""
