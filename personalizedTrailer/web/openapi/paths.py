"""Every address, what it takes and what it answers. HEAD does wherever GET does."""

from __future__ import annotations

from personalizedTrailer.web.files import SOURCE_TYPES
from personalizedTrailer.web.jobs import LIMIT, MOST
from personalizedTrailer.web.openapi.kinds import FLAG, TEXT, WHOLE, Schema, many, maybe, record, ref, said
from personalizedTrailer.web.openapi.schemas import JOB_ID, MODE, STATUS
from personalizedTrailer.web.parse import EXTENSIONS, LANGUAGES, LONGEST_USER, OUTPUT_FORMATS, SHORTEST_TRAILER
from personalizedTrailer.web.repeats import HEADER, LONGEST

SENTENCES = {
    "400": "The request is at fault; `field` names what of it.",
    "404": "There is no such job, or no such file of it (`not_ready`: not yet).",
    "409": "The state of the job forbids it, or the key of the request stands for another one.",
    "413": "The film is larger than is allowed.",
    "416": "The file does not hold the range.",
    "422": "The footage is at fault.",
    "500": "Our fault; the log has more under `requestId`.",
    "503": "Not now: the queue is full, the disk is, or FFmpeg is missing.",
}
_RETRY = {"Retry-After": {"schema": WHOLE, "description": "Seconds."}}
_RANGES = {"Content-Range": {"schema": TEXT}, "Accept-Ranges": {"schema": TEXT}, "ETag": {"schema": TEXT}}


def _answer(description: str, schema: Schema, kind: str = "application/json", **more: object) -> Schema:
    return {"description": description, "content": {kind: {"schema": schema}}, **more}


def _refusals(*statuses: str) -> Schema:
    return {status: {"$ref": f"#/components/responses/{status}"} for status in statuses}


def _at(name: str, schema: Schema, description: str) -> Schema:
    return {"name": name, "in": "path", "required": True, "schema": schema, "description": description}


def _query(name: str, schema: Schema, description: str) -> Schema:
    return {"name": name, "in": "query", "schema": schema, "description": description}


def _header(name: str, schema: Schema, description: str) -> Schema:
    return {"name": name, "in": "header", "schema": schema, "description": description}


def _get(tag: str, summary: str, answers: Schema, *parameters: Schema) -> Schema:
    found = {"tags": [tag], "summary": summary, "responses": answers}
    return found | {"parameters": list(parameters)} if parameters else found


def _file(description: str, kinds: tuple[str, ...]) -> Schema:
    content: Schema = {kind: {} for kind in kinds}
    return {
        "200": {"description": description, "content": content, "headers": _RANGES},
        "206": {"description": "The part that `Range` asks for.", "content": content, "headers": _RANGES},
        "302": {"description": "It lies in the bucket: there."},
        "304": {"description": "It is as it was (`If-None-Match`)."},
        **_refusals("404", "416"),
    }


_ID = _at("job_id", JOB_ID, "The job.")
_DOWNLOAD = _query("download", FLAG, "As an attachment.")
_RANGE = _header("Range", TEXT, "One range of bytes.")
_KINDS = (
    "video/mp4",
    "video/quicktime",
    "text/vtt",
    "application/json",
    "image/jpeg",
    "application/vnd.apple.mpegurl",
    "video/mp2t",
)
_FIELDS = {
    "video": {"type": "string", "format": "binary", "description": f"The film: {', '.join(EXTENSIONS)}."},
    "s3_key": said(TEXT, "In place of `video`: a film in the bucket, as POST /uploads calls it."),
    "profile_id": said(TEXT, "One of /profiles."),
    "target_language": {"enum": list(LANGUAGES), "default": "en", "description": "Chooses the track of sound."},
    "subtitle_language": {"enum": list(LANGUAGES), "description": "Of the captions; target_language by default."},
    "max_duration": {
        "type": "integer",
        "minimum": SHORTEST_TRAILER,
        "default": 60,
        "description": "Longest trailer, in seconds; at most /capabilities.maxTrailerSeconds.",
    },
    "output_format": {"enum": list(OUTPUT_FORMATS), "default": "mp4"},
    "include_captions": FLAG | {"default": True},
    "include_storyboard": FLAG | {"default": True},
    "mode": MODE | {"description": "How the film is analysed; one of /capabilities.modes."},
    "user_id": TEXT | {"maxLength": LONGEST_USER, "description": "By whom Amazon Personalize knows the viewer."},
}
_ONE_JOB = record(job=ref("Job"))
_JOB_OR_ESTIMATE = {"oneOf": [_ONE_JOB, record(estimate=ref("Estimate"))]}
_ACCEPTED = _answer(
    "The job as it stands; it goes on.",
    _ONE_JOB,
    headers={"Location": {"schema": TEXT}, "Preference-Applied": {"schema": TEXT}, **_RETRY},
)
_SHOW_JOB = _get(
    "jobs",
    "One job, whole",
    {
        "200": _answer("The job.", _ONE_JOB, headers={"ETag": {"schema": TEXT}, **_RETRY}),
        "304": {"description": "It is as it was (`If-None-Match`)."},
        **_refusals("404"),
    },
    _ID,
)
_PAGE = {"200": {"description": "A page.", "content": {"text/html": {}}}}

