"""Checks of the finished site, made from its files alone: the templates are not trusted to be right."""

from site_gen.verify.site import Expected, run

__all__ = ["Expected", "run"]
