"""Change authors' files at the places that marks name, and leave everything else as it is, byte for byte.

Two ways lead in:

    apply(text, edits)            other text at marks, in one line each (`Edit`)
    edit(text, changes)           values at paths: `Set`, `Append`; what is missing on the way is made
    compose(value, head)          the text of a new file

A path is a tuple of keys and of the names of list items, as findings and addresses have them:
`("finance", "funds", "zakat", "received", "donatur", "amount")`. Values are plain: texts, mappings and lists of them,
and `None` for what is left open (`~`). Numbers are given as the text that shall stand in the file.

    edit(text, [Set(("beneficiaries", "total"), {"value": "342", "unit": "person"}, order=("counting", "total"))])
    edit(text, [Append(("corrections",), {"id": "buku-kunjungan", "at": "beneficiaries.total"})])

Every change is read again before it stays: where a file cannot be changed line by line, `NotEditable` says why.
"""

from generator.writer.entries import Append, Change, NotEditable, Set, Steps, edit, find, plain
from generator.writer.lines import Edit, apply, diff, reorder, text_at
from generator.writer.scalars import Plain, compose

__all__ = [
    "Append",
    "Change",
    "Edit",
    "NotEditable",
    "Plain",
    "Set",
    "Steps",
    "apply",
    "compose",
    "diff",
    "edit",
    "find",
    "plain",
    "reorder",
    "text_at",
]
