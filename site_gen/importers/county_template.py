"""A table and its mapping to start from: `build.py import csv --template` writes both."""

from __future__ import annotations

TABLE, MAPPING = "programs-template.csv", "programs-mapping.yaml"

TABLE_TEXT = (
    "Program,Agency,Street,Suite,City,ZIP,Phone,Intake phone,Website,Services,Insurance,Languages,"
    "Evening groups,Child care,Only for,Last called,Called by,Notes\n"
    "Example Recovery Newark,Example Recovery Inc,12 Broad Street,Suite 2,Newark,07102,973-555-0100,"
    '973-555-0100 x12,https://example.org/newark,"IOP; Day program","Medicaid; Private insurance",Spanish,'
    "Y,N,,2026-11-02,County staff,\n"
)

MAPPING_TEXT = """\
# How the columns of our table are read: `build.py import csv TABLE --mapping THIS-FILE --source "..." --edition 2026`
# Our field on the left, the name of your column on the right. Leave out what you do not have.
columns:
  name: Program
  organization: Agency
  street: Street
  unit: Suite
  city: City
  zip: ZIP
  phone: Phone
  intake_phone: Intake phone
  website: Website
  levels: Services
  payment: Insurance
  languages: Languages
  serves_only: Only for
  # A column with yes or no about one thing: no is listed as "does not offer", an empty cell as "ask".
  offers.evening: Evening groups
  offers.childcare: Child care
  verified_on: Last called
  verified_by: Called by
  note: Notes
# The same for every row.
constants:
  state: NJ
  verified_how: phone
# What stands between the items of a list; without this: a semicolon, a comma, a bar or a new line.
separators:
  levels: ";"
# Your words on the left, our ids on the right. Our own ids and names need no line here.
values:
  levels:
    IOP: iop
    Day program: php
    Outpatient: outpatient
  payment:
    NJ FamilyCare: medicaid
  # Words for yes and no, besides yes, y, true, x, 1 and no, n, false, 0.
  flags:
    sometimes: ask
"""
