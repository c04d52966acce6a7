"""The month as one list, what policies see of it, the recorder, and one run of it all."""
