"""Doing a study's runs: planned into a store, done by processes or a cluster, resumed, replayed."""
