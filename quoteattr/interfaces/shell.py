"""How commands meet the shell: closed streams, signals, errors and exit codes."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any, Final, NoReturn

import click

from quoteattr.interfaces.messages import say, shown, told

_ENDING: Final = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


class Stopped(SystemExit):
    """A signal asked the process to end; the code is that which shells give for it."""


class Commands(click.Group):
    """Commands that end with a message on one line and an exit code, whatever the shell does."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **options: Any,
    ) -> Any:
        """Run a command and exit, or without `standalone_mode` do as click does."""
        run = partial(super().main, args, prog_name, complete_var, standalone_mode=False, **options)
        if not standalone_mode:
            return run()
        _fill_closed_streams()
        with _stopping_on_signals():
            sys.exit(_exit_code(run))


def _exit_code(run: Callable[[], Any]) -> int:
    """Run a command; what it ends with is told on standard error."""
    try:
        return run() or 0
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    except click.UsageError as error:
        click.UsageError(shown(error.format_message()), error.ctx).show()
        return error.exit_code
    except click.ClickException as error:
        say(error.format_message())
        return error.exit_code
    except click.Abort:
        say("interrupted")
        return 130
    except Stopped:
        say("terminated")
        raise
    except OSError as error:
        say(told(error) if error.filename else f"standard output: {error.strerror or error}")
        return 1


def _fill_closed_streams() -> None:
    """Open what is closed of the standard streams on the null device; else the next file opened would stand for it."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(number)
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115, open to the end


@contextmanager
def _stopping_on_signals() -> Iterator[None]:
    """Make exceptions of signals that end a process, so that nothing half done is left; what is ignored stays so."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in _ENDING}
    for number, handler in before.items():
        if handler is signal.SIG_DFL:
            signal.signal(number, _stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, _: FrameType | None) -> NoReturn:
    raise Stopped(128 + number)
