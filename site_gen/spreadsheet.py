"""Cells of a table that people open in a spreadsheet."""

from __future__ import annotations


def safe_cell(text: str) -> str:
    """*text* as a spreadsheet shows it: one that starts like a formula is marked as text."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else str(text)
