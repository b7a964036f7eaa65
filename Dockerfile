# syntax=docker/dockerfile:1
# The emulator in a container; see docs/emulator.md:
#   docker build -t editchain .
#   docker run --rm -p 127.0.0.1:8787:8787 editchain
FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY engine engine
COPY schemas schemas
COPY recipes recipes
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

FROM python:3.13-slim
COPY --from=build /wheels /wheels
RUN pip install --no-cache-dir "$(echo /wheels/*.whl)[draft]" \
    && rm -r /wheels \
    && useradd --uid 10001 --create-home editchain \
    && install -d -o 10001 -g 10001 /data
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8787
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8787/', timeout=2)"]
# Alone in its network, it serves all of it; without this it would serve the container alone.
ENTRYPOINT ["editchain", "emulate", "--host", "0.0.0.0", "--public", "--port", "8787", "--folder", "/data/emulator"]
CMD []
