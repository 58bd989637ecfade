"""What a finished run becomes for its readers: website, explorer, profiles, edition report, figures, open data.

Everything is made from a `published_run.PublishedRun`, which holds the run's tables in memory with where they come from;
nothing is computed anew and nothing is typed by hand. Each part of a publication is one module with a function
``write(run, folder, *, language)`` (or ``write(run, folder)`` where languages do not matter) that writes into a folder
which is not yet in force: the chain (`pipeline.chain.publish`) puts the whole publication into its place at once.

The course for provincial staff (`course` with `worked_edition`, `exercises` and the modules ``course_of_...``) stands beside
the publication: it works a fictitious edition through in memory, needs no run and writes nothing.

What is published has equal bytes when it is made twice from one run: no clock, no random id, no path of a machine.
"""
