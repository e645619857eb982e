"""HSDS as JSON: the services in any of the forms in which an API or an export gives them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from site_gen.diagnostics import Diagnostic
from site_gen.importers.hsds_package import Record


def read_services(files: Mapping[str, bytes], notes: list[Diagnostic]) -> list[Record]:
    """Each service once: where it stands in several files, the one that says most."""
    found: dict[str, tuple[int, Record]] = {}
    for path, data in sorted(files.items()):
        try:
            content = json.loads(data)
        except (ValueError, RecursionError) as error:
            reason = "it is nested beyond reason" if isinstance(error, RecursionError) else str(error)
            notes.append(Diagnostic(code="E701", path=path, message=f"this is not JSON: {reason}"))
            continue
        for service in _services(content):
            size = len(json.dumps(service))
            key = str(service.get("id") or f"{path} {len(found)}")
            if size > found.get(key, (0, {}))[0]:
                found[key] = (size, service)
    return [service for _, service in found.values()]


def _services(content: Any) -> Iterator[Record]:  # noqa: ANN401  what a file holds is what is found out here
    """In a list, a page of an API, an organization, a service at a location, or by itself."""
    if isinstance(content, list):
        for item in content:
            yield from _services(item)
    elif not isinstance(content, dict):
        return
    elif "contents" in content:
        yield from _services(content["contents"])
    elif isinstance(content.get("service"), dict) and isinstance(content.get("location"), dict):
        yield {**content["service"], "service_at_locations": [content]}
    elif isinstance(content.get("services"), list):
        organization = {key: value for key, value in content.items() if key != "services"}
        yield from ({"organization": organization, **one} for one in content["services"] if isinstance(one, dict))
    elif "name" in content and ("organization" in content or "service_at_locations" in content):
        yield content
