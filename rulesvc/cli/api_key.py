"""`rulesvc api-key`: keys by which other systems reach the HTTP interface."""

import click

from rules.errors import N_
from rulesvc.cli.acting import acting_as
from rulesvc.cli.clock import now, read_instant
from rulesvc.cli.options import as_option, lang_option
from rulesvc.cli.saying import refusing, say, warn
from rulesvc.cli.storage import open_database
from rulesvc.languages import language
from rulesvc.store.api_keys import KeyLine
from rulesvc.usecases.keys import SCOPES, NewKey, create_key, list_keys, revoke_key

_EXAMPLES = """\b
Examples:
  rulesvc api-key create --scope read --scope evaluate --as lan
  rulesvc api-key list
  rulesvc api-key revoke 3f9a12 --as lan
"""


@click.group(name="api-key", epilog=_EXAMPLES)
def api_key() -> None:
    """Create, list and revoke API keys."""


@api_key.command(epilog="\b\nExample:\n  rulesvc api-key create --person minh --scope read --as lan\n")
@click.option("--person", default="", help="Code of the person the key belongs to; without it, who does this.")
@click.option(
    "--scope", "scopes", multiple=True, required=True, help=f"What it may do: {', '.join(SCOPES)}. Repeatable."
)
@click.option("--expires", "expires_at", metavar="INSTANT", help="When it ends, such as 2027-01-01T00:00:00+07:00.")
@as_option
@lang_option
def create(person: str, scopes: tuple[str, ...], expires_at: str | None, by: str, lang: str) -> None:
    """Create an API key. The key is printed alone on stdout and is shown this once.

    Its scopes lie within what the roles of its person allow. One makes keys for oneself, an administrator for anybody.
    """
    with refusing(language(lang)), open_database() as database:
        end = read_instant(expires_at) if expires_at else None
        with database.writing() as session:
            actor = acting_as(session, by)
            issued = create_key(session, NewKey(person or by, scopes, end), actor=actor, now=now())
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


@api_key.command(epilog="\b\nExample:\n  rulesvc api-key revoke 3f9a12 --as lan\n")
@click.argument("key_id", metavar="ID")
@as_option
@lang_option
def revoke(key_id: str, by: str, lang: str) -> None:
    """Revoke the API key that begins with ID. It is refused from then on."""
    with refusing(language(lang)), open_database() as database:
        with database.writing() as session:
            actor = acting_as(session, by)
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
