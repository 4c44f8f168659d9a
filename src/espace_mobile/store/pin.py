"""A PIN for coming back quickly during a shift. Memory only: it is gone when the app stops."""

from __future__ import annotations

from threading import Lock

from espace_mobile.errors import InputError, WrongPassphrase
from espace_mobile.store.wrapping import Stretch, derive, seal, unseal

DIGITS = 6
_TRIES = 3


class PinSlot:
    """Holds the data key under a PIN of six digits. Three wrong ones in a row destroy it."""

    def __init__(self, data_key: bytes, pin: str) -> None:
        """Raises `InputError`."""
        if len(pin) != DIGITS or not (pin.isascii() and pin.isdecimal()):
            raise InputError("pin", "six_digits", digits=DIGITS)
        self._stretch = Stretch(n=1 << 14)
        self._sealed: bytes | None = seal(self._key(pin), data_key, b"")
        self._left = _TRIES
        self._lock = Lock()

    def open(self, pin: str) -> bytes:
        """The data key. Raises `WrongPassphrase`: params `left`, tries left; at 0 the pass phrase is needed."""
        with self._lock:
            if self._sealed is None:
                raise WrongPassphrase(left=0)
            key = unseal(self._key(pin), self._sealed, b"")
            self._left = _TRIES if key is not None else self._left - 1
            if key is None:
                if not self._left:
                    self._sealed = None
                raise WrongPassphrase(left=self._left)
            return key

    @property
    def destroyed(self) -> bool:
        return self._sealed is None

    def _key(self, pin: str) -> bytes:
        return derive(self._stretch.key(pin), "pin")
