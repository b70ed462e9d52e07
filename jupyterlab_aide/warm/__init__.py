"""Warm kernels: forked from a process that has imported what candidates import."""
