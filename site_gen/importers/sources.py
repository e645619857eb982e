"""The directories we import from: the name each listing carries, and what may be done with them."""

from __future__ import annotations

SAMHSA = "SAMHSA National Directory of Drug and Alcohol Use Treatment Facilities"

RIGHTS = {
    SAMHSA: (
        "Publisher: Substance Abuse and Mental Health Services Administration (SAMHSA), N-SUMHSS survey.",
        "Public domain; a citation is appreciated; not to be distributed for a fee without SAMHSA's permission.",
    ),
}
