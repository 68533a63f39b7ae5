"""A token travels to the services' own hosts and to this computer; everything else is refused in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.connectors.access import Fixed
from desktop.connectors.carrier import Ask
from desktop.connectors.direct import Direct
from desktop.connectors.hosts import checked
from desktop.domain.errors import InputError

GOOD = (
    "https://acme.zendesk.com/api/v2",
    "https://acme-health-2.zendesk.com",
    "https://ACME.zendesk.com",
    "https://acme.atlassian.net/wiki",
    "https://api.atlassian.com/ex/confluence/1-2/wiki",
    "https://auth.atlassian.com",
    "https://slack.com/api",
    "https://backend.composio.dev/api/v3.1",
    "http://127.0.0.1:8899/api/v2",
    "http://localhost:8899",
    "http://[::1]:8899",
)
BAD = (
    "http://acme.zendesk.com",
    "ftp://acme.zendesk.com",
    "https://zendesk.com",
    "https://.zendesk.com",
    "https://-acme.zendesk.com",
    "https://acme-.zendesk.com",
    "https://a.b.zendesk.com",
    "https://acme_1.zendesk.com",
    "https://acme.zendesk.com.evil.example",
    "https://evil.example/.zendesk.com",
    "https://evil.example#.zendesk.com",
    "https://evil.example?.zendesk.com",
    "https://evil.example\\.zendesk.com",
    "https://acme.zendesk.com@evil.example",
    "https://user:secret@acme.zendesk.com",
    "https://@acme.zendesk.com",
    "https://acme.zendesk.com:8443",
    "https://acme.zendesk.com:443",
    "https://acme.zendesk.com:",
    "https://acme.zendesk.com.",
    "https://acme.zendesk.com/api?x=1",
    "https://acme.zendesk.com\n.evil.example",
    "https://acme .zendesk.com",
    "https://аcme.zendesk.com",
    "https://169.254.169.254/latest",
    "https://[fe80::1]/",
    "http://127.0.0.1.evil.example",
    "http://127.1",
    "http://0.0.0.0",
    "http://[::ffff:127.0.0.1]",
    "http://127.0.0.1:99999",
    "https://files.slack.com",
    "https://slack.com.evil.example",
    "slack.com",
    "",
)  # fmt: skip


@pytest.mark.parametrize("address", GOOD)
def test_the_services_own_addresses_pass(address: str) -> None:
    assert checked(address) == address


@pytest.mark.parametrize("address", BAD)
def test_any_other_address_is_refused_without_its_secrets(address: str) -> None:
    with pytest.raises(InputError) as refused:
        checked(address)
    assert "secret" not in str(refused.value)
    assert refused.value.remedy


@given(st.text(max_size=30))
def test_no_subdomain_leads_anywhere_but_to_zendesk(subdomain: str) -> None:
    address = f"https://{subdomain}.zendesk.com/api/v2"
    try:
        checked(address)
    except InputError:
        return
    assert subdomain.lower().replace("-", "").isalnum()


async def test_nothing_is_sent_to_another_address() -> None:
    carrier = Direct("Zendesk", Fixed("https://evil.example", "token"))
    with pytest.raises(InputError, match=r"evil\.example"):
        await carrier.carry(Ask("GET", "/users/me"))
    await carrier.close()


async def test_a_path_cannot_make_another_host_of_the_address() -> None:
    carrier = Direct("Zendesk", Fixed("https://acme.zendesk.com", "token"))
    for path in ("@evil.example/x", ".evil.example/x", ":9/x", "//evil.example/x"):
        reach = await carrier._access.reach()
        _, request = carrier._prepare(Ask("GET", path), reach)
        assert request.url.host == "acme.zendesk.com"
    await carrier.close()
