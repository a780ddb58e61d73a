#!/usr/bin/env python3
"""Which of very many policies a change of a vendor breaks, counted over a Spark cluster by vendor and by platform.

    spark-submit impact.py userpilot@1 userpilot@2 --policies 'hdfs:///csp/*.ndjson' --out hdfs:///csp/broken

Nothing has to be installed on the cluster: the program and the registry travel with the job, and its JVMs run the
program as a filter over each partition. Exits like cspreg: 0 nothing found, 1 findings, 2 wrong usage, 3 malformed
lines or no answer.
"""

import argparse
import math
import os
import subprocess
import sys
import tarfile
import tempfile

from pyspark import SparkFiles
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession, functions, types
from py4j.protocol import Py4JJavaError

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SHIPPED = "cspreg-impact"
# What a result can be; a stream leaves out what is safe or does not use the vendor.
VERDICTS = ["breaks", "incomplete", "depends", "report-only"]
# Bytes pass through the JVM unchanged as characters of this encoding, also those that are no UTF-8.
BYTES = "ISO-8859-1"
# Files that Hadoop reads from beginning to end, and how much more is in them.
UNSPLIT = (".gz", ".deflate", ".snappy", ".lz4", ".zst")
UNPACKED = 6


class Refused(Exception):
    """What was asked for cannot be done; with the exit code."""

    def __init__(self, message, code):
        super().__init__(message)
        self.code = code


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("versions", nargs="*", metavar="A B", help="pairs of versions: old and new")
    parser.add_argument(
        "--since", type=int, metavar="SEQ", help="instead of pairs: every change since this line of the registry's log"
    )
    parser.add_argument(
        "--policies",
        nargs="+",
        required=True,
        metavar="URI",
        help="NDJSON files, folders or patterns that Spark reads, also compressed",
    )
    parser.add_argument("--member", default="platform", help="member of the lines that counts are by (platform)")
    parser.add_argument("--out", metavar="URI", help="folder for the table; without it the table is printed as NDJSON")
    parser.add_argument("--format", choices=["ndjson", "parquet"], default="ndjson", help="of the table (ndjson)")
    parser.add_argument("--results", metavar="URI", help="folder for the results themselves, as NDJSON")
    parser.add_argument(
        "--profile", action="append", default=[], help="hold policies against this profile (repeatable)"
    )
    parser.add_argument("--region", help="count sources of these regions only")
    parser.add_argument(
        "--partition-bytes", type=int, default=64 << 20, metavar="N", help="of input that one task reads (64 MiB)"
    )
    parser.add_argument(
        "--cspreg", default=os.path.join(ROOT, ".build-release", "release", "cspreg"), help="the program to send"
    )
    parser.add_argument("--registry", default=os.path.join(ROOT, "Registry"), help="the registry to send")
    chosen = parser.parse_args()
    if "," in chosen.member or not chosen.member:
        parser.error("--member takes the name of one member, without a comma")
    if chosen.partition_bytes < 1:
        parser.error("--partition-bytes takes 1 or more")
    return chosen


def questions(chosen):
    """Arguments of cspreg impact."""
    asked = list(chosen.versions)
    if chosen.since is not None:
        asked += ["--since", str(chosen.since)]
    for name in chosen.profile:
        asked += ["--profile", name]
    if chosen.region:
        asked += ["--region", chosen.region]
    return asked + ["--carry", chosen.member]


