"""Certification: our numbers beside those that others computed, and a certificate of every comparison.

``pii certify`` makes each comparison and writes ``reports/certificate``. Which golden table is compared with which of
our calls is declared in one table for each oracle, by stage.

=========================  ================================================================================
module                     what it answers
=========================  ================================================================================
``comparison``             are two tables near enough, cell by cell?
``mapping``                what is a declared comparison, and what is one that is not run?
``oracles``                who computed the numbers, where do they lie, by which calls were they made?
``certificate``            which comparisons pass, and what is told where one does not?
``certificate_page``       how does a methodologist read it?
``asem``                   COINr's example data, and what our functions make of its raw values
``coinr_steps``            COINr's steps composed of our functions
``coinr_preparation``      new_coin, Denominate, Screen
``coinr_imputation``       Impute
``coinr_treatment``        Treat, qTreat
``coinr_normalisation``    Normalise
``coinr_aggregation``      Aggregate, outrankMatrix
``coinr_results``          get_results, get_unit_summary, get_str_weak, get_stats
``coinr_association``      get_corr, get_pvals, get_corr_flags, get_cronbach
``coinr_weights``          get_PCA, get_eff_weights, get_opt_weights
``coinr_variants``         remove_elements, Regen, change_ind, compare_coins
``coinr_panel``            purses, impute_panel, get_trends
``coinr_sensitivity``      get_sensitivity, replayed from its samples
``coinr_vectors``          22 vectors through 69 calls
``coinr_vn``               COINr on the 55 candidate indicators of Viet Nam
``vietnam``                PCI and PAPI as published
``hdi``                    the Human Development Index as published
``pii_profile``            one province's profile in the PII 2025 as published
``examples``               what is a small example, its data and its source?
``published``              methods beyond COINr beside figures printed by others
``hand_worked``            methods beyond COINr beside exact arithmetic, closed forms and known truths
``scipy_peer``             SciPy, computed beside ours
``defects``                where is COINr wrong, and how do we know?
``certificate_tables``     the certificate as tables, for its chapter
=========================  ================================================================================
"""
