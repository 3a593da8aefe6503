"""`rulesvc api-key`: keys by which other systems reach the HTTP interface."""

import click

from rules.errors import N_
from rulesvc.cli.clock import now, read_instant
from rulesvc.cli.options import lang_option
from rulesvc.cli.saying import refusing, say, warn
from rulesvc.cli.storage import OPERATOR, open_database
from rulesvc.languages import language
from rulesvc.store.api_keys import KeyLine
from rulesvc.usecases.keys import SCOPES, NewKey, create_key, list_keys, revoke_key
from rulesvc.usecases.persons import system_actor

_EXAMPLES = """\b
Examples:
  rulesvc api-key create --person operator --scope read --scope evaluate
  rulesvc api-key list
  rulesvc api-key revoke 3f9a12
"""


@click.group(name="api-key", epilog=_EXAMPLES)
def api_key() -> None:
    """Create, list and revoke API keys."""


@api_key.command(epilog="\b\nExample:\n  rulesvc api-key create --person operator --scope read --scope evaluate\n")
@click.option("--person", required=True, help="Code of the person the key belongs to, who must be known.")
@click.option(
    "--scope", "scopes", multiple=True, required=True, help=f"What it may do: {', '.join(SCOPES)}. Repeatable."
)
@click.option("--expires", metavar="INSTANT", help="When it ends, such as 2027-01-01T00:00:00+07:00.")
@lang_option
def create(person: str, scopes: tuple[str, ...], expires: str | None, lang: str) -> None:
    """Create an API key. The key is printed alone on stdout and is shown this once."""
    with refusing(language(lang)), open_database() as database:
        expires_at = read_instant(expires) if expires else None
        with database.writing() as session:
            actor = system_actor(session, OPERATOR, now=now())
            issued = create_key(session, NewKey(person, scopes, expires_at), actor=actor, now=now())
        say(issued.secret)
        warn(language(lang).words(N_("Keep this key now: it is not stored and will not be shown again.")))


@api_key.command(name="list", epilog="\b\nExample:\n  rulesvc api-key list --lang en\n")
@lang_option
def list_(lang: str) -> None:
    """List API keys: prefix, person, scopes, created, and until when or revoked."""
    with refusing(language(lang)), open_database() as database:
        with database.reading() as session:
            lines = list_keys(session)
        for line in lines:
            say(_line(line, lang))


@api_key.command(epilog="\b\nExample:\n  rulesvc api-key revoke 3f9a12\n")
@click.argument("key_id", metavar="ID")
@lang_option
def revoke(key_id: str, lang: str) -> None:
    """Revoke the API key that begins with ID. It is refused from then on."""
    with refusing(language(lang)), open_database() as database:
        with database.writing() as session:
            actor = system_actor(session, OPERATOR, now=now())
            line = revoke_key(session, key_id, actor=actor, now=now())
        say(_line(line, lang))


def _line(line: KeyLine, lang: str) -> str:
    words = language(lang).words
    parts = [line.prefix, line.person, ",".join(line.scopes), language(lang).moment(line.created_at)]
    if line.revoked_at:
        parts.append(words(N_("revoked {when}"), when=line.revoked_at))
    elif line.expires_at:
        parts.append(words(N_("until {when}"), when=line.expires_at))
    return "  ".join(parts)
