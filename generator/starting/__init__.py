"""Begin: a publisher's project, a program, the next report of a program. Texts are made here and written by the caller.

What a new project begins with lies in `generator/starter/`; every file there is copied as it stands, and `dot-` at the
begin of a name becomes a point. A program can follow another one, and a report follows the last one of its program:
what stays the same is carried over, and what only the author knows is left open, or begins with `FILL IN:`.
"""

from generator.starting.period import Carried, next_period
from generator.starting.program import Start, new_program
from generator.starting.project import NewFile, files_of_project, make_repository
from generator.starting.spans import Term, first_of, follow, named

__all__ = [
    "Carried",
    "NewFile",
    "Start",
    "Term",
    "files_of_project",
    "first_of",
    "follow",
    "make_repository",
    "named",
    "new_program",
    "next_period",
]
