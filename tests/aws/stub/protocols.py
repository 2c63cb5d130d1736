"""From an HTTP request to the operation that it calls, and from an answer to the bytes that tell of it.

Three protocols: JSON with X-Amz-Target, REST with JSON, and Smithy's RPC v2 with CBOR, which newer clients may choose.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import botocore.session
import cbor2
from botocore.model import OperationModel, ServiceModel, Shape

from tests.aws.stub.shapes import from_json, moment, to_json

_CBOR = re.compile(r"/service/([^/]+)/operation/([^/]+)")


@dataclass(frozen=True)
class Asked:
    """A request as its operation understands it."""

    service: str
    model: OperationModel
    protocol: str
    """json, rest or cbor."""
    request: dict[str, Any]


@dataclass(frozen=True)
class Reply:
    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


class Switchboard:
    """Knows the operations of some services."""

    def __init__(self, services: Sequence[str]) -> None:
        session = botocore.session.get_session()
        self.models: dict[str, ServiceModel] = {name: session.get_service_model(name) for name in services}
        self._targets = {
            model.metadata["targetPrefix"]: name
            for name, model in self.models.items()
            if "targetPrefix" in model.metadata
        }
        self._addresses = [
            (operation.http["method"], _pattern(operation.http["requestUri"]), name, operation)
            for name, model in self.models.items()
            if model.metadata["protocol"] == "rest-json"
            for operation in map(model.operation_model, model.operation_names)
        ]

    def operation(self, service: str, name: str) -> OperationModel:
        """Raises OperationNotFoundError."""
        return self.models[service].operation_model(name)

    def read(self, method: str, address: str, headers: Mapping[str, str], body: bytes) -> Asked | None:
        """None where no service has such an operation."""
        target = headers.get("X-Amz-Target")
        path = urlsplit(address).path
        if target:
            prefix, _, name = target.partition(".")
            return self._called(prefix, name, "json", json.loads(body or b"{}"))
        if match := _CBOR.fullmatch(path):
            return self._called(match[1], match[2], "cbor", cbor2.loads(body) if body else {})
        for verb, pattern, service, operation in self._addresses:
            if verb == method and (found := pattern.fullmatch(path)):
                request = _rest_request(operation.input_shape, found.groupdict(), address, headers, body)
                return Asked(service, operation, "rest", request)
        return None

    def _called(self, prefix: str, name: str, protocol: str, content: dict[str, Any]) -> Asked | None:
        service = self._targets.get(prefix)
        if service is None or name not in self.models[service].operation_names:
            return None
        operation = self.operation(service, name)
        if protocol == "json" and operation.input_shape:
            content = from_json(content, operation.input_shape)
        return Asked(service, operation, protocol, content)


def encode(answer: dict[str, Any], operation: OperationModel, protocol: str) -> Reply:
    shape = operation.output_shape
    status = int(operation.http.get("responseCode", 200))
    if protocol == "cbor":
        plain = _moments(answer, shape) if shape else {}
        return Reply(status, cbor2.dumps(plain, datetime_as_timestamp=True), _headers(protocol))
    if protocol == "rest" and shape:
        return _rest_reply(answer, shape, status)
    return Reply(status, json.dumps(to_json(answer, shape) if shape else {}).encode(), _headers(protocol))


def encode_error(code: str, message: str, status: int, protocol: str) -> Reply:
    content = {"__type": code, "message": message}
    body = cbor2.dumps(content) if protocol == "cbor" else json.dumps(content).encode()
    return Reply(status, body, {**_headers(protocol), "x-amzn-ErrorType": code})


def _headers(protocol: str) -> dict[str, str]:
    if protocol == "cbor":
        return {"Content-Type": "application/cbor", "smithy-protocol": "rpc-v2-cbor"}
    return {"Content-Type": "application/json" if protocol == "rest" else "application/x-amz-json-1.1"}


def _pattern(address: str) -> re.Pattern[str]:
    path = re.escape(address.partition("?")[0])
    return re.compile(re.sub(r"\\\{(\w+)(\\\+)?\\\}", r"(?P<\1>[^/]+)", path) + "/?")


def _rest_request(
    shape: Shape | None, named: dict[str, str], address: str, headers: Mapping[str, str], body: bytes
) -> dict[str, Any]:
    if shape is None:
        return {}
    payload = shape.serialization.get("payload")
    if payload and shape.members[payload].type_name == "blob":
        request: dict[str, Any] = {payload: body} if body else {}
    else:
        request = from_json(json.loads(body or b"{}"), shape)
    query = dict(parse_qsl(urlsplit(address).query))
    for name, member in shape.members.items():
        wire = member.serialization.get("name", name)
        place = {"uri": named, "querystring": query, "header": headers}.get(
            member.serialization.get("location", "")
        )
        if place is not None and wire in place:
            request[name] = unquote(place[wire]) if place is named else _scalar(place[wire], member)
    return request


def _scalar(text: str, shape: Shape) -> Any:
    if shape.type_name in ("integer", "long"):
        return int(text)
    return text == "true" if shape.type_name == "boolean" else text


def _rest_reply(answer: dict[str, Any], shape: Shape, status: int) -> Reply:
    headers = _headers("rest")
    payload = shape.serialization.get("payload")
    body: dict[str, Any] = {}
    for name, part in answer.items():
        member = shape.members[name]
        if member.serialization.get("location") == "header":
            headers[member.serialization["name"]] = str(part)
        elif name != payload:
            body[name] = part
    if payload and shape.members[payload].type_name == "blob":
        part = answer.get(payload, b"")
        return Reply(status, part if isinstance(part, bytes) else part.encode(), headers)
    return Reply(status, json.dumps(to_json(body, shape)).encode(), headers)


def _moments(value: Any, shape: Shape) -> Any:
    """Dates as CBOR wants them; the rest stays as it is."""
    if shape.type_name == "structure":
        return {name: _moments(part, shape.members[name]) for name, part in value.items()}
    if shape.type_name == "list":
        return [_moments(part, shape.member) for part in value]
    if shape.type_name == "timestamp" and isinstance(value, str | datetime):
        return moment(value)
    return value
