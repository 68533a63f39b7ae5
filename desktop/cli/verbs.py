"""The verbs of `triagedeck`. Each reads its options, does one thing, and ends with an exit code."""

import asyncio
import sys
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from desktop import __version__
from desktop.base.log import get_log
from desktop.base.paths import profile_folder
from desktop.cli.audit import read_known, verify_ledgers
from desktop.cli.audit_export import Format, export_record, write_record
from desktop.cli.audit_note import note_export
from desktop.cli.doctor import examine
from desktop.cli.drive import Wishes
from desktop.cli.evaluate import Task, evaluate_task
from desktop.cli.findings import Findings
from desktop.cli.mission import Options, run_mission
from desktop.cli.profiles import enrol, print_recovery_key, recover
from desktop.cli.result import in_words
from desktop.cli.scope import read_scope
from desktop.cli.self_test import self_test
from desktop.cli.sla_cases import run_cases
from desktop.cli.terminal import EXIT_CODES, Terminal, show, show_error
from desktop.domain.errors import Fault, InputError, TriageError
from desktop.evidence.verify import main as check_bundle
from desktop.sandbox.__main__ import main as be_sandbox
from desktop.sandbox.process import SANDBOX_FLAG

REFERENCE_INTENT = "Triage high-priority API authentication tickets from the last 4 hours"

app = typer.Typer(
    name="triagedeck",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Triage Deck takes a support lead through a surge of tickets before any SLA breaks.\n\n"
    "Try it without any account: [bold]triagedeck mission --sandbox[/bold]",
    epilog="Exit codes: 0 done · 1 a check failed · 2 wrong input · 3 a service failed · "
    "4 this machine (disk, database, key) · 5 our own fault",
)
audit = typer.Typer(
    no_args_is_help=True, help="The record of every mission: check it, take it out."
)
app.add_typer(audit, name="audit")
profile = typer.Typer(no_args_is_help=True, help="Profiles with accounts: recovery, approvers.")
app.add_typer(profile, name="profile")

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of words.")]
Profile = Annotated[
    Path | None, typer.Option("--out", help="The profile's folder; the default one if left out.")
]

Named = Annotated[str, typer.Option("--profile", help="production or training.")]


