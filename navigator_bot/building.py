"""Compiles the inner loops of the net while the project is installed or packed.

Where there is no compiler, everything goes on without: `conversations.safety_net.quickest`.
"""

from __future__ import annotations

import shutil
import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MODULE = "conversations.safety_net.native.compiled"
PLACE = Path(*MODULE.split("."))


class CompiledParts(BuildHookInterface[Any]):
    """Puts the compiled module into the wheel; or beside its source, for a checkout that is
    worked in."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        self._temporary = TemporaryDirectory()
        if version == "editable":
            _remove_old()
        try:
            compiled = _compiled(Path(self._temporary.name))
        except Exception as broken:  # whatever a compiler may raise, the project runs without
            print(f"NOTE: {MODULE} was not compiled: {broken}", file=sys.stderr)
            return
        if version == "editable":
            shutil.copy(compiled, PLACE.parent)
            return
        build_data["force_include"][str(compiled)] = str(PLACE.parent / compiled.name)
        build_data["pure_python"], build_data["infer_tag"] = False, True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        self._temporary.cleanup()


def _remove_old() -> None:
    """What was compiled of other sources may find something else."""
    for file in PLACE.parent.glob(f"{PLACE.name}.*"):
        if file.suffix in (".so", ".pyd"):
            file.unlink()


def _compiled(folder: Path) -> Path:
    setuptools, cython = import_module("setuptools"), import_module("Cython.Build")
    source = setuptools.Extension(
        MODULE,
        [str(PLACE.with_suffix(".pyx"))],
        # With -ffp-contract=off sums come out as they do in Python.
        extra_compile_args=["-O3", "-ffp-contract=off"],
    )
    modules = cython.cythonize(source, build_dir=str(folder), quiet=True)
    command = import_module("setuptools.command.build_ext").build_ext(
        setuptools.Distribution({"ext_modules": modules})
    )
    command.build_lib = command.build_temp = str(folder)
    command.ensure_finalized()
    command.run()
    return Path(command.get_ext_fullpath(MODULE))
