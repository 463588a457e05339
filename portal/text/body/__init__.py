"""The body of a clause: 項, 号 and 号の細分 as a tree of offsets into its text.

Levels come from sequences, not from a fixed table of label styles: a label continues an open
level of its style when its number follows, opens a new level when its number is a first one, and
is otherwise a line like any other.

- `lines`: the lines of the text and what they are; `state`: how far reading has come;
- `builder`: where each label goes; `later_paragraphs`: 項 behind a first one without a number;
- `problems`: what is odd about the numbers.
"""

from portal.text.body.builder import DEEPEST, parse_body
from portal.text.body.lines import body_lines, line_kind
from portal.text.body.problems import body_problems

__all__ = ["DEEPEST", "body_lines", "body_problems", "line_kind", "parse_body"]
