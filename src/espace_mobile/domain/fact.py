"""What a record says, as a typed, frozen value.

A fact checks shapes, never rules: two tablets may together break any rule, and a merge refuses nothing. What a
person types is checked by the rules of this room (`names`, `notes`, `dates`, `phones`) before a fact is made of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, ValidationError

# An aware instant, always in UTC; a naive one is refused.
Instant = Annotated[AwareDatetime, AfterValidator(lambda at: at.astimezone(UTC))]


class Fact(BaseModel):
    """`id`: 32 hexadecimal digits, given by the caller. `team`: whose devices receive it; None, all of the org's.

    `sealed`: the personal fields, which leave the device only as bytes the server can't read.
    `indexed`: the fields that are looked up by equality. `about`: the field naming whose story it tells, if it tells
    one: it is erased with that person; `counted`: and is then counted again, without what is personal. `also_about`:
    the fields naming others, one or several each, of whom its sealed words may tell: it is erased with any of them.
    """

    # A message that quotes its input would put a name in a log.
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    kind: ClassVar[str]
    sealed: ClassVar[frozenset[str]] = frozenset()
    indexed: ClassVar[tuple[str, ...]] = ()
    about: ClassVar[str | None] = None
    counted: ClassVar[bool] = False
    also_about: ClassVar[tuple[str, ...]] = ()

    id: str
    team: str | None = None

    def fields(self) -> dict[str, Any]:
        """JSON-compatible, without `id`: dates ISO text, instants ISO text in UTC (`…Z`), codes their text."""
        return self.model_dump(mode="json", exclude={"id"})

    def said(self) -> dict[str, Any]:
        """Of `fields`, those that a new record has to say: not what it reads as without them."""
        return {name: value for name, value in self.fields().items() if value is not None}

    @classmethod
    def of(cls, id: str, fields: Mapping[str, Any]) -> Self:
        """The inverse of `fields`. Unknown fields are ignored, unknown codes kept, an unreadable field reads as absent.

        Raises `ValueError` (pydantic's, without the values) when a field that makes the fact what it is is missing.
        """
        given = {**fields, "id": id}
        try:
            return cls.model_validate(given)
        except ValidationError as e:
            # Sealed under a key this device has not, or written by another version: the rest is still worth reading.
            unreadable = {str(error["loc"][0]) for error in e.errors(include_input=False, include_url=False)}
            return cls.model_validate({name: value for name, value in given.items() if name not in unreadable})

    def but(self, **changes: Any) -> Self:
        """The same fact with some fields changed, checked again."""
        return type(self).model_validate({**dict(self), **changes})
