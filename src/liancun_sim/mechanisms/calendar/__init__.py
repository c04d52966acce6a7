"""The month's season, prices, growth, weather and elections."""
