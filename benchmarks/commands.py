"""What a person waits for at the command line; the mapper beside spaCy's blank Swedish pipeline, and its memory."""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

TITLE = "The command line, and the mapper"
_RUNS = 5
_DOCUMENTS = (200, 2_000)
_COMMAND = [sys.executable, "-m", "clustergraph"]


def run() -> str:
    """Medians of whole processes, and one ratio."""
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "store")
        rows = [
            ("`clustergraph --help`", 0.3, _median("--help")),
            ("`clustergraph build`, cold", 5.0, _median("build", "--store", store)),
            ("`clustergraph query adoptions`, warm", 1.0, _median("query", "adoptions", "--store", store)),
        ]
    table = "\n".join(f"| {name} | {goal} s | {seconds:.2f} s |" for name, goal, seconds in rows)
    return f"| | goal | median of {_RUNS} |\n|---|---|---|\n{table}\n\n{_beside_spacy()}\n\n{_memory()}"


def _median(*arguments: str) -> float:
    times = []
    for _ in range(_RUNS):
        started = time.perf_counter()
        subprocess.run([*_COMMAND, *arguments], check=True, capture_output=True)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def _beside_spacy() -> str:
    """CPU seconds of mapping the shipped texts over those of splitting them with spaCy, in one run."""
    from clustergraph import resources
    from clustergraph.mapping import map_source
    from clustergraph.reading import read

    try:
        import spacy
    except ImportError:
        return "spaCy is not installed, so the mapper is not measured beside it (`pip install spacy`)."
    sources = [read(path) for path in sorted((resources.data() / "documents").glob("*.txt"))]
    pipeline = spacy.blank("sv")
    pipeline.add_pipe("sentencizer")
    ratios = []
    for number in range(_RUNS + 1):  # the first warms both
        mapped = _cpu(lambda: [map_source(source) for source in sources])
        split = _cpu(lambda: [pipeline(source.text) for source in sources])
        if number:
            ratios.append(mapped / split)
    return (
        f"Mapping the shipped documents takes {statistics.median(ratios):.2f} times the CPU time that spaCy {spacy.__version__}'s "
        "blank Swedish pipeline takes to split the same text into sentences (goal: 1)."
    )


# Maps so many documents, each with names and headings of its own, and prints the most memory it held, in MB.
_MAPPING = """
import hashlib, sys
from pathlib import Path
import texts
from clustergraph.mapping import map_source
from clustergraph.model import SourceText

for number in range(int(sys.argv[1])):
    own = f"Rum {number} AB har beretts tillfälle att yttra sig. Handläggare: Ann Ek{number:x}, strateg för område {number}\\n\\n"
    text = texts.text(number) + f"\\n## Om verksamhet {number}\\n\\n{own}" * 3
    digest = hashlib.sha256(text.encode()).hexdigest()
    map_source(SourceText(f"yttrande-{number}.txt", text, digest, digest, "text/plain", ()))
# Not `ru_maxrss`, which begins with what the process that started this one held.
print(int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) // 1024)
"""


def _memory() -> str:
    """The peak memory of mapping few and many documents, each number in a process of its own."""
    peaks = []
    for number in _DOCUMENTS:
        mapping = [sys.executable, "-c", _MAPPING, str(number)]
        done = subprocess.run(mapping, check=True, capture_output=True, text=True, cwd=Path(__file__).parent)
        peaks.append(int(done.stdout))
    few, many = _DOCUMENTS
    return (
        f"Mapping {few} different documents one after the other takes at most {peaks[0]} MB, mapping {many:,} of them {peaks[1]} MB: "
        f"{peaks[1] / peaks[0]:.2f} times as much (goal: 1)."
    )


def _cpu(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started
