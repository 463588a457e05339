"""Staff's side of a review: links of an edition, its comments, its PDFs marked 案."""
