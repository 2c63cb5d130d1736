"""Child processes: drained, limited, ended with all they started, dead with their parent."""

from __future__ import annotations

import ast
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from personalizedTrailer.errors import Cancelled, ProcessFailed, ProcessTimedOut
from personalizedTrailer.media.process import TERM_GRACE, Limits, run, start_detached
from personalizedTrailer.media.sandbox import Cage, state, wrap

PACKAGE = Path(__file__).parents[3] / "personalizedTrailer"
PY = [sys.executable, "-c"]


def alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().split(")")[-1].split()[0]
    except FileNotFoundError:
        return False


def gone(pid: int) -> bool:
    """Whether it has ended; a signal takes a moment to be carried out."""
    deadline = time.monotonic() + 5
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not alive(pid)


def wait_for(path: Path) -> int:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if path.is_file() and (text := path.read_text()):
            return int(text)
        time.sleep(0.02)
    raise AssertionError("the child did not start")


def test_output_and_lines() -> None:
    lines: list[str] = []
    done = run([*PY, "print('a'); print('b', end='')"], Limits(20), on_line=lines.append)
    assert lines == ["a"]
    assert run([*PY, "print('x')"], Limits(20)).stdout == b"x\n"
    assert done.stderr == ""


def test_both_pipes_are_drained() -> None:
    code = "import sys\nfor _ in range(200): sys.stderr.write('e' * 10_000); sys.stdout.write('o' * 10_000)"
    done = run([*PY, code], Limits(30, stdout_bytes=4_000_000))
    assert len(done.stdout) == 2_000_000 and len(done.stderr) <= 70_000


def test_a_failure_carries_the_last_lines() -> None:
    with pytest.raises(ProcessFailed) as caught:
        run([*PY, "import sys; sys.exit('the reason')"], Limits(20))
    assert "the reason" in caught.value.detail


def test_too_much_output_ends_it() -> None:
    with pytest.raises(ProcessFailed):
        run([*PY, "while True: print('x' * 1000)"], Limits(30, stdout_bytes=100_000))


@pytest.mark.parametrize("limits", [Limits(0.5), Limits(60, stall_seconds=0.5)])
def test_hanging_children_are_ended(limits: Limits, tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    code = f"import os,time,pathlib; pathlib.Path({str(pid)!r}).write_text(str(os.getpid())); time.sleep(60)"
    with pytest.raises(ProcessTimedOut):
        run([*PY, code], limits)
    assert not pid.exists() or gone(int(pid.read_text()))


def test_cancelling_ends_the_whole_group(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    inner = f"import os,time,pathlib; pathlib.Path({str(pid)!r}).write_text(str(os.getpid())); time.sleep(60)"
    code = f"import subprocess,sys; subprocess.run([sys.executable, '-c', {inner!r}])"
    began = time.monotonic()
    with pytest.raises(Cancelled):
        run([*PY, code], Limits(60), cancelled=lambda: pid.exists() and bool(pid.read_text()))
    assert time.monotonic() - began < 20
    assert gone(int(pid.read_text()))


def test_a_child_that_ignores_term_is_killed(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    code = (
        "import signal,time,pathlib,os; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        f"pathlib.Path({str(ready)!r}).write_text(str(os.getpid())); time.sleep(60)"
    )
    with pytest.raises(Cancelled):
        run([*PY, code], Limits(60), cancelled=lambda: ready.exists() and bool(ready.read_text()))
    assert gone(int(ready.read_text()))


def test_cancelling_gives_no_grace(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    code = (
        "import signal,time,pathlib,os; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        f"pathlib.Path({str(ready)!r}).write_text(str(os.getpid())); time.sleep(60)"
    )
    asked: list[float] = []

    def cancelled() -> bool:
        if ready.exists() and ready.read_text():
            asked.append(time.monotonic())
        return bool(asked)

    with pytest.raises(Cancelled):
        run([*PY, code], Limits(60), cancelled=cancelled)
    assert time.monotonic() - asked[0] < TERM_GRACE
    assert gone(int(ready.read_text()))


def functions_of(path: Path) -> list[ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def calls_to_children() -> list[tuple[str, str, ast.Call]]:
    """File, enclosing function and call of everything that starts a child and awaits it."""
    rooms = ("media", "analysis", "rendering", "deliverables")
    return [
        (path.relative_to(PACKAGE).as_posix(), function.name, node)
        for room in rooms
        for path in sorted((PACKAGE / room).rglob("*.py"))
        for function in functions_of(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("run", "run_reader")
    ]


def test_every_child_of_a_job_can_be_cancelled() -> None:
    of_no_job = {("media/ffmpeg.py", "_inspect"), ("rendering/encoder_choice.py", "_probed")}
    of_no_job |= {("media/speech.py", "try_out")}
    calls = calls_to_children()
    assert len(calls) > 12
    for path, function, call in calls:
        named = any(keyword.arg == "cancelled" for keyword in call.keywords)
        by_place = isinstance(call.func, ast.Name) and call.func.id == "run_reader" and len(call.args) > 2
        assert named or by_place or (path, function) in of_no_job, f"{path}: {function} cannot be cancelled"


@pytest.mark.skipif(state() != "full", reason="needs setpriv and prlimit: install util-linux")
def test_a_caged_child_dies_with_its_parent(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    inner = f"import os,time,pathlib; pathlib.Path({str(pid)!r}).write_text(str(os.getpid())); time.sleep(60)"
    command = wrap([*PY, inner], Cage())
    code = f"from personalizedTrailer.media.process import Limits, run\nrun({command!r}, Limits(60))"
    parent = subprocess.Popen([*PY, code], cwd=Path(__file__).parents[3])
    child = wait_for(pid)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    assert gone(child)


@pytest.mark.skipif(state() != "full", reason="needs setpriv and prlimit: install util-linux")
@pytest.mark.parametrize(
    ("code", "cage"),
    [
        ("x = bytearray(3 << 30)", Cage(memory_bytes=1 << 30)),
        ("while True: pass", Cage(cpu_seconds=1)),
        ("open('big', 'wb').write(b'x' * 2_000_000)", Cage(file_bytes=1_000_000)),
    ],
)
def test_the_kernel_holds_the_cage(code: str, cage: Cage, tmp_path: Path) -> None:
    with pytest.raises(ProcessFailed):
        run(wrap([*PY, code], cage), Limits(30), cwd=tmp_path)


def test_children_of_threads_are_awaited_where_they_were_started() -> None:
    found: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: found.append(run(wrap([*PY, "print(1)"], Cage()), Limits(20)).stdout))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [b"1\n"] * 4


def test_a_detached_child_lives_on_its_own_and_leaves_no_zombie(tmp_path: Path) -> None:
    pid = start_detached([*PY, "import os; assert os.getsid(0) == os.getpid()"], dict(os.environ), tmp_path)
    deadline = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not Path(f"/proc/{pid}").exists()
