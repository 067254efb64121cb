"""The numbered and named parts of a strategy, programme or plan."""
