"""clustergraph: Swedish governance documents as an RDF graph in which every statement quotes its source."""


def __getattr__(name: str) -> str:
    # Not looked up before it is asked for: the program is to be deaf to an interrupt for as short as can be.
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import version

    return version("clustergraph")
