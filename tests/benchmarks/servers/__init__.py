"""The servers that are compared, each a process of its own: `python -m tests.benchmarks.servers.NAME`."""
