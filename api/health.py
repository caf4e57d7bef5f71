"""Is it alive, is it ready, how is it doing. The only file that imports prometheus_client."""

from collections.abc import Iterator, Mapping

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from api.desk import Desk, Measure
from api.problems import RETRY_AFTER_S, problem, problem_response
from api.signed_in import DeskHere
from calls.errors import HushtapeError

router = APIRouter(tags=["Health"])


class Instruments:
    """One registry an app (never the process-wide one), so that two apps in one process do not mix."""

    def __init__(self, desk: Desk) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "hushtape_http_requests", "Requests", ["route", "method", "status"], registry=self.registry
        )
        self._seconds = Histogram(
            "hushtape_http_request_seconds", "Time to the last byte", ["route"], registry=self.registry
        )
        self.registry.register(_Measures(desk.measures))

    def note(self, route: str, method: str, status: int, seconds: float) -> None:
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(seconds)


class _Measures(Collector):
    """Asks each measure at the moment of the scrape. One that does not answer is left out and counted."""

    def __init__(self, measures: tuple[Measure, ...]) -> None:
        self._measures = measures

    def collect(self) -> Iterator[GaugeMetricFamily]:
        silent = 0
        for measure in self._measures:
            try:
                yield _gauge(measure)
            except HushtapeError:
                silent += 1
        yield GaugeMetricFamily("hushtape_measures_silent", "Measures that did not answer", value=silent)

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Names only: registering must not ask anybody."""
        for measure in self._measures:
            yield GaugeMetricFamily(measure.name, measure.meaning)


def _gauge(measure: Measure) -> GaugeMetricFamily:
    value = measure.read()
    if not isinstance(value, Mapping):
        return GaugeMetricFamily(measure.name, measure.meaning, value=value)
    family = GaugeMetricFamily(measure.name, measure.meaning, labels=[measure.label or "what"])
    for label, number in sorted(value.items()):
        family.add_metric([label], number)
    return family


@router.get("/livez")
async def livez() -> dict[str, str]:
    """The process answers."""
    return {"status": "alive"}


@router.get("/readyz", response_model=None)
def readyz(desk: DeskHere) -> Response | dict[str, object]:
    """Every part it depends on answers; 503 with the names of those that do not."""
    checks = {name: _outcome(desk, name) for name in desk.checks}
    if all(outcome == "ok" for outcome in checks.values()):
        return {"status": "ready", "checks": checks}
    body = problem("not-ready", 503, "a part does not answer", hint="try again", extra={"checks": checks})
    return problem_response(body, headers={"Retry-After": str(RETRY_AFTER_S)})


@router.get("/version")
async def version(desk: DeskHere) -> dict[str, str]:
    """Which Hushtape this is."""
    return {"name": "hushtape", "version": desk.version}


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
def metrics(request: Request) -> Response:
    """Prometheus text. Labels are route templates, states and codes; never ids or names."""
    instruments: Instruments = request.app.state.instruments
    return Response(generate_latest(instruments.registry), media_type=CONTENT_TYPE_LATEST)


def _outcome(desk: Desk, name: str) -> str:
    try:
        desk.checks[name]()
    except HushtapeError as error:
        return error.code
    return "ok"
