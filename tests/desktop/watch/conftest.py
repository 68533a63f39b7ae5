"""The desks of the stages' tests, for those of the watch."""

from tests.desktop.stages.conftest import open_desk_on, reader, shared, standing

__all__ = ["open_desk_on", "reader", "shared", "standing"]
