"""Elements of an X12 claim are told by their qualifiers."""

from tests.desktop.triage.phi.texts import found


def test_a_subscriber_loop_is_read() -> None:
    text = (
        "NM1*IL*1*PELLETIER*GASTON****MI*K4471920033~\nN4*TOWN*IL*62704~\nDMG*D8*19490612*M~\n"
        "REF*SY*006448812~\nPER*IC*DESK*TE*2085550113~\nCLM*PELGA000*215***11:B:1*Y*A*Y*Y~"
    )
    assert found(text) == [
        ("name", "PELLETIER"), ("name", "GASTON"), ("member_id", "K4471920033"), ("zip", "62704"), ("dob", "19490612"),
        ("ssn", "006448812"), ("phone", "2085550113"), ("account", "PELGA000"),
    ]  # fmt: skip


def test_a_payer_and_a_reference_of_no_person_are_none() -> None:
    assert found("NM1*PR*2*BLUE PLAINS*****PI*60054~REF*D9*118207~") == []
