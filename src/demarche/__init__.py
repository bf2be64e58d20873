"""Read news pages about a diplomatic crisis into a file that can be questioned.

`read` makes or extends a crisis file, `open` opens one; both give a `Crisis` whose `statements`,
`events`, `figures` and `entities` come as pandas or Arrow tables.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from demarche.api import Crisis, Interrupted, Rows, correct, forget, read
    from demarche.api import open_crisis as open
    from demarche.errors import (
        DemarcheError,
        OptionError,
        PageError,
        ReaderError,
        RecordError,
        StoreError,
    )
    from demarche.extract.times import find_times
    from demarche.views.run_summary import Summary

__all__ = [
    "Crisis",
    "DemarcheError",
    "Interrupted",
    "OptionError",
    "PageError",
    "ReaderError",
    "RecordError",
    "Rows",
    "StoreError",
    "Summary",
    "correct",
    "find_times",
    "forget",
    "open",
    "read",
]

# Names that stand in a module under another name, or not in `demarche.errors`.
_PLACES = {
    "Crisis": "demarche.api:Crisis",
    "Interrupted": "demarche.api:Interrupted",
    "Rows": "demarche.api:Rows",
    "Summary": "demarche.views.run_summary:Summary",
    "correct": "demarche.api:correct",
    "find_times": "demarche.extract.times:find_times",
    "forget": "demarche.api:forget",
    "open": "demarche.api:open_crisis",
    "read": "demarche.api:read",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is asked for.

    Whoever imports one module of the package (the training, a command that only asks) then does
    not wait for DuckDB and the libraries that read pages.
    """
    if name not in __all__:
        raise AttributeError(f"module 'demarche' has no attribute {name!r}")
    module, _, attribute = _PLACES.get(name, f"demarche.errors:{name}").partition(":")
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    """List the public names, for completion at a prompt."""
    return sorted({*globals(), *__all__})
