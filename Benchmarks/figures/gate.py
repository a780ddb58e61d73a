"""Instruction counts against the accepted ones: the figure that other work on the machine does not change."""

import json
import os
import tempfile

import load
from goals import PAIR, Setting
from processes import Failed, instructions
from programs import program

ACCEPTED = os.path.join(load.ROOT, "Benchmarks", "instructions.json")
TOLERANCE = 0.05
PAGES = 4


def counts(registry):
    """What each measure takes; always over the project's own load."""
    os.environ["CSPREG_REGISTRY"] = registry
    setting = Setting(0, 0)

    def growth(command, members=False):
        few, many = (
            instructions(command(load.policies(lines, own=True, members=members))) for lines in (1_000, 10_000)
        )
        return (many - few) // 9_000

    yield "diff of two versions", instructions([program(), "diff", *PAIR])
    yield "impact --batch, a policy", growth(setting.batch)
    yield "the same of lines with other members", growth(setting.batch, members=True)
    with tempfile.TemporaryDirectory() as folder:
        index = os.path.join(folder, "index")
        yield "index build, a policy", growth(lambda file: [program(), "index", "build", file, "-o", index, "--quiet"])
        yield "impact --index, 10,000 policies", instructions(setting.impact("--index", index))
    page = os.path.join(os.path.dirname(load.pages(PAGES)), "1.html")
    yield "extract, a page of 61 KB", instructions([program("cspreg-import"), "extract", page, "-f", "json"])


def accept():
    """Measures and writes what it measured as accepted."""
    with tempfile.TemporaryDirectory() as folder:
        registry, seq = load.registry(folder)
        measured = {}
        for name, count in counts(registry):
            measured[name] = count
            print("%-38s %12d" % (name, count), flush=True)
    with open(ACCEPTED, "w", encoding="utf-8") as file:
        json.dump({"registry": seq, "instructions": measured}, file, indent=2)
        file.write("\n")


def hold():
    """Compares with the accepted counts; whether none grew."""
    with open(ACCEPTED, encoding="utf-8") as file:
        accepted = json.load(file)
    held = True
    with tempfile.TemporaryDirectory() as folder:
        registry, _ = load.registry(folder, accepted["registry"])
        for name, count in counts(registry):
            known = accepted["instructions"].get(name)
            if known is None:
                raise Failed("%s has no accepted count; Benchmarks/run --accept writes it" % name)
            change = count / known - 1
            remark = ""
            if change > TOLERANCE:
                held = False
                remark = "  grew by more than 5 %; make it cheaper, or accept it and say why: Benchmarks/run --accept"
            elif change < -TOLERANCE:
                remark = "  fell; keep what was won: Benchmarks/run --accept"
            print("%-38s %12d %+7.1f %% of %d%s" % (name, count, change * 100, known, remark), flush=True)
    return held
