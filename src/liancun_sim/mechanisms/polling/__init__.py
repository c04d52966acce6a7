"""Asking the households of a village a question: who may answer, what they want, what they say."""
