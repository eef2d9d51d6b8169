"""How long checks take by themselves, and how long hostile files hold up who reads them."""

import sys
import tempfile
from pathlib import Path
from time import perf_counter

from generator import documents, sources
from tests.bench import publisher
from tests.bench.measuring import run
from tests.hostile.files import hostile
from tests.publishers import generate


def check_many() -> dict[str, float]:
    """Time `amanah check` on a thousand files of random publishers, from nothing, in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="amanah-bench-") as folder:
        files = generate(seed=1, programs=250, periods=3)
        publisher.write(Path(folder), files)
        ran = run([sys.executable, "-m", "generator", "check", "-C", folder], Path(folder))
    return {"files": len(files), "seconds": ran.seconds, "CPU seconds": ran.cpu}


def refuse_hostile() -> dict[str, float]:
    """Time the reading of the hostile files of the tests; return how many there are, and the slowest."""
    spent = []
    for _, data in hostile():
        start = perf_counter()
        documents.parse(sources.Source("x.yml", data.decode("utf-8", "replace"), ""))
        spent.append(perf_counter() - start)
    return {"files": len(spent), "slowest, seconds": max(spent)}
