"""Runs the chapters of the method, and keeps the record; the only layer that knows that notebooks exist.

``steps`` what each notebook declares, read without running it; ``order`` the order that the declared tables imply;
``resolve`` what is to be run: edition, method, parameters, name; ``plan`` everything that is checked before the first
kernel starts; ``kernel`` one notebook in papermill; ``failure`` why it stopped; ``staging`` the folders of a run, and
how they come into force; ``ledger`` the append-only record; ``lock`` one run per edition at a time; ``progress`` what
the terminal shows; ``published`` a replication against its published totals; ``runner`` all of it in order;
``editions`` the next edition from an old one; ``listing`` what there is.
"""
