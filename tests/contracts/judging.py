"""Holding an exchange against a document: the path, the parameters, both bodies."""

from typing import Any

from tests.contracts.documents import Contract, Operation
from tests.contracts.traffic import Exchange


def problems(contract: Contract, one: Exchange) -> list[str]:
    """Return everything in which an exchange differs from its document."""
    found = contract.find(one.method, one.path)
    if found is None:
        return [f"{one.method} {one.path}: no such operation"]
    every = [*_asked(contract, found, one), *_answered(contract, found, one)]
    return [f"{found.name}: {problem}" for problem in every]


def _asked(contract: Contract, found: Operation, one: Exchange) -> list[str]:
    wrong: list[str] = []
    for name, value in one.query:
        row = found.parameters.get(name) or found.parameters.get(name.partition("[")[0])
        if row is None:
            wrong.append(f"parameter {name} is not declared")
        elif not any(
            not contract.problems(row.get("schema", {}), read) for read in _readings(name, value)
        ):
            wrong.append(f"parameter {name}={value} does not fit")
    sent = {name.partition("[")[0] for name, _ in one.query} | {name for name, _ in one.query}
    for name, row in found.parameters.items():
        if row.get("required") and row["in"] == "query" and name not in sent:
            wrong.append(f"parameter {name} is missing")
    if one.sent is not None and found.request is not None:
        wrong += [f"sent {each}" for each in contract.problems(found.request, one.sent)]
    return wrong


def _readings(name: str, value: str) -> list[Any]:
    """Return what a text in a query may stand for: a text, a number, a list, one key of an object."""
    plain: list[Any] = [value, value.split(",")]
    plain += [int(value), [int(value)]] if value.lstrip("-").isdigit() else []
    plain += [value == "true"] if value in ("true", "false") else []
    if "[" in name:
        key = name.partition("[")[2].rstrip("]")
        plain += [{key: each} for each in plain] if key else []
    return plain


def _answered(contract: Contract, found: Operation, one: Exchange) -> list[str]:
    status = str(one.status)
    if status not in found.answers and "default" not in found.answers:
        return [f"status {status} is not declared"] if one.status < 400 else []
    schema = found.answers.get(status, found.answers.get("default"))
    if schema is None:
        return []
    return [f"answered {each}" for each in contract.problems(schema, one.answer)]
