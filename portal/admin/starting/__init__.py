"""The screen on which a revision begins (改定を始める).

- `form`: what is asked and proposed; `page`: the screen; `urls`: its address.
"""
