"""Directories published by others, read into our own records.

An importer takes the bytes of a file and returns a `Directory` with notes on what it mended, doubted
or left out; `listings` writes it as the text of programs.yaml. Neither reads or writes a file.
"""
