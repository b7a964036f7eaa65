"""Shape: a document is held against the JSON Schema that editors use too; what it refuses is said in our words (pure)."""
