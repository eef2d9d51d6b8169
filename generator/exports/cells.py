"""Typed cells as bytes, so that what one program contributes to a workbook can wait on disk for the others."""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from generator.exports.table import Table, Value


def pack(tables: Sequence[Table]) -> bytes:
    """Write the rows of some tables; a number is a list of one text, which keeps all of its digits."""
    text = json.dumps([table.rows for table in tables], ensure_ascii=False, default=_number)
    return zlib.compress(text.encode(), 1)


def _number(value: object) -> list[str]:
    return [str(value)]


def fill(tables: Sequence[Table], packed: Iterable[bytes]) -> tuple[Table, ...]:
    """Return the tables with the rows that were packed after their own, one bundle after another."""
    rows: list[list[tuple[Value, ...]]] = [list(table.rows) for table in tables]
    for one in packed:
        for known, more in zip(rows, json.loads(zlib.decompress(one)), strict=True):
            known.extend(tuple(Decimal(cell[0]) if isinstance(cell, list) else cell for cell in row) for row in more)
    return tuple(replace(table, rows=tuple(found)) for table, found in zip(tables, rows, strict=True))
