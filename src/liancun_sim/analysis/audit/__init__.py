"""The claims of an audit split into causes, beside what evaluators would estimate."""
