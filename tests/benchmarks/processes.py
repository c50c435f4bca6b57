"""Starting and stopping what is measured; each is a process of its own, and is killed at the end."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import IO, AnyStr

import psutil

from bot.sandbox.slack import BOT_TOKEN, SIGNING_SECRET

PATIENCE_SECONDS = 60.0
POLL_SECONDS = 0.002
MEGABYTE = 1_000_000
LOG_SHOWN = 4_000
NOTHING: MappingProxyType[str, str] = MappingProxyType({})


class Server:
    """A server that has just been started on a port of this machine."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int, log: IO[bytes]) -> None:
        self._started_at = time.perf_counter()
        self._child = process
        self._process = psutil.Process(process.pid)
        self._log = log
        self.port = port

    def wait_ready(self) -> float:
        """Come back when `/readyz` says 200; returns the seconds since the start."""
        while time.perf_counter() - self._started_at < PATIENCE_SECONDS:
            if self._child.poll() is not None:
                raise RuntimeError(f"a server ended with code {self._child.returncode} before it was ready")
            if _is_ready(self.port):
                return time.perf_counter() - self._started_at
            time.sleep(POLL_SECONDS)
        raise RuntimeError("a server was not ready within a minute")

    @property
    def cpu_seconds(self) -> float:
        """Processor time used so far, by all its threads."""
        times = self._process.cpu_times()
        return float(times.user + times.system)

    @property
    def log(self) -> str:
        """Everything it has written to standard error."""
        self._log.seek(0)
        return self._log.read().decode()

    @property
    def resident_mb(self) -> float:
        """Memory in use, in MB."""
        return float(self._process.memory_info().rss) / MEGABYTE


@contextlib.contextmanager
def local_slack(workers: int, *, is_paced: bool = False) -> Iterator[str]:
    """A local Slack with that many people, at Slack's pace or without; gives the address of its Web API."""
    command = module("tests.benchmarks.servers.slack", str(workers), *(["paced"] if is_paced else []))
    with killed(subprocess.Popen(command, stdout=subprocess.PIPE)) as process:
        assert process.stdout is not None
        yield process.stdout.readline().decode().strip()


@contextlib.contextmanager
def server(
    name: str, api_url: str, database: Path | str | None = None, now: datetime | None = None
) -> Iterator[Server]:
    """One of `tests.benchmarks.servers`, started."""
    more = {} if now is None else {"BENCH_NOW": now.isoformat()}
    with serving(module(f"tests.benchmarks.servers.{name}"), api_url, database, more) as running:
        yield running


@contextlib.contextmanager
def serving(
    command: list[str], api_url: str, database: Path | str | None, more: Mapping[str, str] = NOTHING
) -> Iterator[Server]:
    """A command that serves on `PORT`, started; the database is SQLite's file or a whole address."""
    port = _free_port()
    settings = {
        "SLACK_API_URL": api_url,
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "DATABASE_URL": f"sqlite:///{database}" if isinstance(database, Path) else database or "",
        "BANK_HOLIDAYS_URL": "off",
        "PORT": str(port),
        **more,
    }
    environment = {**_environment(), **settings}
    with (
        tempfile.TemporaryFile() as log,
        killed(subprocess.Popen(command, env=environment, stderr=log)) as process,
    ):
        running = Server(process, port, log)
        try:
            yield running
        except Exception as problem:
            problem.add_note(running.log[-LOG_SHOWN:])
            raise


def module(name: str, *arguments: str) -> list[str]:
    """The command that runs a module with this Python."""
    return [sys.executable, "-m", name, *arguments]


def _environment() -> dict[str, str]:
    """The environment without settings of a bot of the developer's own."""
    ours = ("SLACK_", "DATABASE_URL", "CASELOAD_", "PORT")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def _is_ready(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5) as link:
        link.sendall(b"GET /readyz HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n")
        return link.recv(64).startswith(b"HTTP/1.1 200")
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def killed(process: "subprocess.Popen[AnyStr]") -> Iterator["subprocess.Popen[AnyStr]"]:
    """A process that is gone when the block ends."""
    try:
        yield process
    finally:
        process.kill()
        process.wait()
