"""Usage: a command line that cannot be understood, told in the language that it asks for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import IO, Any

import click

from rules.errors import N_, Refusal
from rules.language import CODES, Language
from rules.said import Said, said
from rulesvc.cli.saying import warn
from rulesvc.languages import language


@dataclass(eq=False)
class ParameterMissing(Refusal):
    """An argument or option that must be there."""

    name: str
    words = N_("“{name}” is missing.")


@dataclass(eq=False)
class ValueMissing(Refusal):
    """An option at the end of the line, without its value."""

    name: str
    words = N_("“{name}” needs a value.")


@dataclass(eq=False)
class ValueWithoutUse(Refusal):
    """A value for an option that is only there or not."""

    name: str
    words = N_("“{name}” takes no value.")


@dataclass(eq=False)
class BadParameter(Refusal):
    """A value that the argument or option does not take."""

    name: str
    allowed: object
    words = N_("“{name}”: this value is not allowed. Allowed: {allowed}.")


@dataclass(eq=False)
class NoSuchOption(Refusal):
    """An option that the command does not have."""

    given: str
    allowed: tuple[str, ...]
    words = N_("There is no option “{given}”. Allowed: {allowed}.")


@dataclass(eq=False)
class NoSuchCommand(Refusal):
    """A command that there is not."""

    given: str
    allowed: tuple[str, ...]
    words = N_("There is no command “{given}”. Allowed: {allowed}.")


class TooManyArguments(Refusal):
    """More on the line than the command takes."""

    words = N_("There are more arguments than this command takes.")


class Misused(click.UsageError):
    """A usage error of click, in our words."""

    def __init__(self, error: click.UsageError, into: Language, root: click.Context) -> None:
        super().__init__(into.say(refusal_of(error, root.command)), error.ctx or root)
        self._into = into

    def show(self, file: IO[Any] | None = None) -> None:  # noqa: ARG002 -- as click calls it
        """Say what is wrong, and where there is help."""
        warn(self.format_message())
        if self.ctx is not None:
            warn(self._into.words(N_("Help: {command}"), command=f"{self.ctx.command_path} --help"))


class Commands(click.Group):
    """All commands; what is wrong with a command line is told in the language that it asks for."""

    def make_context(self, info_name: str | None, args: list[str], *rest: Any, **extra: Any) -> click.Context:
        """As click does."""
        into = language(language_in(args))
        with _told(into, click.Context(self, info_name=info_name)):
            context = super().make_context(info_name, args, *rest, **extra)
        context.obj = into
        return context

    def invoke(self, ctx: click.Context) -> Any:
        """As click does."""
        with _told(ctx.obj, ctx):
            return super().invoke(ctx)


def language_in(args: list[str]) -> str:
    """The language that *args* ask for, whatever else is wrong with them."""
    asked = [value for option, value in pairwise(args) if option == "--lang"]
    asked += [word.removeprefix("--lang=") for word in args if word.startswith("--lang=")]
    return next((code for code in asked if code in CODES), CODES[0])


@contextmanager
def _told(into: Language, root: click.Context) -> Iterator[None]:
    try:
        yield
    except (Misused, click.exceptions.NoArgsIsHelpError):
        raise
    except click.UsageError as error:
        raise Misused(error, into, root) from error


def refusal_of(error: click.UsageError, root: click.Command) -> Refusal:
    """What *error* in a line for *root* says, as a refusal."""
    match error:
        case click.exceptions.MissingParameter(param=click.Parameter() as parameter):
            return ParameterMissing(_name(parameter))
        case click.BadParameter(param=click.Parameter() as parameter):
            return BadParameter(_name(parameter), _allowed(parameter.type))
        case click.NoSuchOption(option_name=given):
            return NoSuchOption(given, tuple(_options(error.ctx)))
        case click.exceptions.NoSuchCommand(command_name=given):
            return NoSuchCommand(given, _commands(error.ctx))
        case click.BadOptionUsage(option_name=given):
            return ValueWithoutUse(given) if given in _flags(root) else ValueMissing(given)
        case _:
            return TooManyArguments()


def _name(parameter: click.Parameter) -> str:
    return parameter.opts[0] if isinstance(parameter, click.Option) else parameter.human_readable_name


def _allowed(kind: click.ParamType[Any]) -> Said | tuple[str, ...]:
    match kind:
        case click.Choice(choices=choices):
            return tuple(map(str, choices))
        case click.IntRange(min=low, max=high):
            return said(N_("a whole number from {low} to {high}"), low=low, high=high)
        case _:
            return said(N_("a whole number"))


def _options(context: click.Context | None) -> list[str]:
    """The options of the command at hand."""
    parameters = context.command.params if context else []
    return [each.opts[0] for each in parameters if isinstance(each, click.Option)]


def _flags(command: click.Command) -> set[str]:
    """The options of *command* and all below it that take no value: click does not say of which command one is."""
    below = command.commands.values() if isinstance(command, click.Group) else ()
    own = {name for each in command.params if isinstance(each, click.Option) and each.is_flag for name in each.opts}
    return own.union(*map(_flags, below))


def _commands(context: click.Context | None) -> tuple[str, ...]:
    group = context.command if context else None
    return tuple(group.list_commands(context)) if isinstance(group, click.Group) and context else ()
