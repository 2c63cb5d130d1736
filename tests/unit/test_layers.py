"""The house's layers: a file imports only from rows below its own, and never in a circle."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "personalizedTrailer"
ROOT = PACKAGE.name
DOORS = {"", "app", "personalized_trailer_service", "__main__", "gunicorn"}
ROWS = (
    {"model", "errors"},
    {"editing", "settings", "settings_table", "wire", "costs"},
    {"media", "storage", "cloud", "logs"},
    {"analysis", "rendering", "deliverables"},
    {"pipeline", "extras", "captioning", "publishing", "sink", "stills", "estimates", "work"},
    {"runners"},
    {"web"},
    {"factory", "cli"},
)
TOGETHER = (
    {"settings", "settings_table"},
    {"pipeline", "extras", "captioning", "publishing", "sink", "stills", "work"},
    {"factory", "cli"},
)
"""Files of one room that are split in two."""
ONLY_IN = {
    "subprocess": {"media/process.py"},
    "flask": {"web", "factory.py", "cli"},
    "boto3": {"cloud"},
    "faster_whisper": {"media/transcriber.py"},
}
"""Who alone may import it."""
CHILD = {PACKAGE / "media" / "reader.py", *(PACKAGE / "media" / "reading").glob("*.py")}
"""What reads films in a caged process of its own."""


def modules() -> dict[str, Path]:
    """Every module of the package by its dotted name below the package."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def own(path: Path) -> set[str]:
    names = {name.removeprefix(f"{ROOT}.") for name in imports(path) if name.startswith(f"{ROOT}.")}
    rooms = {path.stem for path in PACKAGE.iterdir()}
    return {name for name in names if name.split(".")[0] in rooms}


def row(module: str) -> int:
    room = module.split(".")[0]
    rows = [number for number, rooms in enumerate(ROWS) if room in rooms]
    assert rows, f"{module} stands in no row of the house"
    return rows[0]


@pytest.mark.parametrize("module", [name for name in modules() if name.split(".")[0] not in DOORS])
def test_imports_go_down(module: str) -> None:
    room = module.split(".")[0]
    for imported in own(modules()[module]):
        other = imported.split(".")[0]
        if other == room or any({room, other} <= pair for pair in TOGETHER):
            continue
        assert row(imported) < row(module), f"{module} imports {imported}"


def test_no_circles() -> None:
    known = modules()
    graph = {name: {i for i in own(path) if i in known and i != name} for name, path in known.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(f"import circle: {circle.args[1]}")


@pytest.mark.parametrize("library", ONLY_IN)
def test_some_libraries_have_one_door(library: str) -> None:
    for path in PACKAGE.rglob("*.py"):
        if any(name.split(".")[0] == library for name in imports(path)):
            place = path.relative_to(PACKAGE)
            allowed = ONLY_IN[library]
            assert place.as_posix() in allowed or place.parts[0] in allowed, f"{place} imports {library}"


def test_the_model_needs_the_standard_library_alone() -> None:
    for path in [*PACKAGE.glob("model/*.py"), PACKAGE / "errors.py"]:
        for name in imports(path):
            top = name.split(".")[0]
            assert top in sys.stdlib_module_names or top == ROOT, f"{path.name} imports {name}"


def test_the_caged_child_needs_little() -> None:
    for path in CHILD:
        for name in imports(path):
            allowed = name.split(".")[0] in {*sys.stdlib_module_names, "av", "numpy", "cv2"}
            assert allowed or name.startswith(f"{ROOT}.media.reading"), f"{path.name} imports {name}"


def test_opencv_is_loaded_only_where_faces_are_looked_for() -> None:
    """It takes longer than reading what a film is."""
    source = f"import sys; sys.argv = ['x']; sys.path[:0] = [{str(PACKAGE.parent)!r}]"
    source += f"; import {ROOT}.media.reader; sys.exit('cv2' in sys.modules)"
    subprocess.run([sys.executable, "-I", "-c", source], check=True, timeout=60)


def test_no_module_shadows_the_standard_library() -> None:
    """Started from inside the folder, a top-level module of that name would be found first."""
    names = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert not names & set(sys.stdlib_module_names)
