"""Checks of the finished site, made from its files alone: the templates are not trusted to be right."""

from site_gen.verify.inspector import Expected, FileReport, Inspector
from site_gen.verify.site import Inspection, run
from site_gen.verify.weights import Weight, describe_weights

__all__ = ["Expected", "FileReport", "Inspection", "Inspector", "Weight", "describe_weights", "run"]
