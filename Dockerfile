# The bot as an image: docker build -t caseload . && docker run --env-file caseload.env -v caseload:/data caseload
FROM python:3.11-slim AS build

WORKDIR /app
RUN pip install --no-cache-dir "uv>=0.5,<1"
COPY pyproject.toml uv.lock README.md ./
COPY bot ./bot
COPY handlers ./handlers
COPY scoring ./scoring
COPY storage ./storage
RUN uv sync --frozen --no-dev --no-editable --no-cache --python-preference only-system

FROM python:3.11-slim

# A user of its own, whose number never changes: the volume's files belong to it.
RUN groupadd --gid 10001 caseload \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin caseload \
    && install -d -o caseload -g caseload -m 0700 /data
COPY --from=build /app/.venv /app/.venv

ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite:////data/caseload.db \
    LOG_FORMAT=json \
    PORT=3000

USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM

HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/healthz', timeout=4)"]

# The bot is process 1 itself (exec), so that it hears SIGTERM. Give it longer than STOP_SECONDS:
# docker stop --time 30. With several bots on PostgreSQL, run `caseload migrate` once instead, before them.
CMD ["sh", "-c", "caseload migrate && exec caseload run"]
