"""The directory for machines: HSDS 3.0, a table, our own format, and a feed of what was checked or listed last."""

from site_gen.exports.make import FEED, FORMATS, make_export, make_exports

__all__ = ["FEED", "FORMATS", "make_export", "make_exports"]
