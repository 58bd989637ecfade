"""What an edition is: frozen, validated models that never open a file.

``model`` the base of all; ``hierarchy`` nodes and their tree; ``units`` the ranked provinces; ``sourcing`` where a
value comes from; ``provenance`` what a raw source promises; ``method`` every option of method, by name;
``node_options`` those that differ by node; ``admissibility`` what goes together;
``alternatives`` the admissible choices of the uncertainty analysis; ``edition`` all of it, cross-checked.
"""
