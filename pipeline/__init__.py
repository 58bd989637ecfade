"""Provincial Innovation Index pipeline: an edition in, an auditable index out.

======================  =====================================================================================
``pipeline.errors``        the exception tree
``pipeline.statistics``    arrays in, arrays out: each step of a composite index as pure functions
``pipeline.framework``     what an edition *is*: indicators, hierarchy, units, sources, method; frozen, no files
``pipeline.construction``  the steps applied to labelled tables: screening ... index, coherence, perturbations
``pipeline.data``          reads and writes tables: raw sources, corrections, parameters, the store
``pipeline.reporting``     results in, tables and figures out as objects; never opens a file
``pipeline.chain``         runs the chapters (notebooks) in order and keeps the ledger
``pipeline.cli``           the command ``pii``
======================  =====================================================================================

A layer imports only from the layers named before it (``lint-imports`` checks it).
"""
