"""Faults of the program or of the machine; what authors wrote wrong is a `Finding`, never an exception.

AmanahError
├── UsageError           the command was called wrongly               exit code 2
├── EnvironmentFault     the machine lacks something or a disk failed exit code 3
└── PublicationRefused   undisclosed errors stand in the data         exit code 1
"""

from typing import ClassVar


class AmanahError(Exception):
    """Stand at the root of all exceptions that Amanah raises on purpose."""

    exit_code: ClassVar[int] = 3


class UsageError(AmanahError):
    """Say that a command or a function was called in a way it does not support."""

    exit_code: ClassVar[int] = 2


class EnvironmentFault(AmanahError):
    """Say that the machine lacks a program, a permission or space."""

    exit_code: ClassVar[int] = 3


class PublicationRefused(AmanahError):
    """Say that findings stop the build; the findings themselves were already shown."""

    exit_code: ClassVar[int] = 1
