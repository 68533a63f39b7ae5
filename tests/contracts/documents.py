"""The services' own documents, where they lie beside the repository: which operation a request is, and what fits it.

Nothing of them is kept here. In a stranger's clone they are absent and the tests say so by being skipped.
"""

import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

REFERENCE = Path(os.environ.get("TRIAGEDECK_REFERENCE", Path(__file__).parents[3] / "shared"))
FOLDER = next((p for p in (REFERENCE / "contracts",) if p.is_dir()), None)
Json = dict[str, Any]


def document(name: str) -> Path:
    """Return a file or folder of the reference data; skip the test where it is not there."""
    if FOLDER is None or not (FOLDER / name).exists():
        pytest.skip(f"the services' documents ({name}) are not in ../shared: not run")
    return FOLDER / name


class _Loader(yaml.CSafeLoader):
    """YAML in which a bare ``=`` is a text."""


_Loader.add_constructor(
    "tag:yaml.org,2002:value", lambda loader, node: loader.construct_scalar(node)
)


@dataclass(frozen=True)
class Operation:
    """One operation of a document: where it is, what it takes, what it answers."""

    name: str
    parameters: dict[str, Json]
    request: Json | None
    answers: dict[str, Json | None]


class Contract:
    """A document, read once. With ``nullable`` every property may be null, declared or not."""

    def __init__(self, name: str, root: str = "", nullable: bool = False) -> None:
        text = document(name).read_text("utf-8")
        self._whole: Json = yaml.load(text, _Loader)  # noqa: S506 - a safe loader with one more word
        self._root = root
        self._components = loosened(self._whole.get("components", {}), nullable)
        self._nullable = nullable
        self._paths = sorted(
            ((_pattern(path), path) for path in self._whole["paths"]),
            key=lambda pair: pair[1].count("{"),
        )

    def find(self, method: str, path: str) -> Operation | None:
        """Return the operation of a request; of two that fit, the one with fewer blanks."""
        asked = path.removeprefix(self._root).removesuffix(".json")
        for pattern, template in self._paths:
            item = self._whole["paths"][template]
            if pattern.fullmatch(asked) and method.lower() in item:
                return self._operation(f"{method} {template}", item, item[method.lower()])
        return None

    def _operation(self, name: str, item: Json, operation: Json) -> Operation:
        rows = [
            self._at(row) for row in [*item.get("parameters", []), *operation.get("parameters", [])]
        ]
        body = self._at(operation["requestBody"]) if "requestBody" in operation else {}
        answers = {
            str(status): _schema(self._at(answer))
            for status, answer in operation["responses"].items()
        }
        return Operation(name, {row["name"]: row for row in rows}, _schema(body), answers)

    def _at(self, node: Json) -> Json:
        while "$ref" in node:
            found: Any = self._whole
            for part in node["$ref"].removeprefix("#/").split("/"):
                found = found[part]
            node = found
        return node

    def problems(self, schema: Json, instance: Any) -> list[str]:
        """Return where an instance breaks a schema of the document, in words."""
        loose = loosened(schema, self._nullable)
        whole = Draft202012Validator({"allOf": [loose], "components": self._components})
        return [
            f"{error.json_path}: {error.message[:160]}" for error in whole.iter_errors(instance)
        ]


def _schema(holder: Json) -> Json | None:
    for kind, content in (holder.get("content") or {}).items():
        if "json" in kind:
            found: Json = content.get("schema", {})
            return found
    return None


def _pattern(path: str) -> re.Pattern[str]:
    parts = re.split(r"(\{[^}]+\})", path.removesuffix(".json"))
    return re.compile("".join("[^/]+" if part[:1] == "{" else re.escape(part) for part in parts))


def loosened(node: Any, nullable: bool) -> Any:
    """Return a schema of OpenAPI 3.0 as JSON Schema: ``nullable`` as a type, one-of as any-of."""
    if isinstance(node, list):
        return [loosened(each, nullable) for each in node]
    if not isinstance(node, dict):
        return node
    skipped = ("example", "examples", "discriminator", "format", "nullable", "default")
    found = {
        ("anyOf" if key == "oneOf" else key): loosened(value, nullable)
        for key, value in node.items()
        if key not in skipped or isinstance(value, dict)
    }
    if nullable or node.get("nullable") is True:
        if isinstance(node.get("type"), str):
            found["type"] = [node["type"], "null"]
        if isinstance(node.get("enum"), list):
            found["enum"] = [*node["enum"], None]
    return found


@cache
def zendesk() -> Contract:
    """Return Zendesk's Support API; it declares hardly any nullability, so all may be null."""
    return Contract("zendesk/official-oas/openapi-src.yaml", nullable=True)


@cache
def confluence_v1() -> Contract:
    """Return Confluence's first API, which alone has the search."""
    return Contract("confluence/v1/confluence-openapi-original.yml")


@cache
def confluence_v2() -> Contract:
    """Return Confluence's second API."""
    return Contract("confluence/v2/openapi-v2.v3.json", root="/wiki/api/v2")
