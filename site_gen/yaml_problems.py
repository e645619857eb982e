"""What the parser of YAML complains about, in words that an admin knows."""

from __future__ import annotations


def plain_words(problem: str) -> tuple[str, str]:
    """A parser's message in words an admin knows, with what to do."""
    for part, message, hint in _PROBLEMS:
        if part in problem:
            return message, hint
    return f"this cannot be read as YAML ({problem})", "compare the line with the ones above it"


_PROBLEMS = (
    ("violates indentation", "this line is indented with a tab", "indent with spaces, never with tabs"),
    (
        "cannot start any token",
        "a character stands here that YAML keeps for itself",
        "indent with spaces, never tabs, and put text that starts with @ ` or % in quotes",
    ),
    (
        "mapping values are not allowed",
        "a second colon makes this line unclear",
        'put the text after the first colon in quotes: key: "text: more text"',
    ),
    ("could not find expected ':'", "a colon is missing after a key", "write key: value, with a space after the colon"),
    (
        "did not find expected key",
        "the indentation or the quotes here do not fit the lines above",
        "line this up with the keys above it, and close every quote and bracket",
    ),
    (
        "block sequence entries are not allowed",
        "a list cannot start here",
        "put each item on a line of its own below the key, or write [one, two]",
    ),
    (
        "did not find expected '-' indicator",
        "this line does not fit the list it stands in",
        "line up the dashes of the list",
    ),
    ("unexpected end of stream", "the quote that opens here is never closed", "close the quote"),
    (
        "did not find expected ',' or",
        "a bracket is opened here or above and never closed",
        "close the bracket, and put commas between the items",
    ),
    (
        "found unknown escape character",
        "a backslash in double quotes means something special",
        "use single quotes, or write the backslash twice",
    ),
    (
        "did not find expected alphabetic or numeric character",
        "a value may not start with & or *",
        "put the value in quotes",
    ),
    (
        "did not find expected node content",
        "a value is missing or starts with a character YAML keeps for itself",
        "write the value, in quotes if it starts with a sign",
    ),
)
