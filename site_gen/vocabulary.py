"""The closed lists of ids a listing may use, each with its English label.

Labels are message ids: templates pass them through the catalogue of the page's language.
The lists follow what SAMHSA's directory can tell (its service codes) and what families ask first.
"""

from __future__ import annotations

PAYMENT = {
    "medicaid": "Medicaid",
    "medicare": "Medicare",
    "private": "Private insurance",
    "military": "Military insurance (such as TRICARE)",
    "state_plan": "State health plan other than Medicaid",
    "tribal": "Tribal or Indian Health Service funds",
    "public_funds": "Public funds for treatment",
    "self_pay": "Paying yourself",
    "sliding_scale": "Sliding fee scale",
    "assistance": "Help with payment",
    "free": "Free care",
}

OFFERS = {
    "evening": "Evening sessions",
    "weekend": "Weekend sessions",
    "telehealth": "Some care by phone or video",
    "transport": "Help with rides",
    "childcare": "Child care",
    "co_occurring": "Mental health and substance use together",
    "moud": "Medicine for opioid use",
    "alcohol_medicine": "Medicine for alcohol use",
    "detox": "Withdrawal care (detox)",
    "sober_living": "Sober living or transitional housing",
    "housing_help": "Help with housing",
    "family": "Family counseling",
    "peer_support": "Peer support",
    "case_management": "Case management",
    "job_help": "Help with work",
    "domestic_violence": "Domestic violence services",
}

POPULATIONS = {
    "teens": "Teens",
    "young_adults": "Young adults",
    "older_adults": "Older adults",
    "women": "Women",
    "men": "Men",
    "pregnant": "Pregnant or new mothers",
    "lgbtq": "LGBTQ people",
    "veterans": "Veterans",
    "military": "Military members",
    "military_families": "Military families",
    "court": "People in the court system",
    "dui": "People with a DUI or DWI",
    "trauma": "People who have lived through trauma",
    "violence": "People hurt by a partner",
    "sexual_abuse": "People who have been sexually abused",
    "hiv": "People with HIV",
    "chronic_pain": "People with chronic pain",
}

SERVES_ONLY = {
    "women": "Women only",
    "men": "Men only",
    "teens": "Teens only",
    "dui": "People with a DUI or DWI only",
    "alcohol": "People with alcohol use disorder only",
    "opioids": "People with opioid use disorder only",
}

AGES = {
    "children": "Children and teens",
    "young_adults": "Young adults (18 to 25)",
    "adults": "Adults (26 to 64)",
    "older_adults": "Adults 65 and older",
}

ACCREDITATION = {
    "joint_commission": "The Joint Commission",
    "carf": "CARF",
    "coa": "Council on Accreditation",
    "ncqa": "NCQA",
    "hfap": "HFAP",
}

LANGUAGES = {
    "en": "English",
    "es": "Spanish",
    "ase": "Sign language",
    "ar": "Arabic",
    "zh": "Chinese",
    "ht": "Creole",
    "fa": "Farsi",
    "fr": "French",
    "de": "German",
    "el": "Greek",
    "he": "Hebrew",
    "hi": "Hindi",
    "hmn": "Hmong",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "oj": "Ojibwa",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "tl": "Tagalog",
    "vi": "Vietnamese",
    "esu": "Yupik",
}

# When care takes place, and how: told by sessions and formats, or by the offers of the same name.
SCHEDULES = {"day": "Weekdays before 5 p.m.", "evening": "Evenings", "weekend": "Weekends"}
MEETINGS = {"in_person": "In person", "telehealth": "By phone or video"}

FORMATS = {"in_person": "In person", "online": "Online", "hybrid": "In person and online"}

PHONE_TYPES = {"main": "Main line", "intake": "Intake", "tty": "TTY"}

WEEKDAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}

STATUS = {"active": "Open", "temporarily_closed": "Closed for now", "defunct": "Closed"}

VERIFIED_HOW = {"phone": "by phone", "website": "on its website", "visit": "by a visit", "email": "by email"}

# Where a reader is on the way, in order. An article belongs to one of these, or to none.
STAGES = {
    "just_learned": "You just learned of it",
    "choosing": "Choosing care",
    "starting": "Starting",
    "stepping_down": "Stepping down",
    "use_returns": "If use returns",
}

# What a remedy or a need may name as its `fix`, and an answer as what it `finds`: something the finder can filter by.
# In the order of the finder. Payment comes again at the end: "military" is a plan before it is a group.
FIXES = {**PAYMENT, **OFFERS, **LANGUAGES, **POPULATIONS, **PAYMENT}

# Of the Postal Service, in the order of their names.
STATES = {
    "AL": "Alabama",
    "AK": "Alaska",
    "AS": "American Samoa",
    "AZ": "Arizona",
    "AR": "Arkansas",
    "CA": "California",
    "CO": "Colorado",
    "CT": "Connecticut",
    "DE": "Delaware",
    "DC": "District of Columbia",
    "FL": "Florida",
    "GA": "Georgia",
    "GU": "Guam",
    "HI": "Hawaii",
    "ID": "Idaho",
    "IL": "Illinois",
    "IN": "Indiana",
    "IA": "Iowa",
    "KS": "Kansas",
    "KY": "Kentucky",
    "LA": "Louisiana",
    "ME": "Maine",
    "MH": "Marshall Islands",
    "MD": "Maryland",
    "MA": "Massachusetts",
    "MI": "Michigan",
    "FM": "Micronesia",
    "MN": "Minnesota",
    "MS": "Mississippi",
    "MO": "Missouri",
    "MT": "Montana",
    "NE": "Nebraska",
    "NV": "Nevada",
    "NH": "New Hampshire",
    "NJ": "New Jersey",
    "NM": "New Mexico",
    "NY": "New York",
    "NC": "North Carolina",
    "ND": "North Dakota",
    "MP": "Northern Mariana Islands",
    "OH": "Ohio",
    "OK": "Oklahoma",
    "OR": "Oregon",
    "PW": "Palau",
    "PA": "Pennsylvania",
    "PR": "Puerto Rico",
    "RI": "Rhode Island",
    "SC": "South Carolina",
    "SD": "South Dakota",
    "TN": "Tennessee",
    "TX": "Texas",
    "VI": "US Virgin Islands",
    "UT": "Utah",
    "VT": "Vermont",
    "VA": "Virginia",
    "WA": "Washington",
    "WV": "West Virginia",
    "WI": "Wisconsin",
    "WY": "Wyoming",
}
