"""The steps of a composite index on labelled tables: units as rows, indicators as columns.

``rebuilding`` values made for other units than those of the raw tables; ``matrix`` long tables to matrices and back;
``screening`` who can be ranked; ``imputation``, ``treatment``, ``normalisation`` the steps; ``weights`` of every
option, from ``expert_judgements`` or ``score_weights``; ``tree`` aggregation up the hierarchy, with the function of
each node in ``node_functions``; ``index`` all of it in one call; ``classification`` scores into classes; ``coherence``
and ``development`` what the numbers say about the framework; ``realised_importance`` what became of the weights,
``added_value``, ``efficiency`` and ``compensation_profile`` what the index adds, yields and hides; ``perturbation``
draws over other choices (``design`` which, ``fitting`` and ``effects`` which apply, ``weight_draws``, ``completed``
tables and ``variants`` what is computed once, ``evaluation`` by whom), ``robustness`` and ``rank_results`` what they
say; ``profile`` what a unit gets back; ``replication`` a published index recomputed; ``comparison`` two results side
by side, ``differences`` what they were made from, ``changes`` what became of it, ``attribution`` why, by way of the
``coalitions`` between them.
"""
