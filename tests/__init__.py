"""Tests, in folders that mirror `generator/`.

Properties are tried with the same inputs on every run, and without a deadline: a busy machine is no fault of the code.
"""

from hypothesis import settings

settings.register_profile("amanah", derandomize=True, deadline=None, database=None)
settings.load_profile("amanah")
