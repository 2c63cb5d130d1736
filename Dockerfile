# syntax=docker/dockerfile:1
# Stage 1: the virtual environment, with pip and its caches left behind.
FROM python:3.11-slim-bookworm AS build
WORKDIR /build
COPY requirements.txt ./
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check -r requirements.txt

# Stage 2: what runs. FFmpeg comes with the packages (imageio-ffmpeg), newer than the distribution's.
FROM python:3.11-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp \
    UPLOAD_DIR=/data/uploads \
    OUTPUT_DIR=/data/outputs \
    JOBS_DIR=/data/jobs \
    LOG_FILE=/data/personalized_trailer.log
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin trailer \
    && mkdir -p /data \
    && chown trailer:trailer /data
WORKDIR /app
COPY --from=build /opt/venv /opt/venv
COPY gunicorn.conf.py LICENSE ./
COPY personalizedTrailer ./personalizedTrailer
USER 10001
VOLUME /data
EXPOSE 5007
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:5007/health', timeout=4)"]
CMD ["gunicorn", "--bind", "0.0.0.0:5007", "--workers", "4", "--timeout", "300", "personalizedTrailer:create_app()"]
