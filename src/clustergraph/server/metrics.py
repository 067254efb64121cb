"""The counters behind `/metrics`, in Prometheus' text format."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

if TYPE_CHECKING:
    from clustergraph.server.cache import AnswerCache
    from clustergraph.store import Store

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """What one server process counts; with several processes `PROMETHEUS_MULTIPROC_DIR` adds them up."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "clustergraph_requests",
            "Requests answered",
            ["route", "method", "status", "cache"],
            registry=self._registry,
        )
        self._seconds = Histogram(
            "clustergraph_request_seconds",
            "Time to the last byte",
            ["route"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._kills = Counter(
            "clustergraph_queries_killed", "Queries stopped at a limit", ["limit"], registry=self._registry
        )
        self._refusals = Counter(
            "clustergraph_queries_refused", "Queries turned away", ["reason"], registry=self._registry
        )
        self._waiting = Gauge(
            "clustergraph_queries_waiting",
            "Queries that wait for a reader or for a long place",
            registry=self._registry,
            multiprocess_mode="livesum",
        )
        self._cache_bytes = Gauge(
            "clustergraph_cache_bytes", "Answers kept", registry=self._registry, multiprocess_mode="livesum"
        )
        self._graphs = Gauge(
            "clustergraph_graphs", "Named graphs", registry=self._registry, multiprocess_mode="max"
        )
        self._triples = Gauge(
            "clustergraph_store_quads",
            "Statements in the store",
            registry=self._registry,
            multiprocess_mode="max",
        )
        self._series: dict[tuple[str, str, int, str], tuple[Counter, Histogram]] = {}

    def answered(self, route: str, method: str, status: int, cache: str, seconds: float) -> None:
        """A request has been answered; `cache` is `hit`, `miss`, `not-modified` or `none`."""
        key = (route, method, status, cache)
        series = self._series.get(key)
        if series is None:
            series = self._requests.labels(route, method, str(status), cache), self._seconds.labels(route)
            self._series[key] = series
        series[0].inc()
        series[1].observe(seconds)

    def waiting(self, number: int) -> None:
        """So many queries wait for a reader or for a long place."""
        self._waiting.set(number)

    def killed(self, limit: str) -> None:
        """A query was stopped at its limit of `time`, `memory` or `size`."""
        self._kills.labels(limit).inc()

    def refused(self, reason: str) -> None:
        """A query was turned away."""
        self._refusals.labels(reason).inc()

    def text(self, store: Store, cache: AnswerCache, quads: int) -> bytes:
        """All of it, with the sizes as they are now."""
        self._cache_bytes.set(cache.size)
        self._graphs.set(len(store.graphs()))
        self._triples.set(quads)
        registry = self._registry
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)
