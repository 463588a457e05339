"""What an editor of terms does to documents, without loss: outline, clauses, units, words, lines."""
