"""Village assemblies: suggestions, resolutions and what follows from them."""
