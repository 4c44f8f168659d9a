"""Several files as one, the same bytes for the same files: no clock and no machine is in it."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_NO_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a .zip can say
_READABLE = 0o644 << 16


def archive(files: Mapping[str, bytes]) -> bytes:
    """A .zip. `files`: by name, in this order."""
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as packed:
        for name, content in files.items():
            info = ZipInfo(name, _NO_DAY)
            info.compress_type, info.external_attr, info.create_system = ZIP_DEFLATED, _READABLE, 3
            packed.writestr(info, content)
    return data.getvalue()


def packed_again(data: bytes) -> bytes:
    """The files of a .zip, without the hours at which somebody's program put them there."""
    with ZipFile(BytesIO(data)) as found:
        return archive({name: found.read(name) for name in found.namelist()})
