"""Text: the bytes of a YAML file become nodes that keep line and column, or the mistakes of its YAML (pure)."""
