"""The files that are measured with; made once, kept in .build/benchmark-load."""

import json
import os
import re
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
REGISTRY = os.path.join(ROOT, "Registry")
FOLDER = os.path.join(ROOT, ".build", "benchmark-load")
OWN = os.path.join(ROOT, "Benchmarks", "load", "policies.py")
PAGES = os.path.join(ROOT, "Benchmarks", "load", "pages.py")
# A generator that is handed around outside of the project, with more of what real policies have.
SHARED = os.path.join(ROOT, "..", "shared", "load", "gen_policies.py")


def generator(lines, own=False, members=False):
    """The command that writes lines of policies to standard output, with other `members` if asked for."""
    if own or members or not os.path.exists(SHARED):
        return [sys.executable, OWN, str(lines)] + (["--members"] if members else [])
    return [sys.executable, SHARED, "-n", str(lines)]


def policies(lines, own=False, members=False):
    """A file with so many policies."""
    command = generator(lines, own, members)
    kind = "members" if members else "own" if command[1] == OWN else "shared"
    return made("%s-%d.ndjson" % (kind, lines), command)


def pages(count):
    """A file that names so many HTML pages, a line each."""
    folder = os.path.join(FOLDER, "pages-%d" % count)
    batch = os.path.join(folder, "pages.ndjson")
    if stale(batch, PAGES):
        subprocess.run([sys.executable, PAGES, folder, str(count)], check=True)
    return batch


def changes(count):
    """Pairs of versions: each vendor's from one to the next, in the order of their names."""
    pairs = []
    vendors = os.path.join(REGISTRY, "vendors")
    for vendor in sorted(os.listdir(vendors)):
        names = os.listdir(os.path.join(vendors, vendor))
        versions = sorted(int(name[:-5]) for name in names if re.fullmatch(r"\d+\.json", name))
        pairs += [("%s@%d" % (vendor, old), "%s@%d" % (vendor, new)) for old, new in zip(versions, versions[1:])]
    return [name for pair in pairs[:count] for name in pair]


def registry(folder, seq=None):
    """The bundled registry as it was at a line of its log, for later vendors shall change no figure; and that line."""
    with open(os.path.join(REGISTRY, "log.jsonl"), encoding="utf-8") as file:
        log = file.readlines()[:seq]
    path = os.path.join(folder, "Registry")
    shutil.copytree(REGISTRY, path, ignore=shutil.ignore_patterns("log.jsonl"))
    with open(os.path.join(path, "log.jsonl"), "w", encoding="utf-8") as file:
        file.writelines(log)
    return path, json.loads(log[-1])["seq"]


def made(name, command):
    path = os.path.join(FOLDER, name)
    if stale(path, command[1]):
        print("writing %s" % os.path.relpath(path, ROOT), file=sys.stderr)
        os.makedirs(FOLDER, exist_ok=True)
        with open(path + ".part", "wb") as file:
            subprocess.run(command, stdout=file, check=True)
        os.replace(path + ".part", path)
    return path


def stale(path, source):
    return not os.path.exists(path) or os.path.getmtime(path) < os.path.getmtime(source)
