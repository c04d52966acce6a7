"""Village boundaries from other people's maps: read, joined to the villages, neighbours found, kept with the county."""
