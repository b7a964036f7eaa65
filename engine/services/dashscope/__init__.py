"""DashScope: the client of Alibaba Model Studio's asynchronous tasks (it imports nothing here)."""
