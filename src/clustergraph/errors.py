"""Every error a user can cause, as one tree; the message is the sentence the user reads."""


class ClustergraphError(Exception):
    """Could not do what was asked. The message says what, where, and what to do about it."""


class InputError(ClustergraphError):
    """A file, text or argument that the user gave cannot be used as it is."""


class StoreError(ClustergraphError):
    """The store cannot be opened, read or written."""


class StoreLockedError(StoreError):
    """Another process holds the store for writing."""


class QueryError(ClustergraphError):
    """A SPARQL query or a parameter of a canned query is wrong."""


class NotInSyntaxError(ClustergraphError):
    """What is to be written cannot be said in the syntax that is asked for."""


class NotFoundError(ClustergraphError):
    """What was asked for does not exist."""
