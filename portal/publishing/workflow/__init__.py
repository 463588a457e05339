"""The way of a draft to the public: submitted, sent back, approved, announced, redated, cancelled, withdrawn.

One verb a module; each appends decisions to the chain of the terms, and everything that is asked about the way of an
edition (`review_of`) is folded from them.
"""
