"""Results of any size, made of the sample's articles again and again, under new ids and other outlets."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

OUTLETS = 6


def enlarged(tables: Mapping[str, pd.DataFrame], n_articles: int) -> dict[str, pd.DataFrame]:
    """The tables of ``n_articles`` articles: each is one of the given ones; ``OUTLETS`` outlets take turns."""
    given = list(tables["articles"]["article_id"])
    parts: dict[str, list[pd.DataFrame]] = {name: [] for name in tables}
    groups = {name: dict(list(table.groupby("article_id"))) for name, table in tables.items()}
    for number in range(n_articles):
        for name, by_article in groups.items():
            rows = by_article.get(given[number % len(given)])
            if rows is not None:
                parts[name].append(rows.assign(article_id=f"{number:05d}"))
    made = {name: pd.concat(found, ignore_index=True) if found else tables[name][:0] for name, found in parts.items()}
    outlets = [f"Outlet {(number * 7 // len(given)) % OUTLETS}" for number in range(n_articles)]
    made["articles"] = made["articles"].assign(outlet=pd.array(outlets, dtype="string"))
    return made
