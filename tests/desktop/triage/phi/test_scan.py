"""The tripwire finds what identifies somebody, and keeps still before what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.triage.phi import Kind, Known, scan
from tests.desktop.triage.phi.texts import found


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("MRNs 1234567, 2345678 and 3456789 are locked", "mrn", "1234567|2345678|3456789"),
        ("The MRN on the consent form is 6620193, on the chart 6620139.", "mrn", "6620193|6620139"),
        ("00481199 (MRN) cannot be opened", "mrn", "00481199"),
        ("00912834 - this is the MRN we merged", "mrn", "00912834"),
        ('{"mrn": "4471982"}', "mrn", "4471982"),
        ("patient_id=4471982&x=1", "mrn", "4471982"),
        ("<birthDate>1961-03-04</birthDate>", "dob", "1961-03-04"),
        ("the patient with ID 4471982", "mrn", "4471982"),
        ("Pat.-Nr. 445566", "mrn", "445566"),
        ("Patientennummer 4410928 mit 4410982 zusammenführen", "mrn", "4410928|4410982"),
        ("Merging records 00451123 and 00451132", "mrn", "00451123|00451132"),
        ("MRN's 12345, 12346, & 12347", "mrn", "12345|12346|12347"),
        ("MRN 4471982, CPT 99213, see room 44120", "mrn", "4471982"),
        ("DOB 3/14/1962. The problem began 11/14/2024.", "dob", "3/14/1962"),
        ("birthdate is off by one day: 1961-02-28", "dob", "1961-02-28"),
        ("DOB (our side 07-09-1948, payer 09-07-1948)", "dob", "07-09-1948|09-07-1948"),
        ("the subscriber (ID# 70023481 01)", "member_id", "70023481 01"),
        ("SS# 321549876 on the intake", "ssn", "321549876"),
        ("The account ending 4417 was billed twice", "account", "4417"),
        ("Her cell's 3125550166", "phone", "3125550166"),
        ("Rufnummer 0211 / 5550 - 133", "phone", "0211 / 5550 - 133"),
        ("Frau Maria-Luise von der Heide", "name", "Maria-Luise von der Heide"),
        ("her DOB is Jan 5th, 1980", "dob", "Jan 5th, 1980"),
        ("geb. 3.4.56", "dob", "3.4.56"),
        ("geboren am 12. März 1961", "dob", "12. März 1961"),
        ("1EG4TE5MK73", "mbi", "1EG4TE5MK73"),
        ("MBI: 1eg4-te5-mk72", "mbi", "1eg4-te5-mk72"),
        ("subscriber id is YZA 123 456 789", "member_id", "YZA 123 456 789"),
        ("KVNR A123456780", "member_id", "A123456780"),
        ("T555558879 wird abgelehnt", "member_id", "T555558879"),
        ("account number ending in 4471", "account", "4471"),
        ("My cell is 5551234567", "phone", "5551234567"),
        ("reach me on 555 123 4567 ext. 12", "phone", "555 123 4567 ext. 12"),
        ("Tel.: +49 (0)89 123456-78", "phone", "+49 (0)89 123456-78"),
        ("01761234567 abends", "phone", "01761234567"),
        ("fax it to us, fax is 555-013-0077", "fax", "555-013-0077"),
        ("write to jane.doe+x@mail.hospital.org.", "email", "jane.doe+x@mail.hospital.org"),
        ("jane (at) hospital (dot) org", "email", "jane (at) hospital (dot) org"),
        ("SSN 123 45 6789", "ssn", "123 45 6789"),
        ("last 4 of social: 6789", "ssn", "6789"),
        ("Here is 219-09-9999", "ssn", "219-09-9999"),
        ("card 4111-1111-1111-1111 was charged", "card", "4111-1111-1111-1111"),
        ("DE89 3704 0044 0532 0130 00 bitte", "iban", "DE89 3704 0044 0532 0130 00"),
        ("from 203.0.113.77 at night", "ip", "203.0.113.77"),
        ("from 2001:db8:85a3::8a2e:370:7334", "ip", "2001:db8:85a3::8a2e:370:7334"),
        ("adapter 00:1B:44:11:3A:B7", "mac", "00:1B:44:11:3A:B7"),
        ("NPI 1234567893", "npi", "1234567893"),
        ("referring 1234567893", "npi", "1234567893"),
        ("DEA AB1234563", "dea", "AB1234563"),
        ("driver's license 548812345", "licence", "548812345"),
        ("VIN 1HGCM82633A004352", "vehicle", "1HGCM82633A004352"),
        ("pacemaker serial number PJN123456H", "device", "PJN123456H"),
        ("Springfield, IL 62704", "zip", "62704"),
        ("PLZ 80331", "zip", "80331"),
        ("admitted on 12 March 2024", "date_of_care", "12 March 2024"),
        ("https://www.someone-private.com/me", "url", "https://www.someone-private.com/me"),
        ("https://api.acme.example/p?patient=4471", "url", "https://api.acme.example/p?patient=4471"),
        ("for patient Anna Berg", "name", "Anna Berg"),
        ("my daughter Lena Moore", "name", "Lena Moore"),
        ("Patientenname: Wolfgang Lindner", "name", "Wolfgang Lindner"),
        ("Kartei-Nr. 3309 und Kartei-Nr. 4471", "mrn", "3309|4471"),
        ("Fallnr 2024017733 doppelt angelegt", "mrn", "2024017733"),
        ("our number for her is TB-84-0331", "mrn", "TB-84-0331"),
        ("Chart room found folder 40-22817 twice", "mrn", "40-22817"),
        ("twin A is 8810221", "mrn", "8810221"),
        ("the infant record N-552011", "mrn", "N-552011"),
        ('"system":"urn:mrn","value":"C-104477"', "mrn", "C-104477"),
        ("His account at the practice is 118-40927.", "account", "118-40927"),
        ("PCN is BB00447192", "account", "BB00447192"),
        ("Fin Num ........... 90041277", "account", "90041277"),
        ("Patientenkonto AT-55-0193", "account", "AT-55-0193"),
        ("box 26 = LKV0088123", "account", "LKV0088123"),
        ("by recipient ID (MA 0092 8841)", "member_id", "0092 8841"),
        ("Aetna mbr id W 1882 03774", "member_id", "1882 03774"),
        ("Supplement: AARP 318 442 907-11", "member_id", "AARP 318 442 907-11"),
        ("Medi-Cal BIC number 90217734E", "member_id", "90217734E"),
        ("the ID on her plastic card is YGH 883 201 557", "member_id", "YGH 883 201 557"),
        ("VeKa 80756011560042187733", "member_id", "80756011560042187733"),
        ("Member         | H30418872        | blank", "member_id", "H30418872"),
        ("AHV-Nr. 756.4821.3390.13", "ssn", "756.4821.3390.13"),
        ("im Feld Referenz steht 756.9217.0769.85", "ssn", "756.9217.0769.85"),
        ("SVNR 4198120574", "ssn", "4198120574"),
        ("beim Stecken von 1237 010180", "ssn", "1237 010180"),
        ("typed 1yc4-rd8-hv63 in tab 1", "mbi", "1yc4-rd8-hv63"),
        ("DOBs match (1/15/83).", "dob", "1/15/83"),
        ("bd 21-Oct-1944", "dob", "21-Oct-1944"),
        ("geb. am 02 03 1944", "dob", "02 03 1944"),
        ("d/o/b 02-29-1964", "dob", "02-29-1964"),
        ("Geburtstage 12.04.1970 und 21.04.1970", "dob", "12.04.1970|21.04.1970"),
        ("the gentleman in 4-West, b. 5/5/1944", "dob", "5/5/1944"),
        ("State lic: ME 0098812 (FL)", "licence", "0098812"),
        ("License number B7720-41188-60293, NJ", "licence", "B7720-41188-60293"),
        ("The scan shows DL D400-7712-8816", "licence", "D400-7712-8816"),
        ("pager 555-0142 is dead", "phone", "555-0142"),
        ("he passed on 14 August 2025", "date_of_care", "14 August 2025"),
        ("PT ROBERT DELGADO IS HERE", "name", "ROBERT DELGADO"),
        ("the newborn baby girl of Shanice Porter", "name", "Shanice Porter"),
        ("Patient's mother Consuelo Ibarra", "name", "Consuelo Ibarra"),
        ("payee is the spouse, Harold Finch", "name", "Harold Finch"),
        ("Mutter: Svetlana Neumann", "name", "Svetlana Neumann"),
        ("die Patientin Frau Huber", "name", "Huber"),
        ("for Agnes Tolliver (patient)", "name", "Agnes Tolliver"),
        ('Patient: Wm. "Bill" Castellano', "name", 'Wm. "Bill" Castellano'),
        ("Patient Name: Gutierrez, Marisol", "name", "Gutierrez, Marisol"),
        ("Est. of Gwendolyn Marsh", "name", "Gwendolyn Marsh"),
        ("she was seen by us as Carolyn Vetter", "name", "Carolyn Vetter"),
        ("Die Tochter des Patienten, Anneliese Brandt, ruft an", "name", "Anneliese Brandt"),
        ("Sozialvers.-Nr. 65 170839 J 003", "ssn", "65 170839 J 003"),
        ("Prior auth for policyholder BQW771020938", "member_id", "BQW771020938"),
        ("War am 12.03.2010 verstorben", "date_of_care", "12.03.2010"),
        ("License: WDL-77120-448", "licence", "WDL-77120-448"),
        ("who opened the record of Philippa Okoro", "name", "Philippa Okoro"),
        ('{"family":"Ostrowski","given":["Halina"]}', "name", "Ostrowski|Halina"),
    ],
)  # fmt: skip
def test_it_finds(text: str, kind: str, value: str) -> None:
    assert found(text) == [(kind, one) for one in value.split("|")]


@pytest.mark.parametrize(
    "text",
    [
        "Build 10.4.22.118 crashes on MRN search. Error 50012 appears after 30000 ms.",
        "The MRN field is empty since 12.11.2024, the DOB field too.",
        "DOB validation fails since release 2024-11-03.",
        "Patient Portal answers HTTP 401. Patient Access restarted it at 10:45.",
        "Ticket 4471982 and order 555-12-3456 are the same. Case 123-45-6789 is closed.",
        "Request id 4111111111111111, trace 1763888400000, hash d41d8cd98f00b204e9800998ecf8427e.",
        "Version 4.2.1.0 on 2024-11-23T10:45:12Z, commit 9f8e7d6, serial port COM3 at 115200 baud.",
        "The member ID field only accepts 12 characters, the SSN field is masked.",
        "Hello Ms. Berg, the next step follows by 10:45.",
        "Zip code lookup returns 404. The file 20241101.zip is corrupt.",
        "Die Patientennummer wird seit dem Update 7.3.1 am 12.11.2024 nicht angezeigt, Fehler 50012.",
        "Das Geburtsdatum wurde am 11.02.2024 um 10:30 geändert.",
        "Invoice INV-2024-00123, PO 4500098811, RMA 88120, UUID 123e4567-e89b-12d3-a456-426614174000",
        "dead:beef and std::vector::push_back at 10:45:12, Chrome 131.0.6778.86",
        "See https://kb.acme.example/articles/44102-reset and https://status.acme.com/x",
        "HL7 message control ID 20241114083355123 was rejected, log id LG-00441239.",
        "MRN format is ######## (8 digits). Error E-40213: field MRN must be 8 digits.",
        "License key 4KQ2-99XT-12LM-8820, queue id 3600012345678, payer ID 60054, CPT 99213.",
        "The patient count dropped from 12,345 to 12,301 on 11/14/2024.",
        "SSN prints as ***-**-6634 and ends w/ 0071. Card ending 4417 is fine.",
        "The vendor record number is 88124, the supplier account number 5512044.",
        "PATIENT CALLED ANGRY. Patient Jg. 1955. pt. Medicare no. is missing.",
        "Medicare part B since 2019-07-01, BIN 004336 PCN ADV GRP RX8842, Aetna payer 60054.",
        "The mother board is broken, the son of a gun. Parent: Portal Access. Chart for Growth opens.",
        "Error code should be 50012, it must be 2024 there. The folder 20241101 is full.",
        "Seit 14.11.2024 08:30 Uhr keine Faxe, Auftrag 55-2024-118, Ticketnummer 20441-7.",
        "",
    ],
)  # fmt: skip
def test_it_keeps_still(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("sign", [";", "\t", " | ", ", "])
def test_a_pasted_table_is_read_by_its_header(sign: str) -> None:
    rows = [
        ("MRN", "DOB", "Visits"),
        ("4471982", "1961-03-04", "12"),
        ("4471983", "1958-05-30", "7"),
    ]
    text = "Please look at these:\n" + "\n".join(sign.join(row) for row in rows) + "\nThanks, 3, 4"
    assert found(text) == [
        ("mrn", "4471982"), ("dob", "1961-03-04"), ("mrn", "4471983"), ("dob", "1958-05-30"),
    ]  # fmt: skip


def test_names_under_a_header_are_names_and_a_table_of_counts_is_none() -> None:
    assert found("Patient;MRN\nBerg Anna;4471982") == [("name", "Berg Anna"), ("mrn", "4471982")]
    assert found("Site;Members;Errors\nNorth;12044;17\nSouth;10233;4") == []


def test_what_stands_right_after_a_patients_name_belongs_to_it() -> None:
    assert found("Patient Roe / 88123456") == [("name", "Roe"), ("mrn", "88123456")]
    assert found("Ms. Roe's chart, Pat. Berg *04.03.1961")[0] == ("name", "Roe")


def test_a_number_may_stand_between_a_cue_and_its_date() -> None:
    text = "DOB of MRN 300417 is 01/01/1900"
    assert found(text) == [("mrn", "300417"), ("dob", "01/01/1900")]


def test_known_names_are_found_whole_in_parts_and_in_any_case() -> None:
    known = Known(names=("Anna Berg", "Will Short"))
    assert found("ANNA BERG and Berg, but the will is short", known) == [
        ("name", "ANNA BERG"),
        ("name", "Berg"),
    ]


def test_the_addressee_may_be_greeted_and_nobody_else() -> None:
    known = Known(names=("Anna Berg", "Rosa Dietz"), addressee="Anna Berg")
    assert found("Hello Anna,\nit works again.", known) == []
    assert found("Hello Anna,\nAnna Berg can sign in.", known) == [("name", "Anna Berg")]
    note = "Draft reply, not sent.\n---\nGuten Tag Frau Dr. Berg,\nes geht wieder."
    assert found(note, Known(names=("Dr. Anna Berg",), addressee="Dr. Anna Berg")) == []
    assert found("Hi team, patient Mona Lind waits") == [("name", "Mona Lind")]
    assert found("Hi, I am with patient Mona Lind") == [("name", "Mona Lind")]
    assert found("Hello Rosa,\nit works again.", known) == [("name", "Rosa")]


def test_what_is_ours_may_stand_however_it_is_spaced() -> None:
    known = Known(hosts=("help.acme.com",), domains=("acme.com",), texts=("+1 555 013 2000",))
    text = "Call +1 (555) 013-2000, write to care@acme.com, read https://help.acme.com/a/1."
    assert found(text, known) == []
    assert [kind for kind, _ in found(text)] == ["phone", "email"]
    own = Known(texts=("+1 555 013 2000", "12 Main St, Springfield, IL 62704"))
    assert found("Call 555 013 2000 or come to 12 Main St, Springfield, IL 62704.", own) == []
    assert found("She lives in Springfield, IL 62704, call 555 013 2001.", own) == [
        ("zip", "62704"),
        ("phone", "555 013 2001"),
    ]
    stranger = "https://help.acme.com.evil.org/a and x@notacme.com"
    assert found(stranger, known)[-1] == ("email", "x@notacme.com")


def test_a_link_of_ours_that_names_a_patient_is_found_all_the_same() -> None:
    assert found("https://help.acme.com/?mrn=4471982", Known(hosts=("help.acme.com",)))


@pytest.mark.parametrize(
    "text", ["MRN ４４７１９８２", "MRN 44\u200b71\u200b982", "MRN\u00a04471982"]
)
def test_odd_letters_hide_nothing(text: str) -> None:
    (span,) = scan(text)
    assert span.kind is Kind.MRN
    assert text[span.start : span.end].strip("MRN \u00a0") == text[span.start : span.end]


_PIECES = st.sampled_from(
    ["MRN ", "4471982", " ", "patient ", "Anna Berg", "(", "03/14/1962", "DOB: ", "a@b.org", "555-014-2231", "and ", "\n", "é", "😀", "\u200b"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=20).map("".join) | st.text(max_size=80))
def test_spans_are_sorted_apart_and_inside_the_text(text: str) -> None:
    spans = scan(text, Known(names=("Anna Berg",)))
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
