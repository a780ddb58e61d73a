#!/usr/bin/env python3
"""Runs impact.py over a cluster of two workers on this machine and compares with one process of cspreg.

bin/setup --spark && bin/cspreg --version && .build/spark/bin/python3 integrations/spark/test_impact.py
"""

import collections
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

import pyspark
import pyspark.sql

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PROGRAM = os.path.join(ROOT, ".build-release", "release", "cspreg")
REGISTRY = os.path.join(ROOT, "Registry")
# PyPI's package is all that spark-submit needs, also for workers in processes of their own.
SPARK = pyspark.__path__[0]
LINES = 100_000
CLUSTER = "local-cluster[2,1,2048]"

# Lines that people send: some cannot be read, some look as if they could not.
ODD = [
    b'{"id":"cut","policy":"img-src x\n',
    b'{"id":"no policy"}\n',
    b"\xff\xfe\n",
    b'{"id":"bad \xe9","policy":"img-src x"}\n',
    b"\n",
    b"\r\n",
    '{"id":"a,\\"line\\":1,é","policy":"connect-src https://api.userpilot.io","platform":"münster"}\r\n'.encode(),
    b'{"id":7,"policy":"connect-src https://api.userpilot.io","platform":{"of": [1]}}\n',
    b'{"policy":"connect-src https://api.userpilot.io","platform":null}\n',
    b'{"id":null,\r"policy":"connect-src https://api.userpilot.io"}\n',
]
# Dies in the first partition that it is asked about; not in the trial before.
MORTAL = """#!/bin/sh
if ! mkdir "{marks}/trial" 2>/dev/null && mkdir "{marks}/death" 2>/dev/null; then
  head -c 100000 >/dev/null
  kill -KILL $$
fi
exec "{program}" "$@"
"""


def submit(master, *arguments):
    """Runs impact.py; exit code and all that it says, for spark-submit joins the outputs."""
    run = subprocess.run(
        [
            os.path.join(SPARK, "bin", "spark-submit"),
            "--master",
            master,
            "--conf",
            "spark.ui.enabled=false",
            "--conf",
            "spark.log.level=ERROR",
            os.path.join(HERE, "impact.py"),
            *arguments,
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "SPARK_HOME": SPARK, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable},
    )
    return run.returncode, run.stdout


def alone(path, *arguments):
    """The same of one process: exit code, results without the number of their line, counts."""
    with tempfile.TemporaryDirectory() as folder:
        summary = os.path.join(folder, "summary.json")
        run = subprocess.run(
            [
                PROGRAM,
                "impact",
                *arguments,
                "--policies",
                path,
                "--batch",
                "--quiet",
                "--carry",
                "platform",
                "--summary",
                summary,
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "CSPREG_REGISTRY": REGISTRY},
        )
        results = [json.loads(line) for line in run.stdout.splitlines()]
        for result in results:
            del result["line"]
        with open(summary, encoding="utf-8") as file:
            return run.returncode, results, json.load(file)


def table(results):
    """Number of results by vendor, change, platform and result."""
    return collections.Counter(
        (one["vendor"], one["from"], one["to"], platform(one.get("carry", {}).get("platform")), one["result"])
        for one in results
    )


def platform(value):
    return value if value is None or isinstance(value, str) else json.dumps(value, separators=(",", ":"))


def counted(rows):
    return collections.Counter(
        {
            (row["vendor"], row["from"], row["to"], row["platform"], result): row[result]
            for row in rows
            for result in ("breaks", "incomplete", "depends", "report-only")
            if row[result]
        }
    )


def rows(folder):
    """Rows of all NDJSON files in a folder."""
    for name in sorted(os.listdir(folder)):
        if name.startswith("part-"):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                yield from map(json.loads, file)


def canonical(results):
    return sorted(json.dumps(one, sort_keys=True) for one in results)


class ImpactTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        generator = [sys.executable, os.path.join(ROOT, "Benchmarks", "load", "policies.py"), "--members"]
        lines = subprocess.run(generator + [str(LINES)], stdout=subprocess.PIPE, check=True).stdout.splitlines(
            keepends=True
        )
        for number, odd in enumerate(ODD * 3):
            lines.insert(number * 3_000 + 17, odd)
        cls.all = os.path.join(cls.folder, "all.ndjson")
        with open(cls.all, "wb") as file:
            file.writelines(lines)
        # Uneven files: one holds most, one cannot be split.
        cls.parts = os.path.join(cls.folder, "parts")
        os.mkdir(cls.parts)
        for name, some, opener in (
            ("a.ndjson", lines[:70_000], open),
            ("b.ndjson", lines[70_000:70_010], open),
            ("c.ndjson.gz", lines[70_010:], gzip.open),
        ):
            with opener(os.path.join(cls.parts, name), "wb") as file:
                file.writelines(some)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)
        # Workers keep what was sent to them.
        shutil.rmtree(os.path.join(SPARK, "work"), ignore_errors=True)

    def test_cluster_answers_as_one_process_though_a_filter_dies(self):
        marks = os.path.join(self.folder, "marks")
        os.mkdir(marks)
        mortal = os.path.join(self.folder, "mortal")
        with open(mortal, "w", encoding="utf-8") as file:
            file.write(MORTAL.format(marks=marks, program=PROGRAM))
        os.chmod(mortal, 0o755)
        out, found = (os.path.join(self.folder, name) for name in ("table", "results"))
        code, said = submit(
            CLUSTER,
            "userpilot@1",
            "userpilot@2",
            "--policies",
            self.parts,
            "--cspreg",
            mortal,
            "--out",
            out,
            "--results",
            found,
            "--partition-bytes",
            str(16 << 20),
        )
        expected_code, expected, summary = alone(self.all, "userpilot@1", "userpilot@2")

        self.assertEqual(code, expected_code, said)
        self.assertEqual(code, 3)
        self.assertTrue(os.path.exists(os.path.join(marks, "death")))
        self.assertEqual(counted(rows(out)), table(expected))
        self.assertEqual(canonical(rows(found)), canonical(expected))
        self.assertGreater(len(expected), 2_000)
        self.assertIn("%d lines in" % summary["lines"], said)
        self.assertIn(" %d malformed" % summary["malformed"], said)
        self.assertEqual(summary["malformed"], 12)

    def test_changes_since_as_parquet(self):
        path = os.path.join(self.folder, "some.ndjson")
        with open(self.all, "rb") as file, open(path, "wb") as some:
            some.writelines(line for line, _ in zip(file, range(2_000)))
        out = os.path.join(self.folder, "parquet")
        code, said = submit("local[2]", "--since", "10", "--policies", path, "--out", out, "--format", "parquet")
        expected_code, expected, _ = alone(path, "--since", "10")

        self.assertEqual(code, expected_code, said)
        session = pyspark.sql.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
        try:
            self.assertEqual(counted(row.asDict() for row in session.read.parquet(out).collect()), table(expected))
        finally:
            session.stop()
        self.assertTrue(expected)

    def test_wrong_usage_never_reaches_the_cluster(self):
        for arguments, words in (
            (["userpilot@1", "userpilot@99"], "userpilot@99"),
            (["userpilot@1"], "pairs of versions"),
            (["userpilot@1", "userpilot@2", "--cspreg", "/none"], "/none is not there"),
        ):
            run = subprocess.run(
                [sys.executable, os.path.join(HERE, "impact.py"), *arguments, "--policies", self.all],
                capture_output=True,
                text=True,
            )
            self.assertEqual((run.returncode, run.stdout), (2, ""), run.stderr)
            self.assertIn(words, run.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
