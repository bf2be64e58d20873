"""Running the command line in tests: in this process with the toy reader, or as a program."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from demarche.cli import Tools, main
from tests.toy_reader import load_toy_reader

Run = Callable[..., tuple[int, str, str]]  # words of the command line -> exit code, stdout, stderr

PROGRAM = "from demarche.cli import main; main()"


def runner(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command line in this process with the toy reader."""

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([str(one) for one in arguments], Tools(load=load_toy_reader))
        code = ended.value.code
        out, err = capsys.readouterr()
        return code if isinstance(code, int) else 0, out, err

    return run


def start(*arguments: str | Path, program: str = PROGRAM) -> subprocess.Popen[bytes]:
    """Start the program as a shell would, in a process group of its own, with pipes."""
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        start_new_session=True,
        # Whoever runs the tests in the background has interrupts ignored, and children inherit it.
        preexec_fn=heed_interrupts,
    )


def heed_interrupts() -> None:
    """Let Ctrl-C reach this process as it does one started at a terminal."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
