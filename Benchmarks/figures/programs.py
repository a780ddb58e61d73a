"""The release build that is measured."""

import os

from load import ROOT
from processes import Failed

RELEASE = os.path.join(ROOT, ".build-release", "release")


def program(name="cspreg"):
    """The path of an executable that is as new as its sources."""
    path = os.path.join(RELEASE, name)
    # Only bin/cspreg knows a build that changed nothing; it leaves a stamp.
    built = max(
        (os.path.getmtime(one) for one in (path, os.path.join(RELEASE, ".built-" + name)) if os.path.exists(one)),
        default=0,
    )
    if not os.path.exists(path) or built < newest_source():
        how = "bin/cspreg --version" if name == "cspreg" else "bin/cspreg extract --help"
        raise Failed("%s is not built from these sources; this builds it: %s" % (os.path.relpath(path, ROOT), how))
    return path


def newest_source():
    files = [os.path.join(ROOT, "Package.swift")]
    for folder, _, names in os.walk(os.path.join(ROOT, "Sources")):
        files += [os.path.join(folder, name) for name in names]
    return max(map(os.path.getmtime, files))
