"""How the model stands to what it is held to: text and files."""
