"""Rows from opposites: `entries` lists every part once and in order, `differences` and `cells` say how two differ,
`making` makes the rows, `elision` what stands for unchanged parts, and `words` puts in the house style's words."""
