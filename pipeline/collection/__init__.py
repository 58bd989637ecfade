"""The data round: what is asked of whom, forms that go out, what comes back, and what has to be asked again.

A `form_field.FormField` is the one place that says what is asked about an indicator; guide, forms and reader use it. What
comes back is never trusted and never guessed at: every cell is accepted, accepted with a note, or refused with what was
expected and what was found, and nothing that was accepted is ever overwritten.
"""
