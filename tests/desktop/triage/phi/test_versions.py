"""Four numbers are a version where the last word before them speaks of one, and an address elsewhere."""

import pytest

from tests.desktop.triage.phi.texts import found


@pytest.mark.parametrize(
    "text",
    [
        "Version says 24.1.0.17.", "After upgrading to 24.2.0.18 it throws", "Middleware 5.1.0.9.", "previous build 24.1.9.4 was fine",
        "Aktualisierung auf 11.3.0.1", "lfgrid.dll 9.3.0.22", "no such button in 8.4.1.22", "thumbprint 04:7d:c2:19:aa:30",
    ],
)  # fmt: skip
def test_what_software_wears_is_no_address(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "since the upgrade our IP 198.51.100.27 is refused", "Ping auf 192.168.178.40 ok", "build server 10.1.2.3",
        "nothing from 203.0.113.9", "ping 8.8.4.4 works", "we see 9.9.9.9 in the DNS list",
    ],
)  # fmt: skip
def test_a_host_stays_one(text: str) -> None:
    assert [kind for kind, _ in found(text)] == ["ip"]
