"""Confluence: CQL, pages in three formats, cursors."""

import json

import httpx
import pytest


@pytest.mark.parametrize(
    ("cql", "ids"),
    [
        ("type=page", ["1", "2", "3"]),
        ('type=page and label="verified" and space in (KB) and text ~ "api token"', ["1"]),
        ("label in (draft, api)", ["2", "3"]),
        ('space="KB" and title ~ "invoic"', ["2"]),
        ("not label = verified", ["2"]),
        ("label != verified or (title ~ rate and label = api)", ["2", "3"]),
        ('text ~ "429" order by lastmodified desc', ["3"]),
        ("type=blogpost", []),
    ],
)
async def test_cql_finds(client: httpx.AsyncClient, cql: str, ids: list[str]) -> None:
    hits = (await client.get("/wiki/rest/api/search", params={"cql": cql})).json()
    assert [row["content"]["id"] for row in hits["results"]] == ids
    assert hits["totalSize"] == len(ids)
    pages = (await client.get("/wiki/rest/api/content/search", params={"cql": cql})).json()
    assert [row["id"] for row in pages["results"]] == ids


@pytest.mark.parametrize(
    "cql", ["", "type", "type=page and", "moon=1", "label in draft", "type=(x", "a $ b"]
)
async def test_cql_that_cannot_be_read_is_refused(client: httpx.AsyncClient, cql: str) -> None:
    answer = await client.get("/wiki/rest/api/search", params={"cql": cql})
    assert answer.status_code == 400


async def test_results_page_by_the_link_in_the_answer(client: httpx.AsyncClient) -> None:
    first = (await client.get("/wiki/rest/api/search?cql=type=page&limit=2")).json()
    rest = (await client.get("/wiki" + first["_links"]["next"])).json()
    assert [row["content"]["id"] for row in rest["results"]] == ["3"]
    assert "next" not in rest["_links"]
    pages = (await client.get("/wiki/api/v2/pages?limit=2&space-id=7")).json()
    assert len((await client.get(pages["_links"]["next"])).json()["results"]) == 1


async def test_a_page_comes_in_the_format_asked_for(client: httpx.AsyncClient) -> None:
    bare = (await client.get("/wiki/api/v2/pages/1")).json()
    assert bare["body"] == {}
    full = await client.get("/wiki/api/v2/pages/1?body-format=storage&include-labels=true")
    assert full.json()["body"]["storage"]["value"].startswith("<h2>Renew")
    assert full.json()["labels"]["results"][0]["name"] == "verified"
    document = await client.get("/wiki/api/v2/pages/1?body-format=atlas_doc_format")
    value = json.loads(document.json()["body"]["atlas_doc_format"]["value"])
    assert value["content"][1]["content"][0]["text"] == "Open settings and rotate."


async def test_labels_spaces_and_what_is_not_there(client: httpx.AsyncClient) -> None:
    labels = (await client.get("/wiki/api/v2/pages/3/labels")).json()["results"]
    assert [row["name"] for row in labels] == ["verified", "api"]
    assert (await client.get("/wiki/api/v2/spaces")).json()["results"][0]["key"] == "KB"
    assert (await client.get("/wiki/api/v2/pages/9")).status_code == 404


async def test_a_public_knowledge_base_needs_no_sign_in(client: httpx.AsyncClient) -> None:
    answer = await client.get("/wiki/api/v2/spaces", headers={"authorization": ""})
    assert answer.status_code == 200
