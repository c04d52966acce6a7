"""What a study asks: its file, factors and design, bound to the model or to a function."""
