FROM python:3.13-slim AS build
COPY requirements-run.lock /src/
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r /src/requirements-run.lock
COPY pyproject.toml README.md LICENSE /src/
COPY definitions /src/definitions
COPY sopflow /src/sopflow
COPY workers /src/workers
RUN /venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation /src

FROM python:3.13-slim
RUN useradd --system --uid 10001 sopflow && install -d -o sopflow -m 0750 /data
COPY --from=build /venv /venv
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 SOPFLOW_DATA_DIR=/data
USER sopflow
VOLUME /data
EXPOSE 8000
CMD ["sopflow", "serve", "--host", "0.0.0.0"]
