"""What is kept of pages: made once, whoever asks."""

import threading
import time

from django.core.cache import cache

from portal.views import fragments


def test_what_two_readers_ask_for_at_once_is_made_once() -> None:
    cache.clear()
    made: list[str] = []
    both, alone, found = threading.Barrier(2), threading.Lock(), []

    def make() -> str:
        time.sleep(0.05)
        made.append("a table")
        return made[-1]

    def ask() -> None:
        both.wait()
        found.append(fragments._kept("asked-for-twice", make, alone=alone))

    readers = [threading.Thread(target=ask) for _ in range(2)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert found == ["a table", "a table"]
    assert made == ["a table"]
