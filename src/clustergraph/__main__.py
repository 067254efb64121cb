"""The program: `clustergraph`, or `python -m clustergraph`."""

import signal


def main() -> None:
    """Load the command line and run it; an interrupt before it can answer ends the program without a traceback."""
    is_heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_heard:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from clustergraph.cli import main as command_line

    if is_heard:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    command_line()


if __name__ == "__main__":
    main()
