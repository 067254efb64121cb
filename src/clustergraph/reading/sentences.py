"""Swedish sentences by rule: one pass, no model."""


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]` as offsets in `text`, in order, without surrounding white space."""
    raise NotImplementedError
