"""Who writes a comment: staff, the reader of a link, or somebody whose name stands in a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portal.models import Actor, ReviewLink
from portal.models.actor import account_name


@dataclass(frozen=True, slots=True)
class Author:
    """A name, with the account or the link behind it, if there is one."""

    name: str
    user_id: int | None = None
    link: ReviewLink | None = None


def staff(user: Any) -> Author:
    """Return a user as an author; their name is kept as decisions keep it."""
    return Author(account_name(user), user_id=Actor.objects.record(user))


def reader(link: ReviewLink, name: str) -> Author:
    """Return the reader of a link, as they call themselves."""
    return Author(name.strip(), link=link)
