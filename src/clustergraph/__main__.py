"""`python -m clustergraph` is the `clustergraph` command."""

from clustergraph.cli import main

main()
