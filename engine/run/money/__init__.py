"""Money, decided without the world: what is reserved and spent, and what may still be sent (pure)."""
