"""What the model is held to, and how it stands: raw measures, and the table shipped with this version."""
