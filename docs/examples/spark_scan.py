"""Analyses captures under Apache Spark: every task pipes names of captures through wsuscap.

    spark-submit --master 'local-cluster[2,1,1024]' docs/examples/spark_scan.py /traces --output /results

The captures and wsuscap have to be under the same paths on every machine: a shared file system, or a container image.
/results/lines gets what `wsuscap analyze --format ndjson` writes, /results/flows the flows as Parquet.
"""

import argparse
import os
import shlex

from pyspark.sql import SparkSession
from pyspark.sql import functions as f
from pyspark.sql import types as t

# What is read of a line; a line of a capture or of a fault has no id.
LINE = t.StructType(
    [
        t.StructField("capture", t.StringType()),
        t.StructField("id", t.IntegerType()),
        t.StructField("revised", t.BooleanType()),
        t.StructField("verdict", t.StringType()),
        t.StructField("confidence", t.StringType()),
        t.StructField("reason", t.StringType()),
        t.StructField("client", t.StructType([t.StructField("ip", t.StringType()), t.StructField("port", t.IntegerType())])),
        t.StructField(
            "server",
            t.StructType(
                [
                    t.StructField("ip", t.StringType()),
                    t.StructField("port", t.IntegerType()),
                    t.StructField("name", t.StringType()),
                ]
            ),
        ),
        t.StructField("endpoint", t.StringType()),
        t.StructField("start", t.StringType()),
        t.StructField("end", t.StringType()),
    ]
)


def captures(folder):
    """Every file below the folder, the largest first; wsuscap says itself which are no captures."""
    found = [os.path.join(place, name) for place, _, names in os.walk(folder) for name in names]
    return sorted(filter(os.path.isfile, found), key=os.path.getsize, reverse=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", help="captures, under the same path on every machine")
    parser.add_argument("--output", required=True, help="a folder that does not exist yet")
    parser.add_argument("--program", default="wsuscap")
    parser.add_argument("--per-task", type=int, default=32, help="captures a task")
    arguments = parser.parse_args()

    spark = SparkSession.builder.appName("wsuscap").getOrCreate()
    names = captures(os.path.abspath(arguments.folder))
    tasks = max(1, -(-len(names) // arguments.per_task))
    # Dealt out one by one, so that each task gets large and small ones.
    dealt = [(number % tasks, name) for number, name in enumerate(names)]
    rdd = spark.sparkContext.parallelize(dealt, 1).partitionBy(tasks, int).values()

    # Files that are no captures (65) or have gone (66) are lines of the result. Any other status is a fault of the
    # machine, a killed program above all: with checkCode Spark does the task again, elsewhere.
    worker = f"{shlex.quote(arguments.program)} analyze --files-from - --format ndjson --digest"
    guarded = f"{worker}; status=$?; case $status in 0|65|66) ;; *) exit 1 ;; esac"
    lines = rdd.pipe(f"sh -c {shlex.quote(guarded)}", checkCode=True)

    # What a task writes counts once it is whole, however often it was begun.
    lines.saveAsTextFile(f"{arguments.output}/lines")

    flows = spark.read.schema(LINE).json(f"{arguments.output}/lines").where(f.col("id").isNotNull())
    # A flow that had a late segment is listed twice: use the later line.
    flows = (
        flows.withColumn("revised", f.coalesce("revised", f.lit(False)))
        .groupBy("capture", "id")
        .agg(f.max_by(f.struct(*[name for name in flows.columns if name not in ("capture", "id")]), "revised").alias("flow"))
        .select("capture", "id", "flow.*")
    )
    flows.write.parquet(f"{arguments.output}/flows")

    for row in spark.read.parquet(f"{arguments.output}/flows").groupBy("verdict").count().orderBy("verdict").collect():
        print(f"{row['verdict']}\t{row['count']}")
    spark.stop()


if __name__ == "__main__":
    main()
