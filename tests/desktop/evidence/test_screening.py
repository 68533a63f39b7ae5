"""No text goes into a bundle unread: a finding gives way to its class, and the page says how many."""

import dataclasses
import json
import zipfile
from pathlib import Path

from desktop.evidence.bundle import write_bundle
from desktop.evidence.contract import Checked, Contents, Posted, Recorded
from desktop.evidence.screening import screened
from desktop.evidence.verify import verify
from desktop.triage.phi import Kind, Known, scan
from tests.desktop.evidence.missions import contents, member
from tests.desktop.ledger.toy_keys import ToyKeys
from tests.desktop.stages.standing import Standing

KNOWN = Known(names=("Rosa Dietz",))
SECRETS = ("4471982", "Rosa", "555-014-2231", "03/14/1962")


def leaking() -> Contents:
    return dataclasses.replace(
        contents(),
        checks=(Checked(7, "own", False, "names Rosa Dietz"),),
        transcript=(Posted("C1", "1.2", "MRN 4471982, call 555-014-2231"),),
        views=(Recorded("define", 1, {"rows": [{"words": "DOB 03/14/1962"}, 3, None]}),),
    )


def test_what_is_found_is_taken_out_and_counted() -> None:
    clean = screened(leaking(), KNOWN)
    assert clean.checks[0].detail == "names [name]"
    assert clean.transcript[0].text == "MRN [mrn], call [phone]"
    assert clean.views[0].value == {"rows": [{"words": "DOB [dob]"}, 3, None]}
    assert clean.screening is not None
    assert dict(clean.screening.taken_out) == {
        Kind.MRN: 1,
        Kind.DOB: 1,
        Kind.PHONE: 1,
        Kind.NAME: 1,
    }


def test_what_is_clean_stays_as_it_was() -> None:
    clean = screened(contents(), KNOWN)
    assert dataclasses.replace(clean, screening=None) == contents()
    assert clean.screening is not None
    assert (clean.screening.texts > 10, clean.screening.taken_out) == (True, ())


async def test_the_bundle_and_its_page_say_the_counts_and_hold_no_value(tmp_path: Path) -> None:
    path = tmp_path / "m.triagebag"
    await write_bundle(screened(leaking(), KNOWN), ToyKeys(), path)  # type: ignore[arg-type]
    assert verify(path) == []
    assert [secret for secret in SECRETS if secret.encode() in path.read_bytes()] == []
    told = json.loads(member(path, "data/screening.json"))
    assert told["taken_out"] == {"mrn": 1, "dob": 1, "phone": 1, "name": 1}
    page = member(path, "data/report.html").decode()
    assert "1 record number, 1 date of birth, 1 phone number, 1 name" in page
    assert "identified" not in page.lower()


async def test_a_real_mission_is_read_and_nothing_of_it_or_its_telemetry_trips(
    standing: Standing,
) -> None:
    await standing.execute()
    await standing.desk.reflect.complete()
    await standing.wait_out()
    await standing.desk.reflect.seal()
    path = Path(await standing.desk.evidence.write())
    told = json.loads(_member(path, "data/screening.json", standing))
    assert (told["texts"] > 50, told["taken_out"]) == (True, {})
    lines = standing.deck.folder.telemetry.read_text("utf-8").splitlines()
    assert len(lines) > 20
    assert [text for line in lines for text in _texts(json.loads(line)) if scan(text)] == []


def _member(path: Path, name: str, standing: Standing) -> bytes:
    with zipfile.ZipFile(path) as packed:
        (found,) = [one for one in packed.namelist() if one.endswith(name)]
        return packed.read(found)


def _texts(value: object) -> list[str]:
    """Every text of a line, and the line's fields as one reads them."""
    if isinstance(value, dict):
        return [f"{key}: {one}" for key, one in value.items() if not isinstance(one, dict)] + [
            text for one in value.values() for text in _texts(one)
        ]
    return [str(value)]


def test_words_of_ours_stay_whoever_is_called_so() -> None:
    known = Known(names=("held", "Reply", "answered"))
    before = contents()
    clean = screened(before, known)
    assert clean.outcome == before.outcome
    metrics = [[one.verdict.metric for one in told.stories] for told in clean.clocks]
    assert metrics == [[one.verdict.metric for one in told.stories] for told in before.clocks]
