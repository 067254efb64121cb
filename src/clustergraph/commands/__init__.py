"""The subcommands; each module holds one click command named `command` and imports heavy things where used."""
