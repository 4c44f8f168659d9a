"""Whatever is sent, the server answers with a reason and never breaks: no 5xx."""

from __future__ import annotations

from typing import Any, cast

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from espace_mobile.protocol.compression import ENCODINGS, compress
from espace_mobile.protocol.messages import Push
from espace_mobile.protocol.values import pack
from sync_server.api import create_app
from sync_server.api.site import Site

_QUICK = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
_ANYTHING = st.recursive(
    st.one_of(st.none(), st.integers(-9, 9), st.binary(max_size=20), st.text(max_size=9)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=3), inner, max_size=3)),
)


@pytest.fixture(scope="module")
def database(blank_sqlite: Any, tmp_path_factory: pytest.TempPathFactory) -> str:
    copy = tmp_path_factory.mktemp("fuzz") / "register.sqlite3"
    copy.write_bytes(blank_sqlite.read_bytes())
    return f"sqlite:///{copy}"


@_QUICK
@given(
    body=st.one_of(
        st.binary(max_size=300),
        _ANYTHING.map(pack),
        st.lists(st.binary(max_size=80), max_size=5).map(lambda changes: Push(changes).encode()),
    ),
    encoding=st.sampled_from(["", *ENCODINGS, "br", "GZIP"]),
    really=st.booleans(),
)
def test_no_push_breaks_the_server(served: Any, fleet: Any, body: bytes, encoding: str, really: bool) -> None:
    content = compress(body, encoding) if really and encoding in ENCODINGS else body
    headers = {"Content-Type": "application/msgpack", "Content-Encoding": encoding}
    with served.client(fleet.tablet().token) as client:
        answer = client.post("/v1/push", content=content, headers=headers)
    assert answer.status_code in (200, 413, 415, 422)
    if answer.status_code != 200:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["code"] in ("malformed", "too_large")


@_QUICK
@given(cursor=st.text(max_size=60), limit=st.one_of(st.integers(-5, 3000), st.text(max_size=5)))
def test_no_pull_breaks_the_server(served: Any, fleet: Any, cursor: str, limit: Any) -> None:
    with served.client(fleet.tablet().token) as client:
        answer = client.get("/v1/pull", params={"cursor": cursor, "limit": limit})
    assert answer.status_code in (200, 422)


_CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
_OPERATIONS = [
    (method, path)
    for path, methods in create_app(cast(Site, None)).openapi()["paths"].items()
    for method in sorted(methods)
    if path != "/v1/push"  # its body is not JSON: fuzzed above
]


@pytest.mark.parametrize(("method", "path"), _OPERATIONS)
def test_no_request_the_document_allows_breaks_the_server(served: Any, fleet: Any, method: str, path: str) -> None:
    token = fleet.tablet("supervisor").token
    operation = schemathesis.openapi.from_url(f"{served.url}/openapi.json")[path][method]

    @settings(_QUICK, max_examples=6)
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        if "org" in (case.path_parameters or {}):
            case.path_parameters["org"] = fleet.org
        case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=_CHECKS)

    ask()
