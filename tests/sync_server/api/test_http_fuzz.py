"""Whatever is sent, the server answers with a reason and never breaks: no 5xx."""

from __future__ import annotations

import json
from typing import Any, cast
from urllib.parse import quote

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from espace_mobile.protocol.compression import ENCODINGS, compress
from espace_mobile.protocol.messages import Push
from espace_mobile.protocol.values import pack
from sync_server.api import create_app, problems
from sync_server.api.site import Site
from sync_server.register import devices

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
    assert answer.status_code in (200, 400, 413, 415, 422)
    if answer.status_code != 200:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["code"] in ("malformed", "too_large", "version_unsupported")


@_QUICK
@given(cursor=st.text(max_size=60), limit=st.one_of(st.integers(-5, 3000), st.text(max_size=5)))
def test_no_pull_breaks_the_server(served: Any, fleet: Any, cursor: str, limit: Any) -> None:
    with served.client(fleet.tablet().token) as client:
        answer = client.get("/v1/pull", params={"cursor": cursor, "limit": limit})
    assert answer.status_code in (200, 422)


# Every code there may be, with its statuses; that the documentation has them all is tested elsewhere.
_CODES = {code: {status} for code, status in problems._REFUSED.items()} | {
    "version_unsupported": {400},
    "unauthorised": {401},
    "identity_reused": {409},
    "identity_changed": {409},
    "clock_ahead": {409},
    "too_large": {413},
    "malformed": {415, 422},
}
_CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
_OPERATIONS = [
    (method, path)
    for path, methods in create_app(cast(Site, None)).openapi()["paths"].items()
    for method in sorted(methods)
    if path != "/v1/push"  # its body is not JSON: fuzzed above
]


def _says_why(answer: Any) -> None:
    """A refusal is a problem with a stable code, and repeats nothing that was sent."""
    if answer.status_code == 404 and not answer.content:
        return  # a calendar's address says nothing at all
    kind = answer.headers["content-type"]  # schemathesis keeps all that were sent
    if answer.status_code >= 400:
        assert kind in ("application/problem+json", ["application/problem+json"])
        problem = answer.json()
        assert answer.status_code in _CODES[problem["code"]], problem
        assert problem.keys() <= {"type", "title", "status", "code", "field", "reason", "limit", "max", "now", "n",
                                  "device", "versions", "revision"}  # fmt: skip


_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(1 << 70), 1 << 70), st.floats(), st.text(max_size=40)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=6), inner, max_size=4)),
)
_NAMES = ["proof", "role", "teams", "expires_at", "public_key", "label", "wrapped_keys", "device", "have", "more",
          "notice", "key", "wrapped", "without", "base", "pages", "stories", "cancelled", "name", "dates"]  # fmt: skip
_NEARLY = st.dictionaries(st.sampled_from(_NAMES), st.one_of(_JSON, st.just("0" * 32), st.just("*")), max_size=6)
_BODIES = st.one_of(
    st.binary(max_size=60), _JSON.map(lambda v: json.dumps(v).encode()), _NEARLY.map(lambda v: json.dumps(v).encode())
)
_PARTS = st.one_of(
    st.sampled_from(["0" * 16, "0" * 32, "f" * 32, "x", "..", "%00", "*", "é", "0" * 5000]), st.text(max_size=9)
)


@settings(_QUICK, max_examples=150)
@given(
    where=st.sampled_from([*_OPERATIONS, ("post", "/v1/push")]),
    body=_BODIES,
    parts=st.tuples(_PARTS, _PARTS),
    ours=st.booleans(),
    who=st.sampled_from(["nobody", "a stranger", "field", "supervisor", "revoked"]),
    kind=st.sampled_from(["application/json", "application/msgpack", "text/plain", "", "multipart/form-data"]),
)
def test_no_request_at_all_breaks_the_server(
    served: Any, fleet: Any, where: Any, body: bytes, parts: Any, ours: bool, who: str, kind: str
) -> None:
    method, template = where
    org, id = (quote(part, safe="") for part in parts)
    path = template.format(org=fleet.org if ours else org, id=id, digest=org * 4, secret=id)
    with served.client(_token(fleet, who), **({"Content-Type": kind} if kind else {})) as client:
        answer = client.request(method.upper(), path, content=body)
    if 300 <= answer.status_code < 400:
        assert "//" in path or path.endswith("/"), path
        return
    assert answer.status_code < 500
    _says_why(answer)
    public = template in ("/v1/hello", "/v1/health", "/v1/metrics") or (method, template) == _ENROLLING
    if who in ("nobody", "a stranger") and not public:
        assert answer.status_code in (401, 404, 405, 413, 422), "nothing is done for whoever it is"


_ENROLLING = ("post", "/v1/orgs/{org}/enrolments")


def _token(fleet: Any, who: str) -> str | None:
    if who == "nobody":
        return None
    if who == "a stranger":
        return f"{fleet.org}." + "a" * 43
    tablet = fleet.tablet("field" if who == "revoked" else who)
    if who == "revoked":
        fleet.register.write(lambda c: devices.change(c, fleet.org, tablet.id, state=devices.REVOKED))
    token: str = tablet.token
    return token


@pytest.mark.parametrize("role", ["supervisor", "field"])
@pytest.mark.parametrize(("method", "path"), _OPERATIONS)
def test_no_request_the_document_allows_breaks_the_server(
    served: Any, fleet: Any, method: str, path: str, role: str
) -> None:
    token = fleet.tablet(role).token
    operation = schemathesis.openapi.from_url(f"{served.url}/openapi.json")[path][method]

    @settings(_QUICK, max_examples=6)
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        if "org" in (case.path_parameters or {}):
            case.path_parameters["org"] = fleet.org
        _says_why(case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=_CHECKS))

    ask()
