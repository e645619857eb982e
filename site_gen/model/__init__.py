"""The domain, as frozen values that are also the file formats.

`reading` reads the YAML by their fields, types and defaults, so a key of a file and a field here
are the same thing.

A field without a default is required. A trailing underscore keeps a name off a Python keyword
(`from_` is the key `from`).
"""

from site_gen.model.criteria import (
    Afterwards,
    AsamLabel,
    Ask,
    Audience,
    Because,
    Comparison,
    Criteria,
    Criterion,
    Gate,
    LevelOfCare,
    Need,
    Option,
    Outcome,
    Remedy,
    Variant,
)
from site_gen.model.directory import (
    Address,
    Capacity,
    Directory,
    License,
    ListingSource,
    Offering,
    Organization,
    Phone,
    Program,
    Session,
    Verified,
)
from site_gen.model.glossary import Glossary, Term
from site_gen.model.kinds import (
    Keyed,
    Match,
    OneOf,
    Pattern,
    Words,
)
from site_gen.model.promises import Example, Examples, Never, Review, Signature
from site_gen.model.site import (
    Article,
    Colors,
    FrontMatter,
    Helpline,
    Helplines,
    Limits,
    Reviewer,
    Runner,
    Site,
    SiteConfig,
    TextLine,
)
from site_gen.model.sources import Citation, Source, Sources
from site_gen.model.wording import Waiver, Wording, WordList, WordRule

__all__ = [
    "Address",
    "Afterwards",
    "Article",
    "AsamLabel",
    "Ask",
    "Audience",
    "Because",
    "Capacity",
    "Citation",
    "Colors",
    "Comparison",
    "Criteria",
    "Criterion",
    "Directory",
    "Example",
    "Examples",
    "FrontMatter",
    "Gate",
    "Glossary",
    "Helpline",
    "Helplines",
    "Keyed",
    "LevelOfCare",
    "License",
    "Limits",
    "ListingSource",
    "Match",
    "Need",
    "Never",
    "Offering",
    "OneOf",
    "Option",
    "Organization",
    "Outcome",
    "Pattern",
    "Phone",
    "Program",
    "Remedy",
    "Review",
    "Reviewer",
    "Runner",
    "Session",
    "Signature",
    "Site",
    "SiteConfig",
    "Source",
    "Sources",
    "Term",
    "TextLine",
    "Variant",
    "Verified",
    "Waiver",
    "WordList",
    "WordRule",
    "Wording",
    "Words",
]
