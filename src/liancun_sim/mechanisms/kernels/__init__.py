"""Compiled kernels that several mechanisms use."""
