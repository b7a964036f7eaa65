"""Alerts: what people are told who don't watch a run: of which events, and in what form (pure)."""
