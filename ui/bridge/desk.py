"""What the screen sees of an open mission: commands by contract, a clock, and where the approval page is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from desktop.accounts.contract import SignInCommands
from desktop.base.clock import Clock
from desktop.domain.words import Mode
from desktop.evidence.contract import EvidenceCommands
from desktop.preferences.contract import AssistantCommands, LevelsCommands, LockCommands
from desktop.stages.approve.contract import ApproveCommands
from desktop.stages.define.contract import DefineCommands
from desktop.stages.execute.contract import ExecuteCommands
from desktop.stages.home.contract import HomeCommands
from desktop.stages.plan.contract import PlanCommands, RewordCommands
from desktop.stages.prepare.contract import PrepareCommands
from desktop.stages.reflect.contract import ReflectCommands
from desktop.watch.attendance import PresenceCommands
from desktop.watch.contract import ClockCommands, WatchCommands


@dataclass
class Gate:
    """Shut while somebody is asked whether a run that was cut short goes on: nothing begins by itself then."""

    shut: bool = False


@dataclass(frozen=True)
class ScreenDesk:
    """One open mission, as the pages drive it.

    Attributes:
        assistance: Other words for a draft, by the writing assistant.
        assistant: Its settings.
        presence: Puts on record that the window was locked and opened again.
        lock: When the window is locked, and what opens it.
        skip_to: Lets the sandbox's time jump ahead to an instant; None with real services.
        profile: Whose accounts.
        read_only: Another window works on the mission: it is looked at, no service is asked, nothing is written.
        recovery_key: Makes the profile a new recovery key; None on the sandbox.
        approval_url: Starts serving the approval page where needed and returns its address.
    """

    mode: Mode
    clock: Clock
    accounts: SignInCommands
    home: HomeCommands
    define: DefineCommands
    prepare: PrepareCommands
    plan: PlanCommands
    assistance: RewordCommands
    approve: ApproveCommands
    execute: ExecuteCommands
    reflect: ReflectCommands
    watch: WatchCommands
    clocks: ClockCommands
    presence: PresenceCommands
    evidence: EvidenceCommands
    levels: LevelsCommands
    assistant: AssistantCommands
    lock: LockCommands
    approval_url: Callable[[], Awaitable[str]]
    skip_to: Callable[[datetime], Awaitable[None]] | None = None
    recovery_key: Callable[[], Awaitable[str]] | None = None
    profile: str = "sandbox"
    read_only: bool = False
    gate: Gate = field(default_factory=Gate)
