"""The text core: what terms are made of, read from plain text and written back. Imports no Django."""
