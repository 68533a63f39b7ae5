"""Fields of an HL7 message have places: a patient's, the merged record's, the relative's, the guarantor's."""

from tests.desktop.triage.phi.texts import found


def test_a_patients_segment_is_read_by_its_places() -> None:
    line = "MSH|^~\\&|LAB\rPID|1||4471982^^^MRN||DOE^JANE^||19610304|F|||12 MAIN ST^^TOWN^IL^62704||(555)014-2231"
    assert found(line) == [
        ("mrn", "4471982"),
        ("name", "DOE^JANE"),
        ("dob", "19610304"),
        ("zip", "62704"),
        ("phone", "(555)014-2231"),
    ]


def test_a_merge_names_the_record_that_goes() -> None:
    text = "MRG|77120-1^^^HOSP^MR||||||\nACK: AR"
    assert found(text) == [("mrn", "77120-1")]


def test_a_field_may_repeat_and_relatives_and_guarantors_are_people() -> None:
    text = (
        "PID|1||NH22017^^^A~NH22018^^^B\r"
        "NK1|1|VASQUEZ^RUBEN|SON|9 MILL RD^^TOWN^IL^62704|(505)555-0136\r"
        "GT1|1|G-4471|ROE^ANN|||||19610304\r"
        f"IN1|1|PPO{'|' * 14}ROE^ANN||19610304{'|' * 18}W12345678"
    )
    assert found(text) == [
        ("mrn", "NH22017"), ("mrn", "NH22018"), ("name", "VASQUEZ^RUBEN"), ("zip", "62704"), ("phone", "(505)555-0136"),
        ("account", "G-4471"), ("name", "ROE^ANN"), ("dob", "19610304"), ("name", "ROE^ANN"), ("dob", "19610304"),
        ("member_id", "W12345678"),
    ]  # fmt: skip


def test_an_answer_without_a_patient_is_none() -> None:
    assert found("MSA|AE|20240611083011884|Required field missing|||207\nERR|OBX^3^5") == []
