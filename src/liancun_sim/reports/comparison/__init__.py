"""What a person gets of a comparison."""
