"""The day a command counts ages from."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, date, datetime


def day_of(options: argparse.Namespace) -> date:
    """The day of --now; else the one SOURCE_DATE_EPOCH names, for builds that must come out the same; else today."""
    named: date | None = options.now
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return named or (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).date()
