"""Documents in: from a file in any supported format to its text, blocks, sentences and parts.

Everything downstream works on `Source.text`: offsets are Unicode code points in it.
"""

from clustergraph.reading.block import Block, Kind
from clustergraph.reading.blocks import blocks
from clustergraph.reading.emphasis import Plain, plain
from clustergraph.reading.letters import readable
from clustergraph.reading.rewrapped import unwrapped
from clustergraph.reading.sentences import sentences
from clustergraph.reading.source import MAX_BYTES, Source, read, read_bytes
from clustergraph.reading.split import Part, split

__all__ = [
    "MAX_BYTES",
    "Block",
    "Kind",
    "Part",
    "Plain",
    "Source",
    "blocks",
    "plain",
    "read",
    "read_bytes",
    "readable",
    "sentences",
    "split",
    "unwrapped",
]
