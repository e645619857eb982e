"""Checks of the finished site, made from its files alone: the templates are not trusted to be right."""

from site_gen.verify.site import Expected, Inspection, run

__all__ = ["Expected", "Inspection", "run"]
