"""A test endpoint for any service of AWS: it knows operations from botocore's models and answers from recordings.

The real clients talk to it over HTTP (AWS_ENDPOINT_URL_<SERVICE>), so other processes can, too. Requests and answers
are held against the service model, enums and lengths included, which clients do not check.
"""

from tests.aws.stub.faults import Fault, Half, HangUp, Refusal, Silence
from tests.aws.stub.recordings import load
from tests.aws.stub.server import AwsStub, Call, closed_port

__all__ = ["AwsStub", "Call", "Fault", "Half", "HangUp", "Refusal", "Silence", "closed_port", "load"]
