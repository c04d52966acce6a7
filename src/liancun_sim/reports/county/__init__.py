"""Pictures of a county before anything happens in it."""
