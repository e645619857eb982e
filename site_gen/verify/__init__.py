"""Checks of the finished site, made from its files alone: the templates are not trusted to be right."""

from site_gen.verify.site import Expected, Inspection, run
from site_gen.verify.weights import Weight, describe_weights

__all__ = ["Expected", "Inspection", "Weight", "describe_weights", "run"]
