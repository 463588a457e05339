"""What staff do to a draft before it is decided on: every change of its rows goes through `changing`."""
