"""Settings for editing in a browser: what Sveltia CMS and Pages CMS must know of our files, from the records.

Only what such an editor cannot damage is offered. Both drop what is empty, and so would drop a level of care of which
nothing more is said (`php: {}`), or `serves_only: []`, which says that everybody is welcome. Sveltia leaves keys alone
that it is not told of; Pages CMS drops them. So Sveltia edits listings without these two keys, and Pages CMS none.
Files whose entries stand under their ids (criteria, sources, glossary, wording) fit neither.
"""
