"""What is asked of the past and of the surroundings, as text and as JSON: ledger, explanation, health, replay, garbage (pure)."""
