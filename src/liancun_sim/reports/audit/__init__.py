"""What a person gets of an audit."""