@app.command()
def mission(
    sandbox: Annotated[
        bool, typer.Option("--sandbox", help="Work on the local sandbox (the only way headless).")
    ] = False,
    queue: Annotated[
        Path | None, typer.Option(help="Queue file to load; the reference surge if left out.")
    ] = None,
    intent: Annotated[
        str, typer.Option(help="What the mission is about, in plain words.")
    ] = REFERENCE_INTENT,
    out: Profile = None,
    cancel_replies: Annotated[
        bool, typer.Option(help="Rehearsal: cancel the held replies and see what breaches.")
    ] = False,
    wait_out_clocks: Annotated[
        bool, typer.Option(help="Skip past the last deadline at risk before sealing.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Run one mission from Home to the sealed evidence bundle.

    Example: triagedeck mission --sandbox --intent "urgent API authentication, last 4 hours"

    Killed or stopped on the way? The same command goes on where it was; nothing is done twice.
    """
    if not sandbox:
        _stop("Headless, a mission only runs on the sandbox. Add --sandbox.")
    wishes = Wishes(intent, cancel_replies=cancel_replies, wait_out_clocks=wait_out_clocks)
    terminal = Terminal()

    async def work() -> None:
        result = await run_mission(Options(wishes, queue, out), terminal.say, terminal)
        show(_json(result) if as_json else in_words(result, _command()))

    _run(work)


@app.command()
def scope(
    intent: Annotated[str, typer.Option(help="Which tickets, in plain words.")],
    queue: Annotated[
        Path | None, typer.Option(help="Queue file to read; the reference surge if left out.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Say how an intent is understood and which tickets it means. Nothing is run, nothing recorded.

    Example: triagedeck scope --intent "VIP emails since yesterday, but not billing"
    """

    async def work() -> None:
        result = await read_scope(intent, queue)
        show(_json(result) if as_json else result.in_words())

    _run(work)


@app.command()
def sandbox(
    queue: Annotated[Path | None, typer.Option(help="Queue file to load.")] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on 127.0.0.1.")] = 8899,
    token: Annotated[
        str | None, typer.Option(help="The only bearer token accepted; any if left out.")
    ] = None,
) -> None:
    """Serve Zendesk (/api/v2), Slack (/slack/api) and Confluence (/wiki) from a queue file.

    Example: triagedeck sandbox --port 8899, then ask http://127.0.0.1:8899/api/v2/tickets
    with the header "Authorization: Bearer anything".
    """
    from desktop.sandbox.process import default_queue, serve
    from desktop.sandbox.queue_file import load_queue

    def work() -> None:
        loaded = load_queue(queue or default_queue())
        sys.stderr.write("The sandbox runs until you press Ctrl+C.\n")
        try:
            serve(loaded, port, token)
        except KeyboardInterrupt:
            pass  # the server may also take the signal for itself and simply return
        except SystemExit as ended:  # how uvicorn says that it could not take the port
            raise InputError(
                "The sandbox cannot be served",
                f"Port {port} on this machine is taken or not allowed.",
                "Choose another one with --port, or 0 for any free one.",
            ) from ended
        sys.stderr.write("\nThe sandbox ended.\n")

    _guard(work)


@app.command()
def sla(
    cases: Annotated[Path, typer.Option(help="A JSON file of SLA cases.")],
    as_json: Json = False,
) -> None:
    """Run SLA cases by anybody against our clocks. Ends with 1 when one fails.

    Example: triagedeck sla --cases cases.json --json
    """

    def work() -> None:
        results = run_cases(cases)
        show(_json(results) if as_json else results.in_words())
        if results.failed:
            raise typer.Exit(1)

    _guard(work)


@app.command()
def evaluate(
    task: Annotated[Task, typer.Argument(help="What to measure.")],
    data: Annotated[
        Path, typer.Argument(help="What it is measured on: CONTRIBUTING.md says its shape.")
    ],
    train: Annotated[
        Path | None,
        typer.Option(
            "--train", help="What categories are learnt from; else the data's other parts."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Measure triage on data whose truth is known."""

    def work() -> None:
        found = evaluate_task(task, data, train)
        show(_json(found) if as_json else found.in_words())

    _guard(work)


@app.command()
def verify(
    bag: Annotated[Path, typer.Argument(help="A .triagebag file.")],
    signer: Annotated[
        str | None, typer.Option(help="Fingerprint of the key you expect to have signed.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Check an evidence bundle offline: every file, every link of the ledger, the signature.

    Example: triagedeck verify mission.triagebag --signer FINGERPRINT
    """
    words = [str(bag), *(["--json"] if as_json else []), *(["--signer", signer] if signer else [])]
    raise typer.Exit(check_bundle(words))


@audit.command("verify")
def audit_verify(
    out: Profile = None,
    head: Annotated[
        str | None, typer.Option(help="A head noted elsewhere: in a bundle, by an approver.")
    ] = None,
    signer: Annotated[
        str | None, typer.Option(help="Fingerprint of the key you expect to have signed.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Check the ledger of every mission: changed, removed, swapped or foreign lines are named, and lines cut off."""
    _report(lambda: verify_ledgers(out, read_known(head, signer)), as_json=as_json)


@audit.command("export")
def audit_export(
    out: Profile = None,
    mission: Annotated[str | None, typer.Option(help="One mission; all if left out.")] = None,
    form: Annotated[Format, typer.Option("--format", help="A table or JSON lines.")] = Format.CSV,
    to: Annotated[
        Path | None, typer.Option(help="File to write; standard output if left out.")
    ] = None,
    named: Annotated[
        str, typer.Option("--profile", help="sandbox, production or training.")
    ] = "sandbox",
) -> None:
    """Write the record, one line per fact: when, who, what, and its hash. That it was taken out is recorded first.

    Example: triagedeck audit export --format csv --to record.csv
    """

    async def work() -> str:
        place = out or profile_folder(named).root

        async def note(missions: Sequence[str]) -> None:
            for line in await note_export(place, named, missions):
                sys.stderr.write(line + "\n")

        text = await export_record(place, mission, form, note)
        return write_record(text, to) if to else text.rstrip("\r\n")

    _tell(work)


@app.command("self-test")
def run_self_test(as_json: Json = False) -> None:
    """Prove that this installation works: resources, database, keys, a whole sandbox mission, its bundle, the window."""
    _report(lambda: self_test(), as_json=as_json)


@app.command()
def doctor(
    named: Annotated[
        str, typer.Option("--profile", help="sandbox, production or training.")
    ] = "sandbox",
    out: Profile = None,
    as_json: Json = False,
) -> None:
    """Look at this machine and at every service of a profile. Each finding says what to do.

    Example: triagedeck doctor --profile production
    """
    _report(lambda: examine(out, named), as_json=as_json)


@profile.command("recovery-key")
def profile_recovery_key(named: Named = "production", out: Profile = None) -> None:
    """Print a new recovery key. The one before opens nothing any more."""
    _tell(lambda: print_recovery_key(named, out))


@profile.command("recover")
def profile_recover(named: Named = "production", out: Profile = None) -> None:
    """Open a profile whose key is lost: a new laptop, a reset keyring, a forgotten passphrase."""
    key = typer.prompt("Recovery key", hide_input=True)
    _tell(lambda: recover(named, out, key))


@profile.command("enrol")
def profile_enrol(
    email: Annotated[str, typer.Argument(help="The approver's e-mail address.")],
    named: Named = "production",
    out: Profile = None,
) -> None:
    """Let an approver enrol a code, so that a yes is known to be theirs."""
    _tell(lambda: enrol(named, out, email))


@app.command()
def version() -> None:
    """Print the version."""
    show(__version__)


def main() -> None:
    """Run the command line. The packaged program has no ``-m``: by this flag it becomes the sandbox."""
    if sys.argv[1:2] == [SANDBOX_FLAG]:
        be_sandbox(sys.argv[2:])
    else:
        app()


def _report(check: Callable[[], Coroutine[Any, Any, Findings]], *, as_json: bool) -> None:
    """Run a check, show what it found, end with 1 when something is wrong."""

    async def work() -> None:
        found = await check()
        show(_json(found) if as_json else found.in_words())
        if not found.ok:
            raise typer.Exit(1)

    _run(work)


def _tell(work: Callable[[], Coroutine[Any, Any, str]]) -> None:
    async def tell() -> None:
        show(await work())

    _run(tell)


def _run(work: Callable[[], Any]) -> None:
    _guard(lambda: asyncio.run(work()))


def _guard(work: Callable[[], None]) -> None:
    """Run a verb: errors in words, Ctrl+C in words, never a traceback."""
    try:
        work()
    except TriageError as error:
        raise typer.Exit(show_error(error)) from None
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. What was done is kept; the same command goes on.\n")
        raise typer.Exit(130) from None
    except OSError as failed:
        raise typer.Exit(_machine(failed)) from None
    except typer.Exit:
        raise
    except Exception as bug:  # noqa: BLE001 - one of the three doors: a person never sees a traceback
        get_log("cli").exception("unexpected")
        raise typer.Exit(_our_fault(bug)) from None


def _machine(failed: OSError) -> int:
    sys.stderr.write(
        f"\nThis machine refused\n  {failed}\n  Check the folder and the disk, then start again.\n"
    )
    return 4


def _our_fault(bug: Exception) -> int:
    sys.stderr.write(
        f"\nThis is a fault of Triage Deck\n  {type(bug).__name__}, written down in the log.\n"
        "  What was done is kept; the same command goes on. Please send us the log.\n"
    )
    return EXIT_CODES[Fault.PROGRAM]


def _stop(words: str) -> None:
    sys.stderr.write(words + "\n")
    raise typer.Exit(2)


def _command() -> str:
    """Return what to type to call us again: the installed command as it was found."""
    called = Path(sys.argv[0])
    return str(called) if called.stem == "triagedeck" else "triagedeck"


def _json(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
