# Two images of one source: `portal` (web, worker and commands) and `proxy` (nginx with the static files in it).
# Versions are exact. To pin them by content as well, append the digest that `docker buildx imagetools inspect IMAGE` prints:
#   ARG PYTHON=python:3.13.7-slim-trixie@sha256:...
ARG PYTHON=python:3.13.7-slim-trixie
ARG NGINX=nginx:1.28.0-bookworm

FROM ${PYTHON} AS base
# What draws the text of PDFs and shrinks their typefaces, and what backs up a database of the version that compose runs.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0 postgresql-client-17 \
    && rm -rf /var/lib/apt/lists/*
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1

FROM base AS packages
COPY requirements/run.txt /tmp/run.txt
RUN python -m venv /opt/portal \
    && /opt/portal/bin/pip install --no-cache-dir --no-input --require-hashes --requirement /tmp/run.txt

FROM base AS built
WORKDIR /app
COPY . .
# Styles, scripts and typefaces as `make assets` builds them, then gathered under names that change with their content.
RUN bin/setup assets \
    && SECRET_KEY=none-is-signed-here .venv/bin/python manage.py collectstatic --noinput --verbosity=0 \
        --ignore=print.css --ignore=pack.css --ignore=*.ttf \
    && rm -rf .venv node_modules

FROM base AS portal
# No shell and no home; the folder of files is theirs, so that a new volume there is too.
RUN useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin portal \
    && install --directory --owner=portal --group=portal /files /files/editions /files/papers
COPY --from=packages /opt/portal /opt/portal
COPY --from=built /app /app
ENV PATH=/opt/portal/bin:$PATH
RUN python -m compileall -q /app
WORKDIR /app
USER 10001:10001
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--no-ws", "--workers", "1", "--blocking-threads", "4", "--host", "0.0.0.0", "--port", "8000", "--workers-kill-timeout", "10", "pcp_portal.wsgi:application"]

FROM ${NGINX} AS proxy
COPY deploy/nginx.conf /etc/nginx/nginx.conf
COPY --from=built /app/staticfiles /srv/static
USER 101:101
EXPOSE 8080 8443
CMD ["nginx", "-g", "daemon off;"]
