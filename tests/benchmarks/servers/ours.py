"""`caseload run --http`, its clock set to the moment `BENCH_NOW`, so that every run has the same hour."""

import asyncio
import os
from datetime import UTC, datetime

from bot.clock import Clock
from bot.config import read_settings
from bot.logs import set_up_logs
from bot.run import run

if __name__ == "__main__":
    settings = read_settings(os.environ, over_http=True)
    set_up_logs()
    clock = Clock(datetime.fromisoformat(os.environ["BENCH_NOW"]) - datetime.now(UTC))
    asyncio.run(run(settings, clock))
