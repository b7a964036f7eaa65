"""Use cases that look back and around: ledger, explanation, health, replay, garbage; none of them submits anything."""