PATHS: Schema = {
    "/health": {"get": _get("service", "How the service is", {"200": _answer("Its state.", ref("Health"))})},
    "/profiles": {
        "get": _get(
            "choices",
            "The viewer profiles",
            {"200": _answer("All.", record(profiles=many(ref("Profile")), defaults=ref("Options")))},
        )
    },
    "/options": {"get": _get("choices", "What may be chosen", {"200": _answer("All.", ref("Options"))})},
    "/capabilities": {
        "get": _get("choices", "What this service can do", {"200": _answer("All.", ref("Capabilities"))})
    },
    "/generate": {
        "post": {
            "tags": ["jobs"],
            "summary": "A film in, trailers out",
            "description": "Waits for the end of the job; with `Prefer: respond-async` it does not.",
            "parameters": [
                _header("Prefer", TEXT, "`respond-async`: answer 202 at once (RFC 7240)."),
                _query("dry_run", FLAG, "Nothing is made: the answer is what the job would cost at AWS."),
                _header(
                    HEADER, {"type": "string", "maxLength": LONGEST}, "Sent again: the first job is the answer."
                ),
            ],
            "requestBody": {
                "required": True,
                "content": {
                    "multipart/form-data": {
                        "schema": {"type": "object", "properties": _FIELDS, "required": ["profile_id"]}
                    }
                },
            },
            "responses": {
                "200": _answer("The finished job, or the estimate.", _JOB_OR_ESTIMATE),
                "202": _ACCEPTED,
                **_refusals("400", "409", "413", "422", "500", "503"),
            },
        }
    },
    "/jobs/{job_id}/feedback": {
        "post": {
            "tags": ["jobs"],
            "summary": "What a viewer did with a trailer, for Amazon Personalize",
            "parameters": [_ID],
            "requestBody": {"required": True, "content": {"application/json": {"schema": ref("Feedback")}}},
            "responses": {
                "202": _answer("Told: one event for each kind of scene.", record(sent=WHOLE)),
                **_refusals("400", "404", "503"),
            },
        }
    },
    "/uploads": {
        "post": {
            "tags": ["files"],
            "summary": "Leave for a browser to put one film into the bucket",
            "requestBody": {
                "required": True,
                "content": {"application/json": {"schema": record(file_name=said(TEXT, "The film's name."))}},
            },
            "responses": {"201": _answer("The form to send.", ref("Upload")), **_refusals("400", "404", "503")},
        }
    },
    "/jobs": {
        "get": _get(
            "jobs",
            "The jobs, newest first",
            {
                "200": _answer("A page of them.", record(jobs=many(ref("JobSummary")), next=maybe(TEXT))),
                **_refusals("400"),
            },
            _query(
                "limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT}, "Jobs on a page."
            ),
            _query("cursor", TEXT, "`next` of the page before."),
            _query("status", STATUS, "Those in this state."),
            _query("q", TEXT, "Those in whose film's name this stands, whatever the case."),
        )
    },
    "/jobs/{job_id}": {
        "get": _SHOW_JOB,
        "delete": {
            "tags": ["jobs"],
            "summary": "Cancels a job, or deletes one that has ended with all its files",
            "parameters": [_ID],
            "responses": {
                "202": _answer("It is being cancelled.", _ONE_JOB),
                "204": {"description": "It is deleted."},
                **_refusals("404"),
            },
        },
    },
    "/job/{job_id}": {"get": _SHOW_JOB | {"summary": "The same under its documented short address"}},
    "/jobs/{job_id}/events": {
        "get": _get(
            "jobs",
            "What becomes of a job, as Server-Sent Events",
            {
                "200": _answer(
                    "`progress`, then one of `completed`, `failed` and `cancelled`; the data of each is a JobEvent in "
                    "JSON. Ends after 50 s: clients come back with `Last-Event-ID`.",
                    ref("JobEvent"),
                    "text/event-stream",
                ),
                "204": {"description": "The client has the last event already."},
                **_refusals("404", "503"),
            },
            _ID,
            _header("Last-Event-ID", TEXT, "The last event that the client has."),
        )
    },
    "/jobs/{job_id}/source": {
        "get": _get("files", "The film", _file("The film.", tuple(SOURCE_TYPES.values())), _ID, _DOWNLOAD, _RANGE)
    },
    "/jobs/{job_id}/deliverables/{key}": {
        "get": _get(
            "files",
            "A file of the job",
            _file("The file.", _KINDS),
            _ID,
            _at("key", TEXT, "Its key in the job, or its name without the job's id."),
            _query("from", {"enum": ["s3"]}, "302 to the copy in the bucket, by a link that is good for a while."),
            _DOWNLOAD,
            _RANGE,
        )
    },
    "/jobs/{job_id}/storyboard": {
        "get": _get(
            "files", "The storyboard", _file("The storyboard.", ("application/json",)), _ID, _DOWNLOAD, _RANGE
        )
    },
    "/download/{job_id}/{name}": {
        "get": _get(
            "files",
            "A file of the job as an attachment",
            _file("The file.", _KINDS),
            _ID,
            _at("name", TEXT, "Its key or its file name."),
            _RANGE,
        )
    },
    "/clear": {
        "post": {
            "tags": ["service"],
            "summary": "Removes films and scratch files that no job needs",
            "responses": {"200": _answer("What was removed.", ref("Removed"))},
        }
    },
    "/metrics": {
        "get": _get(
            "service",
            "Figures for Prometheus, of all processes together",
            {"200": _answer("Text format 0.0.4.", TEXT, "text/plain")},
        )
    },
    "/openapi.json": {
        "get": _get("service", "This document", {"200": _answer("OpenAPI 3.1.", {"type": "object"})})
    },
    "/docs": {"get": _get("pages", "This document to read", _PAGE)},
    "/": {"get": _get("pages", "The web UI", _PAGE)},
    "/app": {"get": _get("pages", "The web UI", _PAGE)},
    "/app/{inside}": {
        "get": _get(
            "pages",
            "A file of the web UI, or a place inside it",
            _PAGE | _refusals("404"),
            _at("inside", TEXT, "A path."),
        )
    },
}
