"""Runs the chapters of the method, and keeps the record; the only layer that knows that notebooks exist.

``steps`` what each notebook declares, read without running it; ``order`` the order that the declared tables imply;
``resolve`` what is to be run: edition, method, parameters, name; ``selection`` which steps of it; ``plan`` everything
that is known before the first kernel starts, ``raw_data`` what it starts from; ``imports`` the modules that a notebook
rests on, ``fingerprint`` everything that a step rests on, ``freshness`` whether it has to run, and why (``why`` tells
without running); ``scheduler`` steps at work at the same time; ``at_work`` one run: what is kept, run and recorded;
``kernel`` one notebook in papermill, ``running`` how far it is; ``fork_server``, ``preloaded`` and ``forked_kernel`` the
kernels that have the third-party imports already; ``failure`` why one stopped; ``splice`` new prose in an executed notebook;
``staging`` the folders of a run, and how they come into force, ``folders`` what is done with folders as wholes; ``ledger``
the append-only record, ``origin`` what it says of versions, commit and machine; ``notebook_digest`` what an executed
notebook shows; ``lock`` one run per edition at a time; ``interruption`` being asked to stop; ``disk``
one that takes nothing more; ``progress`` what the terminal shows; ``published`` a replication against its published
totals; ``runner`` all of it in order; ``editions`` the next edition from an old one; ``listing`` what there is.

``sweep`` many runs as one declared set: ``sweep_declared`` what is to be run, ``sweep_task`` one run that can be done
anywhere, ``sweep_workers`` who does it, ``sweep_collect`` how it comes into force, ``sweep_results`` what came of all.
"""
