"""The address of an endpoint: what is one, and that what is secret in it stays so."""

from __future__ import annotations

import pytest

from kg.http.addresses import shown
from kg.rdf.remote.address import EndpointError, address


def test_credentials_are_sent_and_never_shown():
    where = address("https://me:se%20cret@a.example:8443/sparql?apikey=secret#part")
    assert where.authorization == "Basic bWU6c2UgY3JldA=="
    assert where.url == "https://a.example:8443/sparql?apikey=secret"
    assert str(where) == "https://a.example:8443/sparql"
    assert "secret" not in repr(address("https://a.example/", "secret"))
    assert shown("https://u:p@a.example/?q") == "https://a.example/"


@pytest.mark.parametrize(
    ("url", "token", "said"),
    [
        ("ftp://a.example/", "", "an endpoint is an address such as"),
        ("https://", "", "an endpoint is an address"),
        ("sparql", "", "an endpoint is an address"),
        ("https://a.example:port/", "", "an endpoint is an address"),
        ("https://[::1/", "", "an endpoint is an address"),
        ("https://a.example/a b", "", "an endpoint is an address"),
        ("https://a.example/\r\nHost: b", "", "an endpoint is an address"),
        ("https://a.example/", "a\r\nX: b", "characters that no token has"),
        ("https://a.example/", "ü", "characters that no token has"),
        ("https://u:p@a.example/", "secret", "not both"),
        ("http://a.example/", "secret", "use https://"),
        ("http://u:p@a.example/", "", "use https://"),
    ],
)
def test_addresses_that_are_none(url, token, said):
    with pytest.raises(EndpointError, match=said) as caught:
        address(url, token)
    assert "secret" not in str(caught.value)
    assert "u:p" not in str(caught.value)
