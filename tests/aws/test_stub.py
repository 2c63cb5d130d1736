"""The test endpoint itself: real clients over HTTP, the service models held, every fault as it shows at a client."""

from __future__ import annotations

import json
from typing import Any

import boto3
import botocore.exceptions
import botocore.parsers
import botocore.serialize
import botocore.session
import pytest
import requests
from botocore.config import Config

from tests.aws.fake_cloud import KEY, REGION, SECRET, FakeCloud
from tests.aws.stub import AwsStub, Half, HangUp, Refusal, Silence, closed_port, load
from tests.aws.stub.recordings import every

FACE = {"Emotions": [{"Type": "HAPPY", "Confidence": 91.5}], "Gender": {"Value": "Female", "Confidence": 99.0}}


def client(service: str, url: str, attempts: int = 1, seconds: float = 30) -> Any:
    retries = {"mode": "standard", "total_max_attempts": attempts}
    config = Config(retries=retries, read_timeout=seconds, connect_timeout=seconds)
    return boto3.Session(KEY, SECRET, region_name=REGION).client(service, endpoint_url=url, config=config)


def faces(url: str, **config: Any) -> Any:
    return client("rekognition", url, **config).detect_faces(Image={"Bytes": b"\xff\xd8"}, Attributes=["ALL"])


def test_json_services_are_answered(stub: AwsStub) -> None:
    stub.on("rekognition", "DetectFaces", {"FaceDetails": [FACE]})
    assert faces(stub.url)["FaceDetails"] == [FACE]
    assert stub.calls[0].request == {"Image": {"Bytes": b"\xff\xd8"}, "Attributes": ["ALL"]}


def test_rest_services_are_answered(stub: AwsStub) -> None:
    job = {"Settings": {}, "Role": "arn:aws:iam::1:role/m", "Id": "j1", "Status": "COMPLETE"}
    stub.on("mediaconvert", "GetJob", {"Job": {**job, "CreatedAt": "2026-01-02T03:04:05+00:00"}})
    got = client("mediaconvert", stub.url).get_job(Id="j1")["Job"]
    assert (got["Id"], got["CreatedAt"].isoformat()) == ("j1", "2026-01-02T03:04:05+00:00")
    assert stub.calls[0].request == {"Id": "j1"}


def test_payloads_are_passed_through(stub: AwsStub) -> None:
    stub.on(
        "sagemaker-runtime", "InvokeEndpoint", lambda asked: {"Body": asked["Body"], "ContentType": "text/plain"}
    )
    runtime = client("sagemaker-runtime", stub.url)
    got = runtime.invoke_endpoint(EndpointName="e", Body=b"[1]", ContentType="application/json")
    assert (got["Body"].read(), got["ContentType"]) == (b"[1]", "text/plain")
    assert stub.calls[0].request == {"EndpointName": "e", "Body": b"[1]", "ContentType": "application/json"}


