"""References in a document: 第６条（目的）第２項第１号ニ, 前条, 各号, Section 3.2(a), and what they point at.

How they are read, each step in modules that know only those before it:

- `model`: the shapes of the answer;
- `mentions`: what is found before anybody looks what it means; `words`, the patterns of Japanese, `brackets`, what
  hangs together in lists, `scanner`, which yields them; `english` and `english_laws` for English;
- `index` and `bodies`: where everything in the document stands;
- `laws` and `owners`: whose article is meant, this document's or another's;
- `steps` (条, 章, 附則, 別表), `units` (項, 号, 細分) and `targets`: what the words mean;
- `reading` puts this together; `links` makes links of what was found;
- `foreign`: references into another document, read in that other one.
"""

from portal.text.references.model import Fault, FaultKind, Level, Part, Reference, Relative, Target
from portal.text.references.reading import read_references

__all__ = ["Fault", "FaultKind", "Level", "Part", "Reference", "Relative", "Target", "read_references"]
