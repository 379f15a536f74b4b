"""The versions of what a measurement depends on."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

LIBRARIES = ("torch", "transformers", "bitsandbytes")


def library_versions() -> dict[str, str]:
    """Each library's, "not installed" where it is not."""
    by_name = {}
    for name in LIBRARIES:
        try:
            by_name[name] = version(name)
        except PackageNotFoundError:
            by_name[name] = "not installed"
    return by_name
