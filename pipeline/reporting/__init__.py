"""Results in, tables, figures and documents out as objects; nothing here opens a file of a run.

``figures`` and ``tables`` what the chapters show; ``sentences`` the run's numbers in words; ``html_report`` and
``workbook`` the documents, made of a ``content.ReportContent``. ``style``, ``numbers``, ``words`` and ``labels`` give
all of them one look, one notation and one vocabulary, in Vietnamese and English.
"""
