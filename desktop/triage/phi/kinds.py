"""The classes of identifying values the tripwire knows, and where one was found."""

from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct


class Kind(StrEnum):
    """The structured classes of the Safe Harbor list (45 CFR 164.514), as far as a pattern or a cue shows them."""

    SSN = "ssn"
    MRN = "mrn"
    MBI = "mbi"
    MEMBER_ID = "member_id"
    CARD = "card"
    IBAN = "iban"
    DOB = "dob"
    DATE_OF_CARE = "date_of_care"
    EMAIL = "email"
    FAX = "fax"
    PHONE = "phone"
    NPI = "npi"
    DEA = "dea"
    LICENCE = "licence"
    VEHICLE = "vehicle"
    DEVICE = "device"
    ACCOUNT = "account"
    MAC = "mac"
    IP = "ip"
    ZIP = "zip"
    URL = "url"
    NAME = "name"


LABELS = {
    Kind.SSN: "social security number",
    Kind.MRN: "record number",
    Kind.MBI: "Medicare number",
    Kind.MEMBER_ID: "member number",
    Kind.CARD: "card number",
    Kind.IBAN: "IBAN",
    Kind.DOB: "date of birth",
    Kind.DATE_OF_CARE: "date of care",
    Kind.EMAIL: "e-mail address",
    Kind.FAX: "fax number",
    Kind.PHONE: "phone number",
    Kind.NPI: "provider number",
    Kind.DEA: "DEA number",
    Kind.LICENCE: "licence number",
    Kind.VEHICLE: "vehicle number",
    Kind.DEVICE: "device number",
    Kind.ACCOUNT: "account number",
    Kind.MAC: "hardware address",
    Kind.IP: "IP address",
    Kind.ZIP: "postal code",
    Kind.URL: "foreign link",
    Kind.NAME: "name",
}
"""How each class is called before a person."""


class Span(NamedTuple):
    """One value: ``text[start:end]``, and its class. The value itself is never kept."""

    start: int
    end: int
    kind: Kind


class Known(Struct, frozen=True):
    """What is known beside the text.

    Attributes:
        names: People of the ticket: the requester, patients, whoever it names.
        addressee: Who may be greeted by name, and is named nowhere else.
        hosts: Hosts a link may lead to: the knowledge base, our own.
        domains: Domains of our own e-mail addresses.
        texts: Values that may stand as they are: the support line's number, our address.
    """

    names: tuple[str, ...] = ()
    addressee: str = ""
    hosts: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


NOTHING_KNOWN = Known()
