"""The subcommands, one module each, whose click command is named `command`; heavy imports where used."""
