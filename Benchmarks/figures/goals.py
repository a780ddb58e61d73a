"""The figures of the project, each a function that yields what it measured."""

import os
import re
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass

import load
import peers
from processes import Failed, cpu, in_turn, instructions, piped, together
from programs import program

PAIR = ["userpilot@1", "userpilot@2"]
MEBIBYTE = 1 << 20


@dataclass
class Setting:
    lines: int  # of the file of policies
    runs: int

    def impact(self, *arguments, of=PAIR):
        return [program(), "impact", *of, "--quiet", *arguments]

    def batch(self, file, *arguments, of=PAIR):
        return self.impact("--policies", file, "--batch", *arguments, of=of)

    @property
    def file(self):
        return load.policies(self.lines)


@dataclass
class Figure:
    what: str
    value: str
    must: str = ""
    aim: str = ""
    detail: str = ""


def times(value):
    return "%.1fx" % value if value < 100 else "%.0fx" % value


def lines_of(command):
    """How many lines a command writes."""
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        return sum(1 for _ in process.stdout)


def milliseconds(list):
    return "%.1f ms" % (cpu(list) * 1e3)


def scan(setting):
    """G1"""
    ours, wc = in_turn(setting.runs, setting.batch(setting.file), ["wc", "-l", setting.file])
    yield Figure(
        "impact --batch against wc -l, CPU",
        times(cpu(ours) / cpu(wc)),
        "20x",
        "4x",
        "%d policies/s; %s against %s" % (setting.lines / cpu(ours), milliseconds(ours), milliseconds(wc)),
    )


def policy_instructions(setting):
    """G2"""
    counts = [instructions(setting.batch(load.policies(lines))) for lines in (1_000, 10_000)]
    yield Figure(
        "instructions a policy, from 1,000 to 10,000", "%d" % ((counts[1] - counts[0]) / 9_000), "15000", "4000"
    )


def parse(setting):
    """G3"""
    run = subprocess.run(
        [os.path.join(load.ROOT, "Benchmarks", "policy", "run"), "parse"], capture_output=True, text=True
    )
    if run.returncode:
        raise Failed("Benchmarks/policy/run ended with %d: %s" % (run.returncode, run.stderr[-600:]))
    typed = re.search(r"typed, of bytes\s+(\S+)\s+(\S+)\s+(\S+)", run.stdout)
    yield Figure(
        "policies in their typed form against String.split",
        times(float(typed[3])),
        "10x",
        "50x",
        "%s policies/s, %s MB/s" % (typed[1], typed[2]),
    )


def index(setting):
    """G4, G5"""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "index")
        build = [program(), "index", "build", setting.file, "-o", path, "--quiet"]
        runs = in_turn(min(setting.runs, 3), build)[0]
        size = os.path.getsize(path) / os.path.getsize(setting.file)
        ask, nothing = in_turn(setting.runs * 3, setting.impact("--index", path), [program(), "diff", *PAIR])
        yield Figure(
            "one change against the index of %d policies, CPU" % setting.lines,
            milliseconds(ask),
            "20 ms",
            "2 ms",
            "the same as %s diffs of the two versions" % times(cpu(ask) / cpu(nothing)),
        )
        yield Figure("index build, policies/s", "%d" % (setting.lines / cpu(runs)), "200000", "500000")
        yield Figure("size of the index, of its input", "%.1f %%" % (size * 100), "25 %", "12 %")


def start(setting):
    """G6"""
    with tempfile.TemporaryDirectory() as folder:
        files = [os.path.join(folder, name) for name in "ab"]
        for number, path in enumerate(files):
            with open(path, "w") as file:
                file.write("".join("line %d\n" % (line * (number + 1)) for line in range(50)))
        command = [program(), "diff", *PAIR]
        ours, diff = in_turn(max(setting.runs, 41), command, ["diff", *files])
        yield Figure(
            "diff userpilot@1 userpilot@2 against diff a b, CPU",
            times(cpu(ours) / cpu(diff)),
            "6x",
            "2.5x",
            "%s against %s" % (milliseconds(ours), milliseconds(diff)),
        )
        yield Figure("instructions of that diff", "%.1f M" % (instructions(command) / 1e6))


def html(setting):
    """G7"""
    batch = load.pages(300)
    # The lines come from standard input; a shell opens them anew for each run.
    ours = ["sh", "-c", 'exec "$0" extract --batch < "$1"', program("cspreg-import"), batch]
    extract, lxml = in_turn(min(setting.runs, 5), ours, peers.lxml_text(batch))
    bytes = sum(entry.stat().st_size for entry in os.scandir(os.path.dirname(batch)) if entry.name.endswith(".html"))
    yield Figure(
        "HTML pages to requirements against lxml's text, MB/s",
        "%.2fx" % (cpu(lxml) / cpu(extract)),
        "0.7x",
        "1.2x",
        "%.0f MB/s against %.0f" % (bytes / 1e6 / cpu(extract), bytes / 1e6 / cpu(lxml)),
    )


def growth(setting):
    """G8"""
    lines = 10_000
    while lines <= setting.lines * 10:
        # Piped, so that ten million lines need no disk.
        run = piped(load.generator(lines, own=True), setting.batch("-"))
        yield Figure(
            "stream of %d policies: peak memory" % lines,
            "%.1f MiB" % (run.memory / MEBIBYTE),
            "64 MiB",
            "16 MiB",
            "%.2f CPU s for each million" % (run.cpu / lines * 1e6),
        )
        lines *= 10


def shards(setting):
    """G9"""
    parts = [setting.batch(setting.file, "--shard", "%d/2" % part) for part in (1, 2)]
    # A loop that needs no memory: twice the work on two cores shows what the machine gives at best.
    loop = [sys.executable, "-c", "for _ in range(10_000_000): pass"]
    taken = []
    for _ in range(max(setting.runs, 9)):
        # In turn, for what others do on the machine comes and goes.
        runs = [together(commands) for commands in ([setting.batch(setting.file)], parts, [loop], [loop, loop])]
        (one, one_cpu), (two, two_cpu), (alone, _), (both, _) = runs
        taken.append((one / two, one_cpu / two_cpu, 2 * alone / both))
    wall, by_cpu, best = (statistics.median(each) for each in zip(*taken))
    yield Figure(
        "two shards against one, wall",
        "%.2fx" % wall,
        "1.7x",
        "1.95x",
        "%d cores, which make a bare loop %.2fx as quick; by CPU time of the longer shard %.2fx"
        % (os.cpu_count(), best, by_cpu),
    )


def changes(setting):
    """25 changes in one pass"""
    pairs = load.changes(25)
    commands = [setting.batch(setting.file, of=of) for of in (pairs, PAIR)]
    many, one = in_turn(min(setting.runs, 3), *commands)
    results = [lines_of(command) for command in commands]
    yield Figure(
        "%d changes against one, CPU" % (len(pairs) // 2),
        times(cpu(many) / cpu(one)),
        "3x",
        "",
        "%s for %d results against %s for %d" % (milliseconds(many), results[0], milliseconds(one), results[1]),
    )


def others(setting):
    """Other programs"""
    for name, rate, ratio in peers.rates(
        setting.batch(setting.file), setting.file, setting.lines, min(setting.runs, 3)
    ):
        yield Figure("impact --batch against " + name, times(ratio), detail="%d policies/s" % rate)


ALL = {
    "scan": scan,
    "instructions": policy_instructions,
    "parse": parse,
    "index": index,
    "start": start,
    "html": html,
    "growth": growth,
    "shards": shards,
    "changes": changes,
    "peers": others,
}
