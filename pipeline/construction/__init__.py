"""The steps of a composite index on labelled tables: units as rows, indicators as columns.

``matrix`` long tables to matrices and back; ``screening`` who can be ranked; ``imputation``, ``treatment``,
``normalisation`` the steps; ``tree`` aggregation up the hierarchy; ``index`` all of it in one call; ``coherence`` and
``development`` what the numbers say about the framework; ``perturbation``, ``uncertainty`` and ``sensitivity`` what
other choices would say; ``profile`` what a unit gets back; ``replication`` a published index recomputed.
"""