def packed(chosen, folder):
    """An archive of what a partition needs; tried on no lines first, so that wrong usage never reaches the cluster."""
    tree = os.path.join(folder, SHIPPED)
    os.mkdir(tree)
    for name, path in (
        ("filter", os.path.join(HERE, "filter")),
        ("cspreg", chosen.cspreg),
        ("Registry", chosen.registry),
    ):
        if not os.path.exists(path):
            raise Refused("%s is not there; bin/cspreg builds the program" % path, 2)
        os.symlink(os.path.abspath(path), os.path.join(tree, name))
    trial = subprocess.run(
        [os.path.join(tree, "filter")] + questions(chosen),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    if trial.returncode:
        raise Refused(trial.stderr.strip(), trial.returncode)
    archive = os.path.join(folder, SHIPPED + ".tar.gz")
    with tarfile.open(archive, "w:gz", compresslevel=3, dereference=True) as tar:
        for name in sorted(os.listdir(tree)):
            tar.add(os.path.join(tree, name), name)
    return archive


def lines(spark, chosen):
    """The lines of all files, in partitions of about equal bytes."""
    spark.conf.set("spark.sql.files.maxPartitionBytes", chosen.partition_bytes)
    # Only a line feed ends a line, as for cspreg; Spark itself would also take a carriage return.
    read = spark.read.option("lineSep", "\n").text(chosen.policies)
    unsplit = [file for file in read.inputFiles() if file.endswith(UNSPLIT)]
    if unsplit:
        # The task that reads such a file must not be the one that decides about all of it.
        sizes = spark.read.format("binaryFile").load(unsplit).agg(functions.sum("length")).first()[0]
        parts = math.ceil(sizes * UNPACKED / chosen.partition_bytes)
        read = read.repartition(max(parts, spark.sparkContext.defaultParallelism))
    return read.select(functions.decode(functions.col("value").cast("binary"), BYTES).alias("value"))


def filtered(spark, lines, asked):
    """What the filter writes for each partition; the JVMs run it, so executors need no Python."""
    context, jvm = spark.sparkContext, spark._jvm
    # Executors work in the folder where their files are; a driver that is its own executor does not.
    folder = SparkFiles.getRootDirectory() if context.master.split("[")[0] == "local" else "."
    command = jvm.java.util.ArrayList()
    for word in ["sh", "%s/%s/filter" % (folder, SHIPPED)] + asked:
        command.add(word)
    strings = jvm.org.apache.spark.sql.Encoders.STRING()
    piped = getattr(lines._jdf, "as")(strings).javaRDD().pipe(command, jvm.java.util.HashMap(), False, 1 << 16, BYTES)
    written = DataFrame(spark._jsparkSession.createDataset(piped.rdd(), strings).toDF(), spark)
    return written.select(functions.encode("value", BYTES).cast("string").alias("value"))


def told_apart(written, member):
    """Results and counts with their fields, beside the text."""
    carried = types.StructType().add(member, "string")
    fields = (
        types.StructType()
        .add("cspreg", types.StructType().add("report", "string"))
        .add("lines", "long")
        .add("malformed", "long")
        .add("vendor", "string")
        .add("from", "long")
        .add("to", "long")
        .add("result", "string")
        .add("carry", carried)
    )
    return written.select("value", functions.from_json("value", fields).alias("field")).select(
        "value",
        "field.cspreg",
        "field.lines",
        "field.malformed",
        "field.vendor",
        "field.from",
        "field.to",
        "field.result",
        functions.col("field.carry").getField(member).alias(member),
    )


def table(results, member):
    """Number of policies by vendor, change and platform, a column for each result."""
    keys = ["vendor", "from", "to", member]
    return results.groupBy(*keys).pivot("result", VERDICTS).count().na.fill(0, VERDICTS).orderBy(*keys)


def numberless(results):
    """The results' text without the number of the line, which is that of a partition."""
    return results.select(
        functions.regexp_replace("value", r'^(\{"id":(?:"(?:[^"\\]|\\.)*"|[^,"]*)),"line":\d+', "$1").alias("value")
    )


def require_absent(spark, uri):
    path = spark._jvm.org.apache.hadoop.fs.Path(uri)
    if path.getFileSystem(spark._jsc.hadoopConfiguration()).exists(path):
        raise Refused("%s is there already; name a folder that is not" % uri, 2)


def run(spark, chosen, archive):
    """Asks, writes the table and the results; the exit code."""
    for uri in filter(None, [chosen.out, chosen.results]):
        require_absent(spark, uri)
    spark.sparkContext.addArchive("%s#%s" % (archive, SHIPPED))
    answers = told_apart(filtered(spark, lines(spark, chosen), questions(chosen)), chosen.member).persist()
    counts = (
        answers.where("cspreg.report = 'impact-summary'")
        .agg(functions.sum("lines"), functions.sum("malformed"), functions.count("*"))
        .first()
    )
    results = answers.where("cspreg is null")
    counted = table(results, chosen.member)
    if not chosen.out:
        rows = counted.select(functions.to_json(functions.struct("*"), {"ignoreNullFields": "false"}))
        for row in rows.collect():
            print(row[0])
    elif chosen.format == "parquet":
        counted.coalesce(1).write.parquet(chosen.out)
    else:
        counted.coalesce(1).write.option("ignoreNullFields", "false").json(chosen.out)
    if chosen.results:
        numberless(results).write.text(chosen.results)
    print("%d lines in %d partitions, %d malformed" % (counts[0] or 0, counts[2], counts[1] or 0), file=sys.stderr)
    if counts[1]:
        print("why each is malformed stands in the executors' standard error", file=sys.stderr)
        return 3
    return 1 if results.where("result = 'breaks'").head(1) else 0


def main():
    chosen = options()
    with tempfile.TemporaryDirectory() as folder:
        try:
            archive = packed(chosen, folder)
            spark = SparkSession.builder.appName("cspreg impact").getOrCreate()
            try:
                return run(spark, chosen, archive)
            finally:
                spark.stop()
        except Refused as error:
            print("impact.py: %s" % error, file=sys.stderr)
            return error.code
        except (PySparkException, Py4JJavaError) as error:
            print("impact.py: %s" % str(error).split("\n\tat ")[0], file=sys.stderr)
            return 3


if __name__ == "__main__":
    sys.exit(main())
