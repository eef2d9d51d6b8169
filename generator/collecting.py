"""The collector of cycles, left out where it finds nothing and looks through everything."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[None]:
    """Leave the collector out while much is made that stays: with each quarter more it would look through all of it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()  # both only join lists: what was made counts as old, and is not looked through at once
            gc.unfreeze()
            gc.enable()
