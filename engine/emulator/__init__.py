"""A DashScope-compatible service on loopback that really edits pixels and meters what it would bill.

It is the keyless default service and the oracle for money in tests. `declaration`, `options` and `scenario` are plain
data and light; `server` imports the web server when it starts.
"""
