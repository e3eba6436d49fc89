"""A table that outgrows one machine: each part of it through the batch, on two workers."""

import dask.dataframe
import pandas
from distributed import Client, LocalCluster

from selank_calc import batch

COLUMNS = {"id": "int64", "draw_units": "float64", "mark_units": "float64", "error_field": "object"}


def doses(part: pandas.DataFrame) -> pandas.DataFrame:
    """The doses of one part, a row each, with the columns named above."""
    done = batch(part, fields=COLUMNS)
    return pandas.DataFrame(done, columns=list(COLUMNS), index=part.index).astype(COLUMNS)


def main() -> None:
    rows = pandas.DataFrame(
        {
            "id": range(100_000),
            "vial_mg": 5,
            "diluent_ml": 2.0,
            "dose_mcg": [250 + number % 5 * 25 for number in range(100_000)],
        }
    )
    cluster = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
    with cluster, Client(cluster):
        table = dask.dataframe.from_pandas(rows, npartitions=4)
        done = table.map_partitions(doses, meta=COLUMNS).compute()
    print(len(done), "doses,", done["error_field"].notna().sum(), "errors")
    print(done.groupby("draw_units").size().to_string())


if __name__ == "__main__":
    main()
