"""Renumber a document after articles, 項 or 号 were put in, taken out or moved, with every reference to what moved.

Lists that do not begin with their 1 are numbered before all else (`strays`). What a reference means is settled then,
in things that stay what they are (`meaning`, `reading`): it is read from `frames`, the document as it is and under its
new labels, the edition `before` it or its `origin`. Then all labels are numbered anew (`rows`, `units`, `labels`),
references and the 目次 are rewritten (`words`, `contents`), and at last everything is read again: what does not point
where it did, and what may be of another document (`strangers`), is a doubt (`doubts`). `operation` puts this together.
Nothing is applied; `apply_edits` does that.
"""

from portal.text.renumbering.operation import Renumbering, renumber

__all__ = ["Renumbering", "renumber"]
