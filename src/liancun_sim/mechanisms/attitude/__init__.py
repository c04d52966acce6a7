"""What a household thinks of a union: what it listens to, and the anchor it returns to."""
