"""A proposal's rounds: who is asked, what is answered, what is decided."""
