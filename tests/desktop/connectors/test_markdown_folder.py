"""A folder of Markdown as a knowledge base: what a page is, and what is refused in words."""

import os
from pathlib import Path

import pytest

from desktop.connectors.markdown_folder import MarkdownFolder
from desktop.domain.errors import RefusedError
from desktop.domain.ticket import KbPage
from desktop.ports import KnowledgeService
from tests.desktop.connectors.conftest import failure


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


async def read(service: KnowledgeService) -> tuple[KbPage, ...]:
    return await service.pages()


async def one(folder: Path) -> KbPage:
    (page,) = await read(MarkdownFolder(folder))
    return page


async def test_front_matter_names_title_verification_and_date(tmp_path: Path) -> None:
    text = '---\ntitle: "Rotate keys"\nverified: yes\nupdated: 2026-10-01\n---\n# Other\nDo it.\n'
    write(tmp_path, "keys/rotate.md", text)
    page = await one(tmp_path)
    assert (page.id, page.title, page.verified) == ("keys/rotate.md", "Rotate keys", True)
    assert page.updated_at.isoformat() == "2026-10-01T00:00:00+00:00"
    assert page.body == "Other\nDo it."
    assert page.url.startswith("file:")


async def test_without_front_matter_the_heading_and_the_file_say_it(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", "Intro\n\n## Reset *the* key\n- one\n")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    page = await one(tmp_path)
    assert page.title == "Reset *the* key"
    assert not page.verified
    assert page.updated_at.timestamp() == 1_700_000_000
    path.write_text("no heading", "utf-8")
    assert (await one(tmp_path)).title == "a"


async def test_marks_and_markup_become_words(tmp_path: Path) -> None:
    text = "> **Careful** [the guide](http://x.test/y)\n```sh\nrun `x`\n```\n<script>alert(1)</script>end\n"
    write(tmp_path, "a.md", "\ufeff" + text)
    assert (await one(tmp_path)).body == "Careful the guide\nrun x\nend"


async def test_the_folder_itself_is_the_account(tmp_path: Path) -> None:
    assert (await MarkdownFolder(tmp_path).account()).scopes == ("read",)
    error = await failure(MarkdownFolder(tmp_path / "nowhere").account)
    assert "nowhere" in error.message


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
async def test_a_link_out_of_the_folder_is_refused_by_name(tmp_path: Path) -> None:
    secret = write(tmp_path, "outside/secret.md", "canary")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "page.md").symlink_to(secret)
    error = await failure(MarkdownFolder(inside).pages)
    assert isinstance(error, RefusedError)
    assert "page.md" in error.message
    (inside / "page.md").unlink()
    (inside / "folder").symlink_to(tmp_path / "outside")
    assert await MarkdownFolder(inside).pages() == ()


@pytest.mark.parametrize(
    ("content", "words"), [(b"x" * (512 * 1024 + 1), "more than"), (b"\xff\xfe", "UTF-8")]
)
async def test_a_file_that_is_no_page_is_refused_by_name(
    tmp_path: Path, content: bytes, words: str
) -> None:
    write(tmp_path, "big.md", content)
    error = await failure(MarkdownFolder(tmp_path).pages)
    assert "big.md" in error.message
    assert words in error.message
