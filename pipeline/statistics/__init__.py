"""Statistics: arrays in, arrays out; no labels, no files.

Units are axis -2, indicators axis -1, leading axes are replicates. NaN is missing and never becomes 0; inputs are
never modified; every number of method is a keyword that the caller must give.

==================  ====================================================================
module              what it answers
==================  ====================================================================
``screening``       is there enough to score a unit?
``imputation``      what stands in for a missing value, and how good is the stand-in?
``treatment``       which indicators are skewed by outliers, and what is done about it?
``transformation``  how is a long tail shortened with the order of the values kept?
``normalisation``   how does a value become a score?
``weighting``       how does a set of weights become shares, and how may it be drawn?
``association``     which indicators move together?
``reliability``     do the indicators of a group hang together?
``components``      how many dimensions does a group of indicators have?
``pca_weights``     which weights would components give, and why are they no importance?
``aggregation``     how do scores become one score?
``ranking``         which place does a score give?
``regression``      what does an outcome owe to the scores?
``importance``      how does what an outcome owes divide among the scores?
``development``     is a unit above or below what is usual at its level of development?
``uncertainty``     how far do ranks spread over admissible methods?
``sensitivity``     which choice causes the spread?
``complete_units``  which units have every value, and where do their results belong?
``intervals``       what is an interval, and what may a confidence be?
``types``           the arrays themselves
==================  ====================================================================
"""
