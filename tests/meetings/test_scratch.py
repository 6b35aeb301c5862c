"""Folders that papers pass through are gone afterwards, and nobody takes away one that is in use."""

import tempfile
from pathlib import Path

import pytest

from meetings.scratch import PREFIX, scratch


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_folder_is_gone_whatever_came_of_the_work(folder):
    def work() -> None:
        with scratch() as mine:
            (mine / "paper.pdf").write_bytes(b"words")
            raise ValueError("trouble")

    with pytest.raises(ValueError, match="trouble"):
        work()
    assert list(folder.iterdir()) == []


def test_what_a_process_left_goes_and_what_others_use_stays(folder):
    left = folder / f"{PREFIX}left"
    left.mkdir()
    (left / "exempt.pdf").write_bytes(b"words")
    other = folder / "others"
    other.mkdir()
    with scratch() as mine, scratch() as theirs:
        assert mine != theirs
        assert sorted(folder.iterdir()) == sorted([mine, theirs, other])
    assert list(folder.iterdir()) == [other]
