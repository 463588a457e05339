"""The comparison of two editions: alignment, marks, rows and remarks. Imports no Django."""
