"""Every address of the service, by what it is about.

/health                                   health
/profiles /options /capabilities          catalogue
/generate                                 generate
/uploads                                  bucket
/jobs /jobs/ID /job/ID /clear             jobs
/jobs/ID/feedback                         feedback
/jobs/ID/events                           events
/jobs/ID/source /jobs/ID/storyboard       files
/jobs/ID/deliverables/KEY /download/…     files
/openapi.json /docs                       openapi
/metrics                                  metrics
/ /app/*                                  pages
"""

from __future__ import annotations

from flask import Flask

from personalizedTrailer.web import (
    bucket,
    catalogue,
    events,
    feedback,
    files,
    generate,
    health,
    jobs,
    metrics,
    pages,
)
from personalizedTrailer.web.openapi import document


def install(app: Flask) -> None:
    app.register_blueprint(health.blueprint)
    app.register_blueprint(catalogue.blueprint)
    app.register_blueprint(generate.blueprint)
    app.register_blueprint(bucket.blueprint)
    app.register_blueprint(jobs.blueprint)
    app.register_blueprint(feedback.blueprint)
    app.register_blueprint(events.blueprint)
    app.register_blueprint(files.blueprint)
    app.register_blueprint(document.blueprint)
    app.register_blueprint(metrics.blueprint)
    app.register_blueprint(pages.blueprint)
