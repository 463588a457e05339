"""Endings of words that were replaced: marked with the word, not left behind it."""

from __future__ import annotations

import re

from portal.comparison.wording.equal_runs import Run, Texts, shrunk
from portal.comparison.wording.letters import HIRAGANA, SCRIPT

_ENDING = re.compile(r"[ぁ-ゖ]{1,2}(?=[、。，．（）「」()・]|$)")
_ONLY_KANA = re.compile("[ぁ-ゖ]+")
"""から that became まで is no stem of a word."""
_PARTICLES = frozenset((*"はがをにへともので", "から", "まで", "より", "には", "とは", "では"))


def whole_endings(runs: list[Run], texts: Texts) -> list[Run]:
    """Where words were replaced, take in the one or two kana left of an ending before a stop: お願いし|ます。"""
    heads = [0] * len(runs)
    for place in range(1, len(runs)):
        before, (old, new, length) = runs[place - 1], runs[place]
        if not length or before[0] + before[2] == old or before[1] + before[2] == new:
            continue
        gap = texts.old[before[0] + before[2] : old], texts.new[before[1] + before[2] : new]
        if HIRAGANA not in (SCRIPT[gap[0][-1]], SCRIPT[gap[1][-1]]) or all(map(_ONLY_KANA.fullmatch, gap)):
            continue
        ending = _ENDING.match(texts.old, old, old + length)
        is_cut = ending and ending.end() == old + length and ending.end() < len(texts.old)
        if ending and not is_cut and ending.group() not in _PARTICLES:
            heads[place] = len(ending.group())
    return shrunk(runs, heads, [0] * len(runs)) if any(heads) else runs
