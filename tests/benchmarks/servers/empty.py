"""The empty command: a checked signature and a fixed answer, nothing else."""

from typing import Any

from tests.benchmarks.servers.web import serve_command


async def answer(_body: dict[str, Any]) -> str:
    """Always the same words."""
    return "Nothing was done."


if __name__ == "__main__":
    serve_command(answer)
