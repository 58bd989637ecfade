"""Reads and writes tables: the only room, with the chain, that touches the disk.

``project`` where the folders lie; ``yaml_text`` YAML without surprises; ``notation`` and ``names`` what a printed number
and a printed province mean; ``sources`` one raw table, checked and parsed; ``structural_zeros`` where blank is zero, and
the proof; ``reading`` all tables of an edition, each parsed once; ``expressions`` values of one year; ``year_rule`` the
latest value not too old; ``expectations`` what the values must hold; ``crosschecks`` provinces against printed totals;
``assembly`` all of it, for one edition. ``params`` what an edition is; ``schema`` and ``store`` processed tables;
``chapter`` what a notebook holds in its hands.
"""
