"""What a whole process takes: CPU time, wall time, memory, instructions."""

import atexit
import functools
import os
import re
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from statistics import median


@dataclass
class Taken:
    cpu: float  # seconds, user and system
    wall: float  # seconds
    memory: int  # bytes; never less than this program's own


class Failed(Exception):
    """A measured program did not do its work."""


def done(command):
    """The codes with which a command ends that did its work: streams and `diff` say 1 when they find something."""
    return (0,) if os.path.basename(command[0]).startswith("python") else (0, 1)


def waited(process, command, errors):
    """Waits for a process that was started with `start`; what it took."""
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - process.begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in done(command):
        errors.seek(0)
        text = errors.read().decode(errors="replace").strip()
        raise Failed("%s ended with %d: %s" % (" ".join(command[:4]), process.returncode, text[-600:]))
    return Taken(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * 1024)


def start(command, errors, stdin=subprocess.DEVNULL):
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdin=stdin, stdout=subprocess.DEVNULL, stderr=errors)
    process.begun = begun
    return process


def taken(command, stdin=subprocess.DEVNULL):
    """Runs a command to its end, its output thrown away."""
    with tempfile.TemporaryFile() as errors:
        return waited(start(command, errors, stdin), command, errors)


def together(commands):
    """Runs commands at the same time; seconds until the last one ended, and CPU seconds of the one that took most."""
    with tempfile.TemporaryFile() as errors:
        begun = time.perf_counter()
        running = [start(command, errors) for command in commands]
        all = [waited(process, command, errors) for process, command in zip(running, commands)]
        return time.perf_counter() - begun, max(one.cpu for one in all)


def piped(producer, command):
    """Runs `producer | command`; what `command` took."""
    with tempfile.TemporaryFile() as errors:
        source = subprocess.Popen(producer, stdout=subprocess.PIPE)
        try:
            return waited(start(command, errors, source.stdout), command, errors)
        finally:
            source.stdout.close()
            source.wait()


def in_turn(runs, *commands):
    """Runs the commands in turn, so that what else the machine does meets all of them; one list of `Taken` for each."""
    for command in commands:
        taken(command)
    lists = [[] for _ in commands]
    for _ in range(runs):
        for list, command in zip(lists, commands):
            list.append(taken(command))
    return lists


def cpu(list):
    return median(one.cpu for one in list)


@functools.cache
def plain(program):
    """A copy without debugging information, of which valgrind reads no DWARF 5."""
    folder = tempfile.mkdtemp(prefix="cspreg-count-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    copy = os.path.join(folder, os.path.basename(program))
    subprocess.run(["objcopy", "--strip-debug", program, copy], check=True)
    return copy


def instructions(command):
    """Instructions of a command; they repeat, for its environment is next to empty and hashing has no seed."""
    if not shutil.which("valgrind"):
        raise Failed("valgrind is not installed: bin/setup --counts")
    run = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", plain(command[0])] + command[1:],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={
            "PATH": os.environ["PATH"],
            "CSPREG_REGISTRY": os.environ["CSPREG_REGISTRY"],
            "SWIFT_DETERMINISTIC_HASHING": "1",
        },
    )
    count = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode not in done(command) or not count:
        raise Failed(
            "%s ended with %d under callgrind: %s" % (" ".join(command[:4]), run.returncode, run.stderr[-600:])
        )
    return int(count[1])
