"""Run the command line as `python -m generator`, and as the program `amanah`."""

import atexit
import os
import sys


class Ending:
    """Leave without taking apart what is in memory: of a large publisher that takes seconds, and changes nothing."""

    code: object = None

    def leave(self) -> None:
        """End the process where its code is known and all is said; else Python ends it, and says what is wrong."""
        if not isinstance(self.code, int):
            return
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except (OSError, ValueError):
            return
        os._exit(self.code)


def run() -> None:
    """Run the command line and end the process."""
    ending = Ending()
    # What is registered first is called last: libraries have deleted their temporary folders by then.
    atexit.register(ending.leave)
    from generator.cli import main  # noqa: PLC0415 - see above

    try:
        main()
    except SystemExit as end:
        ending.code = end.code
        raise


if __name__ == "__main__":
    run()
