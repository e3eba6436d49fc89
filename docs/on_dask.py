"""A table that outgrows one machine: each part of it through the batch, on two workers."""

import dask.dataframe
import pandas
from distributed import Client, LocalCluster

from selank_calc import batch

COLUMNS = {"id": "int64", "draw_units": "float64", "mark_units": "float64", "error": "object"}


def doses(part: pandas.DataFrame) -> pandas.DataFrame:
    """The doses of one part, a row each, with the columns named above."""
    done = pandas.DataFrame(list(batch(part.to_dict("records"))), index=part.index)
    return done.reindex(columns=list(COLUMNS)).astype(COLUMNS)


def main() -> None:
    rows = pandas.DataFrame(
        {
            "id": range(1000),
            "vial": "5 mg",
            "diluent": "2 mL",
            "dose": [f"{250 + number % 5 * 25} mcg" for number in range(1000)],
        }
    )
    cluster = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
    with cluster, Client(cluster):
        table = dask.dataframe.from_pandas(rows, npartitions=4)
        done = table.map_partitions(doses, meta=COLUMNS).compute()
    print(len(done), "doses,", done["error"].notna().sum(), "errors")
    print(done.groupby("draw_units").size().to_string())


if __name__ == "__main__":
    main()
