"""What a clinician signs, as a printable report and a table: see `make_review`."""

from site_gen.review.make import CSV, HTML, Review, make_review

__all__ = ["CSV", "HTML", "Review", "make_review"]
