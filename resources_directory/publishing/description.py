"""The OpenAPI document of what is published here."""

from __future__ import annotations

from typing import Any, Final

from resources_directory.publishing.asked import LISTS, PARAMETERS

VERSION: Final = "HSDS-UK-3.0"
PROFILE: Final = "https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md"

_SCHEMAS = "https://raw.githubusercontent.com/openreferral/uk-profile/main/schema"
_SCHEMA_OF = {
    "services": f"{_SCHEMAS}/compiled/service.json",
    "service_at_locations": f"{_SCHEMAS}/compiled/service_at_location.json",
    "organizations": f"{_SCHEMAS}/compiled/organization.json",
    "taxonomies": f"{_SCHEMAS}/taxonomy.json",
    "taxonomy_terms": f"{_SCHEMAS}/taxonomy_term.json",
}
_COUNTS = ("total_items", "total_pages", "page_number", "size")
_CLAIMS = ("first_page", "last_page", "empty")


def front_page(url: str) -> dict[str, str]:
    """What `/` answers, by which other software knows what it talks to."""
    return {"version": VERSION, "profile": PROFILE, "openapi_url": f"{url}/openapi.json"}


def description(url: str) -> dict[str, Any]:
    """OpenAPI 3.1 of the API that is reached at `url`."""
    paths: dict[str, Any] = {"/": {"get": _get("What this API is", _FRONT)}}
    for name in LISTS:
        paths[f"/{name}"] = {"get": _get(f"A page of {name}", _page_of(name)) | _taken(name)}
        entry = _get(f"One of {name} in full", {"$ref": _SCHEMA_OF[name]})
        paths[f"/{name}/{{id}}"] = {"parameters": [_ID], "get": entry}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Local services, as Open Referral UK", "version": "3.0"},
        "servers": [{"url": url}],
        "paths": paths,
        "components": {"schemas": {"Page": _PAGE}},
    }


_FRONT: Final = {
    "type": "object",
    "required": ["version", "profile", "openapi_url"],
    "properties": {
        "version": {"type": "string"},
        "profile": {"type": "string", "format": "uri"},
        "openapi_url": {"type": "string", "format": "uri"},
    },
}
_PAGE: Final = {
    "type": "object",
    "required": [*_COUNTS, *_CLAIMS, "contents"],
    "properties": {name: {"type": "integer"} for name in _COUNTS}
    | {name: {"type": "boolean"} for name in _CLAIMS},
}
_ID: Final = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}


def _get(summary: str, schema: object) -> dict[str, Any]:
    answer = {"description": summary, "content": {"application/json": {"schema": schema}}}
    return {"summary": summary, "responses": {"200": answer}}


def _page_of(name: str) -> object:
    entries = {"type": "array", "items": {"$ref": _SCHEMA_OF[name]}}
    page = {"$ref": "#/components/schemas/Page"}
    return {"allOf": [page, {"properties": {"contents": entries}}]}


def _taken(name: str) -> dict[str, Any]:
    return {
        "parameters": [
            {
                "name": parameter,
                "in": "query",
                "description": PARAMETERS[parameter].wanted,
                "schema": {"type": PARAMETERS[parameter].kind},
            }
            for parameter in LISTS[name]
        ]
    }
