"""Real web servers on this computer, set up with what `build.py headers` prints."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATH = "/county/site/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> list[str]:
        """Every value sent under *name*."""
        return [value for key, value in self.headers if key.lower() == name.lower()]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebServer:
    """A server whose root holds the site at `PATH`."""

    port: int

    def get(self, path: str, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            response = connection.getresponse()
            return Answer(status=response.status, headers=tuple(response.getheaders()), body=response.read())
        finally:
            connection.close()


@contextmanager
def running(name: str, settings: str, root: Path, folder: Path) -> Iterator[WebServer]:
    """The server *name* with *settings* over the files in *root*; its own files go to *folder*."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder.mkdir()
    (folder / "logs").mkdir()
    own = SETTINGS[name](settings, root, folder, port)
    (folder / "settings").write_text(own, encoding="utf-8")
    # Each of them goes into the background once it answers.
    with (folder / "logs/start").open("wb") as told:  # a pipe would stay open as long as the server runs
        subprocess.run([*_command(name), *_start(name, folder)], check=True, stdout=told, stderr=told, cwd=folder)  # noqa: S603
    try:
        yield WebServer(port=port)
    finally:
        os.kill(int((folder / "pid").read_text(encoding="ascii")), signal.SIGTERM)


def _command(name: str) -> list[str]:
    return [shutil.which(name) or name]


def _start(name: str, folder: Path) -> list[str]:
    if name == "nginx":
        return ["-p", str(folder), "-c", str(folder / "settings"), "-e", str(folder / "logs/error.log")]
    if name == "apache2":
        return ["-d", str(folder), "-f", str(folder / "settings"), "-k", "start"]
    return ["start", "--adapter", "caddyfile", "--config", str(folder / "settings"), "--pidfile", str(folder / "pid")]


def _for_nginx(settings: str, root: Path, folder: Path, port: int) -> str:
    user = "user root;" if os.geteuid() == 0 else ""  # its own user may not look into a test's folder
    return f"""
{user} pid {folder}/pid; worker_processes 1; events {{}}
http {{
    types {{ text/html html; text/javascript js; application/json json; text/xml xml; text/plain txt; }}
    access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port}; server_name localhost; root {root};
{settings}
    }}
}}
"""


def _for_apache(settings: str, root: Path, folder: Path, port: int) -> str:
    modules = os.environ.get("STEPDOWN_APACHE_MODULES", "/usr/lib/apache2/modules")
    loaded = "\n".join(
        f"LoadModule {name}_module {modules}/mod_{name}.so"
        for name in ("mpm_event", "authz_core", "dir", "headers", "mime")
    )
    return f"""
ServerRoot {folder}
Listen 127.0.0.1:{port}
ServerName localhost
PidFile {folder}/pid
ErrorLog {folder}/logs/error.log
{loaded}
TypesConfig /dev/null
AddType text/html .html
AddType text/javascript .js
<VirtualHost 127.0.0.1:{port}>
DocumentRoot {root}
{settings}
</VirtualHost>
"""


def _for_caddy(settings: str, root: Path, folder: Path, port: int) -> str:
    return f"""
{{
    admin off
    storage file_system {folder}/storage
}}
http://127.0.0.1:{port} {{
root * {root}
{settings}
}}
"""


SETTINGS: Mapping[str, Callable[[str, Path, Path, int], str]] = {
    "apache2": _for_apache,
    "caddy": _for_caddy,
    "nginx": _for_nginx,
}
