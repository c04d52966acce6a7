"""What policies that unite villages share: which sets may form, levers, the programme's calendar."""
