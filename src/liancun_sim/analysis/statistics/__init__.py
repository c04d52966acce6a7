"""Statistics that know no model: intervals, resampling, screens, indices, boxes and trees."""
