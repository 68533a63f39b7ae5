"""Storage format to words: what a macro holds stays, what it would do does not; nothing is too hostile."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.connectors.plain_text import plain_text
from tests.effort import within

MACRO = '<ac:structured-macro ac:name="{}"><ac:parameter ac:name="x">{}</ac:parameter>{}</ac:structured-macro>'


def test_markup_becomes_lines_and_scripts_become_nothing() -> None:
    markup = "<p>One &amp; <b>two</b></p><script>alert(1)</script><ul><li>a</li><li>b</li></ul>"
    assert plain_text(markup) == "One & two\n- a\n- b"
    assert plain_text("<p>never closed <b>" * 2000).count("never closed") == 2000
    assert plain_text("<!doctype html><?xml?><p>x</p>") == "x"
    assert plain_text("") == ""


def test_a_code_block_keeps_every_sign() -> None:
    code = (
        "<ac:plain-text-body><![CDATA[if a < b && c > d:\n  <b>x</b> &amp;]]></ac:plain-text-body>"
    )
    said = plain_text(f"<p>Run</p>{MACRO.format('code', 'python', code)}<p>Done</p>")
    assert said == "Run\nif a < b && c > d:\n<b>x</b> &amp;\nDone"
    assert plain_text("<![CDATA[open end") == "open end"


def test_a_macros_parameters_are_silent_and_its_body_stays() -> None:
    body = "<ac:rich-text-body><p>Careful</p></ac:rich-text-body>"
    assert plain_text(MACRO.format("warning", "secret", body)) == "Careful"
    never = '<ac:structured-macro><ac:parameter ac:name="x">lost</ac:structured-macro><p>kept</p>'
    assert plain_text(never) == "kept"
    assert plain_text("<ac:parameter/><p>kept</p>") == "kept"


def test_tables_tasks_emojis_and_links_keep_their_words() -> None:
    table = "<table><tr><th><p>Code</p></th><td>401</td></tr><tr><td>a</td><td>b</td></tr></table>"
    assert plain_text(table) == "Code | 401\na | b"
    tasks = (
        "<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-status>complete</ac:task-status>"
        "<ac:task-body>rotate</ac:task-body></ac:task><ac:task><ac:task-status>incomplete"
        "</ac:task-status><ac:task-body>tell</ac:task-body></ac:task></ac:task-list>"
    )
    assert plain_text(tasks) == "[x] rotate\n[ ] tell"
    link = '<ac:link><ri:page ri:content-title="Keys"/><ac:plain-text-link-body><![CDATA[: how]]></ac:plain-text-link-body></ac:link>'
    assert plain_text(f'{link} <ac:emoticon ac:emoji-fallback="🎉"/>') == "Keys: how 🎉"


def test_entities_become_their_signs() -> None:
    assert (
        plain_text("<p>&lt;b&gt; &nbsp;&eacute;&#8364;&#x1F600; &nosuch;</p>")
        == "<b> é€😀 &nosuch;"
    )


@pytest.mark.parametrize(
    "piece", ["<b>", "<!--", "<![CDATA[", "<", "&", "<p ", "</", "<ac:parameter>"]
)
def test_what_never_ends_ends_in_time(piece: str) -> None:
    within(450, lambda: plain_text(piece * 20_000))


@example("<![>")
@given(st.text(alphabet="<>/!-[]&;abc:CDT \n", max_size=60))
def test_no_markup_is_too_strange(markup: str) -> None:
    assert isinstance(plain_text(markup), str)
