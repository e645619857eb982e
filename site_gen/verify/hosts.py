"""What hosts take at most: a site that is too large for one is told so before it is sent there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from site_gen.diagnostics import Diagnostic

CONFIG = "content/site.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """*name*: with its plan, where that matters. None is no limit known to us."""

    name: str
    files: int | None = None
    file_bytes: int | None = None
    site_bytes: int | None = None


HOSTS = (
    Host(name="Cloudflare (free plan)", files=20_000, file_bytes=25 * 1024**2),
    Host(name="Cloudflare (paid plan)", files=100_000, file_bytes=25 * 1024**2),
    Host(name="GitHub Pages", site_bytes=1000**3),
)


def find_exceeded_limits(sizes: Mapping[str, int], hosts: Iterable[Host] = HOSTS) -> Iterator[Diagnostic]:
    """W613: the site has more files, or is larger, than a host takes; one for each limit, with all hosts it is of.

    *sizes*: the bytes of each file.
    """
    total = sum(sizes.values())
    largest = max(sizes, key=lambda path: sizes[path], default="")
    size = sizes.get(largest, 0)
    totals = {
        "files": (CONFIG, len(sizes), f"the site has {len(sizes):,} files"),
        "file_bytes": (largest, size, f"this file has {size:,} bytes"),
        "site_bytes": (CONFIG, total, f"the site has {total:,} bytes"),
    }
    for limit, (path, found, said) in totals.items():
        allowed = [(host.name, getattr(host, limit)) for host in hosts]
        passed = [f"{name} takes {most:,}" for name, most in allowed if most is not None and found > most]
        if passed:
            hint = "if you publish there, choose another plan or host, or make a site for each state"
            yield Diagnostic(code="W613", path=path, message=f"{said}; {', '.join(passed)}", hint=hint)
