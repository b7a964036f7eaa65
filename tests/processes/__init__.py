"""Real processes: killed, stopped and cut off from power at a call of theirs; the oracle is the service's own durable record."""
