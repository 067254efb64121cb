"""What the rules found, as the typed records of the model."""