def test_smithy_cbor_is_spoken(stub: AwsStub) -> None:
    """As botocore itself writes and reads it, whichever protocol its clients choose."""
    stub.on(
        "transcribe", "GetTranscriptionJob", {"TranscriptionJob": {"CreationTime": "2026-01-02T03:04:05+00:00"}}
    )
    model = botocore.session.get_session().get_service_model("transcribe")
    operation = model.operation_model("GetTranscriptionJob")
    asked = botocore.serialize.create_serializer("smithy-rpc-v2-cbor").serialize_to_request(
        {"TranscriptionJobName": "t1"}, operation
    )
    answer = requests.post(stub.url + asked["url_path"], data=asked["body"], headers=asked["headers"], timeout=5)
    told = {"status_code": answer.status_code, "headers": answer.headers, "body": answer.content, "context": {}}
    got = botocore.parsers.create_parser("smithy-rpc-v2-cbor").parse(told, operation.output_shape)
    assert got["TranscriptionJob"]["CreationTime"].isoformat() == "2026-01-02T03:04:05+00:00"
    assert (stub.calls[0].request, stub.calls[0].protocol) == ({"TranscriptionJobName": "t1"}, "cbor")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({"FaceDetails": [{"Emotions": [{"Type": "JOYFUL"}]}]}, "'JOYFUL' is none of"),
        ({"FaceDetails": [{"Age": 3}]}, "Unknown parameter"),
        ({"FaceDetails": "many"}, "Invalid type"),
        ({"FaceDetails": [{"Confidence": 101.0}]}, "101.0, at most 100"),
    ],
)
def test_answers_that_do_not_fit_are_refused(stub: AwsStub, answer: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        stub.on("rekognition", "DetectFaces", answer)


def test_missing_and_too_long_are_refused(stub: AwsStub) -> None:
    with pytest.raises(ValueError, match="Missing required parameter"):
        stub.on("translate", "TranslateText", {"TranslatedText": "x", "SourceLanguageCode": "en"})
    codes = {"SourceLanguageCode": "en", "TargetLanguageCode": "a-language-with-a-long-name"}
    with pytest.raises(ValueError, match="length"):
        stub.on("translate", "TranslateText", {"TranslatedText": "x", **codes})


def test_what_a_function_answers_is_held_against_the_model_too() -> None:
    stub = AwsStub(["rekognition"])
    stub.on("rekognition", "DetectFaces", lambda asked: {"Faces": []})
    with pytest.raises(botocore.exceptions.ClientError):
        faces(stub.url)
    stub.close()
    assert "Unknown parameter" in stub.complaints[0]


def test_requests_that_do_not_fit_are_refused_as_aws_would() -> None:
    """botocore checks neither lengths nor enums before it sends."""
    stub = AwsStub(["rekognition"])
    stub.on("rekognition", "DetectFaces", {"FaceDetails": []})
    with pytest.raises(botocore.exceptions.ClientError, match="ValidationException"):
        client("rekognition", stub.url).detect_faces(Image={"Bytes": b"x" * 5_242_881})
    with pytest.raises(botocore.exceptions.ClientError, match="ValidationException"):
        client("rekognition", stub.url).detect_faces(Image={"Bytes": b"x"}, Attributes=["SMILES"])
    stub.close()
    assert len(stub.complaints) == 2


def test_operations_without_an_answer_are_complained_of() -> None:
    stub = AwsStub(["rekognition"])
    with pytest.raises(botocore.exceptions.ClientError):
        faces(stub.url)
    stub.close()
    assert stub.complaints


def test_answers_come_one_after_the_other(stub: AwsStub) -> None:
    pages = [{"Segments": [], "NextToken": "2"}, {"Segments": []}]
    stub.on("rekognition", "GetSegmentDetection", pages)
    rekognition = client("rekognition", stub.url)
    got = [rekognition.get_segment_detection(JobId="j").get("NextToken") for _ in range(3)]
    assert got == ["2", None, None]


def test_throttling_is_retried_by_the_real_client(stub: AwsStub) -> None:
    stub.on("rekognition", "DetectFaces", {"FaceDetails": []})
    stub.fail("rekognition", "DetectFaces", Refusal("ThrottlingException"), times=2)
    assert faces(stub.url, attempts=3)["ResponseMetadata"]["RetryAttempts"] == 2
    assert stub.count("rekognition") == 3


def test_refusals_show_by_their_code(stub: AwsStub) -> None:
    stub.fail("rekognition", "DetectFaces", Refusal("AccessDeniedException", 400))
    with pytest.raises(botocore.exceptions.ClientError) as refused:
        faces(stub.url)
    assert refused.value.response["Error"]["Code"] == "AccessDeniedException"
    stub.fail("mediaconvert", "GetJob", Refusal("NotFoundException", 404))
    with pytest.raises(botocore.exceptions.ClientError) as refused:
        client("mediaconvert", stub.url).get_job(Id="x")
    assert refused.value.response["Error"]["Code"] == "NotFoundException"


def test_refusals_that_an_operation_does_not_have_are_refused(stub: AwsStub) -> None:
    with pytest.raises(ValueError, match="no error"):
        stub.fail("rekognition", "DetectFaces", Refusal("OutOfPopcornException"))


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Silence(1.5), botocore.exceptions.ReadTimeoutError),
        (HangUp(), botocore.exceptions.ConnectionClosedError),
    ],
)
def test_broken_connections_show_as_what_they_are(stub: AwsStub, fault: Any, error: Any) -> None:
    stub.on("rekognition", "DetectFaces", {"FaceDetails": [FACE]})
    stub.fail("rekognition", "DetectFaces", fault)
    with pytest.raises(error):
        faces(stub.url, seconds=0.5)
    assert faces(stub.url)["FaceDetails"] == [FACE]


def test_half_an_answer_looks_whole_to_the_client(stub: AwsStub) -> None:
    """botocore asks for no particular length, and takes JSON that does not parse for an answer without members."""
    stub.on("rekognition", "DetectFaces", {"FaceDetails": [FACE]})
    stub.fail("rekognition", "DetectFaces", Half())
    assert set(faces(stub.url)) == {"ResponseMetadata"}


def test_nobody_listens_at_a_closed_port() -> None:
    with pytest.raises(botocore.exceptions.EndpointConnectionError):
        faces(closed_port())


@pytest.mark.parametrize("path", every(), ids=lambda path: path.stem)
def test_every_recording_fits_and_is_marked(stub: AwsStub, path: Any) -> None:
    recording = load(path)
    stub.play(recording)
    assert recording.synthetic, "recordings of real answers are looked through before they are let in"


def test_recordings_without_a_mark_are_refused(tmp_path: Any) -> None:
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"service": "rekognition", "operation": "DetectFaces", "answers": [{}]}))
    with pytest.raises(ValueError, match="synthetic"):
        load(path)


def test_the_bucket_is_behind_the_door(cloud: FakeCloud) -> None:
    cloud.s3.put_object(Bucket="trailer-tests", Key="a/b", Body=b"123")
    assert (cloud.keys(), cloud.content("a/b")) == (["a/b"], b"123")
    assert cloud.s3.head_object(Bucket="trailer-tests", Key="a/b")["ContentLength"] == 3
    cloud.door.fail("GetObject", Refusal("SlowDown", 503))
    with pytest.raises(botocore.exceptions.ClientError, match="SlowDown"):
        cloud.content("a/b")
    cloud.door.fail("GetObject", Half())
    with pytest.raises(Exception, match=r"IncompleteRead|incomplete"):
        cloud.content("a/b")
    assert cloud.door.count("GetObject") == 3
