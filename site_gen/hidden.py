"""Characters that nobody sees: they change what a number or a name really is, or how what follows is shown."""

from __future__ import annotations

import re

from site_gen.diagnostics import Diagnostic, Located, fault

# C0 and C1 controls but tab and newline (lone surrogates cannot occur in strict UTF-8); the soft hyphen, zero-width
# characters and joiners, fillers that show as nothing, controls of the direction of writing, separators of lines,
# the byte order mark, and tags, in which whole sentences can stand unseen.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\uffff\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def forbidden_character(char: str, at: Located) -> Diagnostic:
    """E102: a character that cannot be seen, or that changes how others are seen."""
    message = f"an invisible or control character stands here (U+{ord(char):04X})"
    return fault("E102", at, message, "delete it; it often comes along when text is pasted from a web page or a PDF")
