"""The official schemas of Open Referral UK 3.0, and what they find wrong."""

import json
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.resources_directory.real import OPEN_REFERRAL

SCHEMAS = OPEN_REFERRAL / "schema"
EXAMPLES = OPEN_REFERRAL / "examples_3.0"
needs_schemas = pytest.mark.skipif(
    not SCHEMAS.is_dir(), reason="NAVIGATOR_TEST_DATA names no folder that holds open_referral"
)


@cache
def checker(schema: str) -> Draft202012Validator:
    """As the official validator checks: formats count."""
    files = {path.name: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.json")}
    known = Registry().with_resources(
        (name, DRAFT202012.create_resource(each)) for name, each in files.items()
    )
    api = files["openapi.json"]
    front = api["paths"]["/"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    parts = {"api_details": front, "page": api["components"]["schemas"]["Page"]}
    return Draft202012Validator(
        parts.get(schema) or files[f"{schema}.json"],
        registry=known,
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )


def faults(schema: str, found: Any) -> list[str]:
    """Of a page: those of the page, and of each entry by the schema of the list, if it has one."""
    checks = [(schema, found)]
    if schema.endswith("_list"):
        one = schema if (SCHEMAS / f"{schema}.json").is_file() else schema.removesuffix("_list")
        checks = [("page", found), *((one, each) for each in found["contents"])]
    return [
        f"{error.json_path}: {error.message}"
        for name, each in checks
        for error in checker(name).iter_errors(each)
    ]
