"""How charts are put on paper: marks and sketches, the width of letters, layouts, the painter and its store.

A chart is first a sketch, plain frozen marks in user units, once for narrow screens and once for wide ones; only the
painter knows matplotlib, and it is loaded when a sketch is met that nobody has painted yet.
"""
