"""The one exception a visitor may read.

Everything else is logged with its traceback, and the visitor sees a short apology.
"""


class UserError(Exception):
    """One sentence that says what is wrong and what to do; shown to the visitor as it is."""
