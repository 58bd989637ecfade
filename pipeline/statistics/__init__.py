"""Statistics: arrays in, arrays out; no labels, no files.

Units are axis -2, indicators axis -1, leading axes are replicates. NaN is missing and never becomes 0; inputs are
never modified; every number of method is a keyword that the caller must give.

=========================  ================================================================================
module                     what it answers
=========================  ================================================================================
``screening``              is there enough to score a unit?
``zero_screening``         is there enough, when zeros count as missing?
``minimum_availability``   is enough of a node present for its score to be one?
``denomination``           is an indicator divided by the size that it grows with?
``imputation``             what stands in for a missing value, and how good is the stand-in?
``simple_imputation``      what would a mean or a median put there, of the others or of the unit's own row?
``panel_imputation``       what do the unit's own other years put there, and how wrong may that be by now?
``neighbour_imputation``   what do the units most like it put there?
``learned_imputation``     what do scikit-learn's imputers put there?
``evidence_ridge``         a ridge regression whose ridge the data choose: what the rounds of those imputers run
``regression_imputation``  what does a regression on the unit's own other indicators put there?
``em_imputation``          what does a multivariate normal expect there, given what the unit has?
``chained_imputation``     which values could stand there, drawn m times from units that really have them?
``shadow``                 which value does a blank have in fact, when it is left blank?
``observed``               what do the values that are present say, and how is a blank filled beside them?
``treatment``              which indicators are skewed by outliers, and what is done about it?
``tied_points``            which of the extreme points share their value and move together?
``transformation``         how is a long tail shortened with the order of the values kept?
``skew_transformations``   which other roots and logarithms shorten a tail, and from which end?
``power_transformations``  which power makes an indicator most nearly normal?
``fitted_transformation``  how is a transformation done again on other values, and undone?
``normalisation``          how does a value become a score?
``scaling``                where does a value stand between numbers that are fixed beforehand?
``distances``              how far is a unit from the best, from a reference or from a target?
``rank_scores``            how many units is a unit ahead of?
``directions``             which way is better, and who turns the values?
``relative_spread``        which indicators hardly vary?
``panel``                  how do scores mean the same in every edition?
``weighting``              how does a set of weights become shares, and how may it be drawn?
``optimised_weights``      which weights make components as important as they are meant to be?
``correlation_ratio``      what became of the weights: how much of an aggregate goes with each component?
``smoothing``              what is the mean of one variable given another, straight or bent?
``data_weights``           which weights would spread and disagreement give?
``expert_weights``         which weights do experts give, and do they agree with each other and themselves?
``best_worst``             which weights follow from comparing the best and the worst component with the rest?
``association``            which indicators move together?
``correlation_tests``      could indicators seem to move together by chance?
``reliability``            do the indicators of a group hang together?
``components``             how many dimensions does a group of indicators have?
``pca_weights``            which weights would components give, and why are they no importance?
``aggregation``            how do scores become one score?
``power_means``            how do scores become one, the weak ones counting more or less?
``compensation``           how far may a strong score make up for a weak one?
``ordered_averages``       how do scores become one, weighted by their place among each other?
``outranking``             which unit beats which, whatever the distances?
``frontier``               how good is a unit with the weights that suit it best?
``node_scores``            how does any function make the score of a node?
``efficiency``             what does a unit make of its inputs, with the weights that suit it best?
``ranking``                which place does a score give?
``rank_spread``            who is among the first, were there enough draws, and what moved the ranks?
``added_value``            in how many units does an index say something else than a pillar?
``classification``         which class does a score fall into?
``natural_breaks``         into which classes do scores fall by themselves?
``trends``                 how fast does an indicator change over the years?
``pace``                   how far is a target, how fast must it go, and when would it arrive?
``growth_residual``        what growth of output do capital and labour leave?
``regression``             what does an outcome owe to the scores?
``importance``             how does what an outcome owes divide among the scores?
``development``            is a unit above or below what is usual at its level of development?
``uncertainty``            how far do ranks spread over admissible methods?
``partial_order``          who stands above whom, by way of others too?
``replicates``             what are the scores and ranks of many replicates at once?
``sensitivity``            which choice causes the spread?
``shapley``                how does a change divide among its causes?
``complete_units``         which units have every value, and where do their results belong?
``intervals``              what is an interval, and what may a confidence be?
``types``                  the arrays themselves
=========================  ================================================================================
"""
