"""What browsers are told to refuse: one source for every page's policy and for the headers of every host.

A page says its policy itself, for there are hosts that send no headers. Hosts that do send say it again, with what a
page cannot say: that nobody may frame it. Both hold, so the style of a page, known by its hash, is the page's alone
to allow; headers with hashes would hide all styles where a server is set up once and the site changes later.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

PAGE_POLICY: Mapping[str, str] = MappingProxyType(
    {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "",  # the hash of the page's one style
        "img-src": "'self' data:",
        "connect-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
)
"""What a page may do, as directives and their sources."""

# A header that named default-src would forbid the style too, so each thing it stands for is named.
FORBIDDEN = ("font-src", "frame-src", "manifest-src", "media-src", "object-src", "worker-src", "frame-ancestors")
OF_THE_PAGE = frozenset({"default-src", "style-src"})

HEADERS_FILE = "_headers"
ASSETS = "assets/"
KEPT = "public, max-age=31536000, immutable"
# A page is asked for anew each time: an old one could show an old number to call.
ASKED_AGAIN = "no-cache"


def page_policy(style: str) -> str:
    """The policy of a page whose style is known as *style*, such as 'sha256-...'."""
    return _say_policy({**PAGE_POLICY, "style-src": style})


def header_policy() -> str:
    """The policy a host sends with everything."""
    shared = {name: sources for name, sources in PAGE_POLICY.items() if name not in OF_THE_PAGE}
    return _say_policy(shared | dict.fromkeys(FORBIDDEN, "'none'"))


def _say_policy(directives: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {sources}".rstrip() for name, sources in directives.items())


HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": header_policy(),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",  # for phones too old to know frame-ancestors
        "Permissions-Policy": (
            "browsing-topics=(), camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
        ),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        # Without includeSubDomains: the other names of a county's host are not ours to decide about.
        "Strict-Transport-Security": "max-age=31536000",
    }
)
"""Sent with every file of the site."""


def write_headers(host: str, base_url: str) -> str:
    """The headers, in the form that *host* (see `HOSTS`) reads, for a site that stands at *base_url*."""
    path = urlsplit(base_url).path
    return HOSTS[host](path if path.endswith("/") else f"{path}/")


def _for_netlify(path: str) -> str:
    """The file _headers, which Netlify and Cloudflare read. Pages are asked for anew there without being told."""
    return f"""\
/*
{_block("  {}: {}")}
{path}{ASSETS}*
  Cache-Control: {KEPT}
"""


def _for_nginx(path: str) -> str:
    # A location with a header of its own has no others, so both say all. Without "always" a header stays off errors.
    return f"""\
# For the server block of nginx, whose root is the folder that holds the site as {path}
index index.html;
charset utf-8;
gzip_static on;
absolute_redirect off;
server_tokens off;
error_page 404 {path}404.html;
location {path} {{
{_block('    add_header {} "{}" always;')}
    add_header Cache-Control "{ASKED_AGAIN}" always;
}}
location {path}{ASSETS} {{
{_block('    add_header {} "{}" always;')}
    add_header Cache-Control "{KEPT}";
}}
"""


def _for_apache(path: str) -> str:
    return f"""\
# For the virtual host of Apache, or a .htaccess beside the site; needs mod_headers.
DirectoryIndex index.html
AddDefaultCharset utf-8
ErrorDocument 404 {path}404.html
{_block('Header always set {} "{}"')}
Header set Cache-Control "{ASKED_AGAIN}"
<FilesMatch "\\.[0-9a-f]{{10}}\\.js$">
    Header set Cache-Control "{KEPT}"
</FilesMatch>
"""


def _for_caddy(path: str) -> str:
    # With "?", a header is sent where no other rule has set it: Caddy takes the more special rule first.
    return f"""\
# For the site's block of a Caddyfile, whose root is the folder that holds the site as {path}
header {{
{_block('    {} "{}"')}
    ?Cache-Control "{ASKED_AGAIN}"
}}
@kept {{
    path {path}{ASSETS}*
    file
}}
header @kept Cache-Control "{KEPT}"
handle_errors {{
    rewrite * {path}404.html
    file_server
}}
file_server {{
    precompressed gzip
}}
"""


def _for_azure(path: str) -> str:
    """The file staticwebapp.config.json."""
    settings = {
        "globalHeaders": {**HEADERS, "Cache-Control": ASKED_AGAIN},
        "routes": [{"route": f"{path}{ASSETS}*", "headers": {"Cache-Control": KEPT}}],
        "responseOverrides": {"404": {"rewrite": f"{path}404.html"}},
    }
    return f"{json.dumps(settings, indent=2)}\n"


def _block(form: str) -> str:
    return "\n".join(form.format(name, value) for name, value in HEADERS.items())


HOSTS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "apache": _for_apache,
        "azure": _for_azure,
        "caddy": _for_caddy,
        "netlify": _for_netlify,
        "nginx": _for_nginx,
    }
)
"""Which hosts are known, and how each is told."""
