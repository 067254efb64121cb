"""`make bench`: runs every benchmark of this folder and writes docs/benchmarks.md.

A benchmark is a module here with `TITLE` and `run() -> str`, which gives Markdown. Names on the command line choose some.
"""

import importlib
import os
import platform
import sys
import time
import traceback
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPORT = HERE.parent / "docs" / "benchmarks.md"
HELPERS = {"run", "corpus", "growth_steps", "servers", "texts"}


def main(chosen: list[str]) -> None:
    """Run the benchmarks and write the page; with some chosen, print them only."""
    sys.path.insert(0, str(HERE))
    names = chosen or sorted(file.stem for file in HERE.glob("*.py") if file.stem not in HELPERS)
    sections, failed = [], False
    for name in names:
        print(f"{name} …", file=sys.stderr, flush=True)
        started = time.monotonic()
        module = importlib.import_module(name)
        try:
            body = module.run().strip()
        except Exception:
            # The other figures are worth having all the same.
            failed = True
            body = f"**This benchmark failed.**\n\n```\n{traceback.format_exc().strip()}\n```"
        sections.append(f"## {module.TITLE}\n\n{body}\n\n*{time.monotonic() - started:.0f} s.*\n")
    page = "\n".join([header(), *sections])
    if chosen:
        print(page)
    else:
        REPORT.write_text(page, encoding="utf-8")
    sys.exit(failed)


def header() -> str:
    """What the figures were measured on."""
    busy = os.getloadavg()[0]
    return (
        "# Benchmarks\n\n"
        f"Written by `make bench` on {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, "
        f"pyoxigraph {version('pyoxigraph')}, FastAPI {version('fastapi')}, uvicorn {version('uvicorn')}; load before the "
        f"start {busy:.1f}. Absolute figures belong to this machine; ratios are within one run.\n"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
