"""Readers of files: each turns one format into text for the text core."""
