"""Stepdown: plain files in git go in, a folder of plain files for any static host comes out.

Read `pipeline.py` first: it is the whole build on one screen.
"""
