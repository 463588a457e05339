"""How much memory a step takes: what Python allocates, and what the process gets of the machine.

Run as `python -m tests.benchmarks.memory MODULE FUNCTION`, it prints by how many bytes the resident set of the process
grew at its height while the step ran that the function returns.
"""

from __future__ import annotations

import gc
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

_STATUS = Path("/proc/self/status")
_RESET = Path("/proc/self/clear_refs")


def peak_bytes(step: Callable[[], object]) -> int:
    """Return the most bytes that Python holds at a time for a step."""
    gc.collect()
    tracemalloc.start()
    step()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def growth_of_resident_set(module: str, function: str) -> int | None:
    """Return by how many bytes a fresh process grows for the step that `function` returns, None where none can tell."""
    if not _STATUS.exists():
        return None
    command = [sys.executable, "-m", "tests.benchmarks.memory", module, function]
    return int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


def main(module: str, function: str) -> None:
    """Print the growth of this process.

    Not by `resource.getrusage`: its ru_maxrss begins with what the parent had when it started this process.
    """
    step = getattr(import_module(module), function)()
    gc.collect()
    before = _status("VmRSS")
    _RESET.write_text("5")  # sets VmHWM, the highest so far, to VmRSS
    kept = step()
    print(_status("VmHWM") - before)
    del kept


def _status(name: str) -> int:
    """A figure of the process's status, in bytes."""
    lines = _STATUS.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))


if __name__ == "__main__":
    main(*sys.argv[1:])
