"""AWS Elemental MediaConvert as the test endpoint plays it: jobs go through their states, files land in the bucket."""

from __future__ import annotations

from typing import Any

from tests.aws.fake_cloud import BUCKET, FakeCloud

PICTURE = b"G" * 188 * 4
"""What stands for a rendition's transport stream."""


class Encoder:
    """Answers for the operations that we use. A straight cut is a copy of the trailer that we made ourselves."""

    def __init__(self, cloud: FakeCloud, *, status: str = "COMPLETE", polls: int = 1, forget: str = "") -> None:
        """`status` ends every job; `forget` is what the names of files end with that are never written."""
        self._cloud, self._status, self._polls, self._forget = cloud, status, polls, forget
        self.asked: list[dict[str, Any]] = []
        self.cancelled: list[str] = []
        self._polled: dict[str, int] = {}
        for name, answer in (("Create", self._create), ("Get", self._get), ("Cancel", self._cancel)):
            cloud.stub.on("mediaconvert", f"{name}Job", answer)

    def _create(self, asked: dict[str, Any]) -> dict[str, Any]:
        self.asked.append(asked)
        name = f"1700000000000-{len(self.asked)}"
        self._polled[name] = 0
        return self._told(name, "SUBMITTED")

    def _get(self, asked: dict[str, Any]) -> dict[str, Any]:
        name = asked["Id"]
        self._polled[name] += 1
        if self._polled[name] <= self._polls:
            return self._told(name, "PROGRESSING")
        if self._status == "COMPLETE":
            self._write(self.asked[int(name.rpartition("-")[2]) - 1]["Settings"])
        return self._told(name, self._status)

    def _cancel(self, asked: dict[str, Any]) -> dict[str, Any]:
        self.cancelled.append(asked["Id"])
        return {}

    def _told(self, name: str, status: str) -> dict[str, Any]:
        job: dict[str, Any] = {"Id": name, "Role": self.asked[-1]["Role"], "Settings": {}, "Status": status}
        if status == "ERROR":
            job |= {"ErrorCode": 1404, "ErrorMessage": "Unable to open the input."}
        return {"Job": job}

    def _write(self, settings: dict[str, Any]) -> None:
        (group,) = settings["OutputGroups"]
        told = group["OutputGroupSettings"]
        if told["Type"] == "FILE_GROUP_SETTINGS":
            key = _key(told["FileGroupSettings"]["Destination"])
            self._put(f"{key}.mp4", self._cloud.content(f"{key.removesuffix('_mediaconvert_cut')}.mp4"))
            return
        base = _key(told["HlsGroupSettings"]["Destination"])
        lines = ["#EXTM3U"]
        for output in group["Outputs"]:
            name = f"{base}{output['NameModifier']}"
            bare = name.rpartition("/")[2]
            self._put(f"{name}.ts", PICTURE)
            playlist = f"#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n#EXT-X-BYTERANGE:752@0\n{bare}.ts\n"
            self._put(f"{name}.m3u8", f"{playlist}#EXT-X-ENDLIST\n".encode())
            lines += [f"#EXT-X-STREAM-INF:BANDWIDTH={output['VideoDescription']['Height']}000", f"{bare}.m3u8"]
        self._put(f"{base}.m3u8", "\n".join([*lines, ""]).encode())

    def _put(self, key: str, content: bytes) -> None:
        if not self._forget or not key.endswith(self._forget):
            self._cloud.s3.put_object(Bucket=BUCKET, Key=key, Body=content)


def _key(uri: str) -> str:
    return uri.removeprefix(f"s3://{BUCKET}/")
