"""Signed files of documents: kept as they came, and given back byte for byte."""

from dataclasses import replace
from datetime import datetime
from typing import Final
from unicodedata import category, normalize

from sqlalchemy.orm import Session

from rules.errors import require
from rulesvc.store import audit, document_files, documents
from rulesvc.store.document_files import FileLine, NewFile, StoredFile
from rulesvc.store.persons import Actor
from rulesvc.usecases.abilities import Ability, require_ability
from rulesvc.usecases.document_refusals import BadFileName, FileTooLarge, NotAPdf, SameFile, UnknownFile
from rulesvc.usecases.documents import subject

__all__ = ["LARGEST_FILE", "FileLine", "NewFile", "StoredFile", "attach_file", "read_file"]

MEGABYTE: Final = 1024 * 1024
LARGEST_FILE: Final = 50 * MEGABYTE
"""Bytes of a file that is kept."""

LONGEST_NAME: Final = 200
"""Characters of the name of a file."""

_BEGINS: Final = b"%PDF-"
_ENDS: Final = b"%%EOF"
_NEAR_THE_END: Final = 1024
"""Bytes; signatures and scanners leave something behind the end of a PDF file, but not much."""


def attach_file(session: Session, code: str, new: NewFile, *, actor: Actor, now: datetime) -> FileLine:
    """Keep a signed PDF file of a document for good.

    Raises: `RoleMissing`, `UnknownDocument`, `BadFileName`, `FileTooLarge`, `NotAPdf`, `SameFile`.
    """
    actor = require_ability(actor, Ability.REGISTER)
    file = replace(new, name=normalize("NFC", new.name))
    _check(file)
    key, sha256 = documents.locked(session, code), file.sha256
    same = document_files.find(session, key, sha256)
    if same is not None:
        raise SameFile(documents.called(session, code), same.name, same.added_at)
    document_files.add(session, key, file, actor=actor, now=now)
    size = len(file.content)
    told = {"name": file.name, "sha256": sha256, "size": size}
    audit.write(session, "document-file-added", subject(key), actor=actor, now=now, **told)
    return FileLine(file.name, document_files.PDF, sha256, size, now, actor.person)


def read_file(session: Session, code: str, sha256: str) -> StoredFile:
    """The file of a document with that hash, byte for byte.

    Raises: `rulesvc.errors.UnknownDocument`, `UnknownFile`.
    """
    found = document_files.read(session, documents.by_code(session, code), sha256)
    if found is None:
        raise UnknownFile(documents.called(session, code), sha256)
    return found


def _check(file: NewFile) -> None:
    is_printed = all(category(letter)[0] not in "CZ" or letter == " " for letter in file.name)
    fits = file.name.strip(" .") != "" and len(file.name) <= LONGEST_NAME and not {"/", "\\"} & set(file.name)
    require(is_printed and fits, BadFileName(file.name, LONGEST_NAME, at=("name",)))
    is_kept = len(file.content) <= LARGEST_FILE
    require(is_kept, FileTooLarge(file.name, LARGEST_FILE // MEGABYTE, at=("file",)))
    is_pdf = file.content.startswith(_BEGINS) and _ENDS in file.content[-_NEAR_THE_END:]
    require(is_pdf, NotAPdf(file.name, at=("file",)))
