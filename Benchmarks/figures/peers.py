"""Other programs that read the same input; those that are not there are named and left out.

bin/setup --peers installs them.
"""

import os
import shutil
import subprocess
import sys

from load import ROOT
from processes import Failed, in_turn, cpu

VENV = os.path.join(ROOT, ".build", "benchmark-peers", "bin", "python3")

DUCKDB = """
import sys, duckdb
duckdb.execute("set threads to 1")
question = "select count(*) from read_ndjson('%s') where policy like '%%userpilot.io%%'"
print(duckdb.execute(question % sys.argv[1]).fetchall())
"""
CSP_TOOLKIT = """
import json, sys
from csp_toolkit import analyze, parse
for number, line in enumerate(open(sys.argv[1], encoding="utf-8")):
    if number == int(sys.argv[2]): break
    analyze(parse(json.loads(line)["policy"]))
"""
LXML = """
import json, sys
from lxml import html
for line in open(sys.argv[1], encoding="utf-8"):
    with open(json.loads(line)["path"], "rb") as page:
        html.fromstring(page.read(), parser=html.HTMLParser(encoding="utf-8")).text_content()
"""


def python(module):
    """A Python that has the module; `None` for none."""
    for path in (VENV, sys.executable):
        if (
            os.path.exists(path)
            and subprocess.run([path, "-c", "import " + module], stderr=subprocess.DEVNULL).returncode == 0
        ):
            return path
    return None


def readers(file, lines):
    """Commands that read a file of policies: what it does, the command, how many policies it reads."""
    yield "wc -l: counts lines", ["wc", "-l", file], lines
    if shutil.which("rg"):
        yield "rg: finds the vendor's name", ["rg", "--no-mmap", "-c", "-j1", r"userpilot\.io", file], lines
    if path := python("duckdb"):
        yield "DuckDB: reads the JSON, finds the name", [path, "-c", DUCKDB, file], lines
    if path := python("csp_toolkit"):
        # As many as make the start of Python small against them.
        count = min(lines, 20_000)
        yield "csp-toolkit: parses and lints", [path, "-c", CSP_TOOLKIT, file, str(count)], count


def missing():
    """Peers that are not installed."""
    names = [] if shutil.which("rg") else ["rg"]
    return names + [
        name
        for name, module in (("DuckDB", "duckdb"), ("csp-toolkit", "csp_toolkit"), ("lxml", "lxml"))
        if not python(module)
    ]


def rates(ours, file, lines, runs):
    """What each peer does, its policies a second, and how often ours is that fast."""
    all = list(readers(file, lines))
    taken = in_turn(runs, ours, *(command for _, command, _ in all))
    own = lines / cpu(taken[0])
    for (name, _, count), one in zip(all, taken[1:]):
        rate = count / cpu(one)
        yield name, rate, own / rate


def lxml_text(batch):
    """The command that reads pages with lxml and takes their text."""
    path = python("lxml")
    if path is None:
        raise Failed("lxml is not installed: bin/setup --peers")
    return [path, "-c", LXML, batch]
