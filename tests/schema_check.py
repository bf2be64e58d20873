"""As much of JSON Schema as docs/schema.json uses, to hold exported lines against it."""

from typing import Any

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "integer": (int,),
    "number": (int, float), "boolean": (bool,), "null": (type(None),),
}  # fmt: skip
KNOWN = {
    "$ref", "anyOf", "enum", "const", "type", "items", "properties", "required",
    "additionalProperties", "description", "format",
}  # fmt: skip


def faults(value: Any, schema: dict[str, Any], root: dict[str, Any], place: str = "$") -> list[str]:
    """Return where `value` does not fit `schema`, nothing when it fits."""
    assert schema.keys() <= KNOWN, f"the checker does not know {schema.keys() - KNOWN}"
    found = []
    if "$ref" in schema:
        inner = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
        found += faults(value, inner, root, place)
    if "anyOf" in schema and all(faults(value, one, root, place) for one in schema["anyOf"]):
        found.append(f"{place}: {value!r} fits none of {schema['anyOf']}")
    if value not in schema.get("enum", [value]) or value != schema.get("const", value):
        found.append(f"{place}: {value!r} is not allowed")
    names = schema.get("type", [])
    names = [names] if isinstance(names, str) else names
    if names and not any(isinstance(value, TYPES[name]) for name in names):
        return [*found, f"{place}: {value!r} is no {names}"]
    for i, item in enumerate(value if "items" in schema else ()):
        found += faults(item, schema["items"], root, f"{place}[{i}]")
    properties = schema.get("properties", {})
    found += [
        f"{place}: {key} is missing" for key in schema.get("required", ()) if key not in value
    ]
    for key in value if properties else ():
        if key in properties:
            found += faults(value[key], properties[key], root, f"{place}.{key}")
        elif not schema.get("additionalProperties", True):
            found.append(f"{place}: {key} is unknown")
    return found
