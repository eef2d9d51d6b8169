"""The way from one address to another, both below one root: pages ask for it more often than for anything else."""

from posixpath import relpath

from generator.model.record import is_identifier

_DOTS = frozenset({".", ".."})


def way(target: str, folder: str) -> str:
    """Return what `posixpath.relpath` returns for two paths below one root, in a quarter of its time."""
    there, here = target.split("/"), folder.split("/")
    if not _DOTS.isdisjoint(there) or not _DOTS.isdisjoint(here):
        return relpath(f"/{target}", f"/{folder}")
    there, here = [one for one in there if one], [one for one in here if one]
    shared = 0
    for one, other in zip(there, here, strict=False):
        if one != other:
            break
        shared += 1
    return "/".join([".."] * (len(here) - shared) + there[shared:]) or "."


def program_at(url: str) -> str:
    """Return the id of the program that an address below the root of a language belongs to, or nothing."""
    head, _, rest = url.partition("/")
    name = rest.partition("/")[0]
    return name if head == "program" and is_identifier(name) else ""
