"""Compiled kernels: pure functions over arrays, one file per process."""
