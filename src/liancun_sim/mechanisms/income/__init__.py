"""What a household earns in a month."""
