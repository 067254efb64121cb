"""The organisations that a text names, and which of its bodies belongs to which."""
