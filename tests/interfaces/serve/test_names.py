"""Whatever a file is called, its name is told without folders, and it is kept in the server's own folder."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.exceptions import HTTPException

from quoteattr.interfaces.serve.app import name_of
from quoteattr.interfaces.serve.jobs import kept_as

NAMES = st.one_of(st.text(), st.from_regex(r"([.]{1,2}[/\\\\]|[a-z:~/\\\\]|[.](txt|gz|csv)|\0)*", fullmatch=True))


@given(NAMES)
def test_a_name_has_no_folders(given_name: str) -> None:
    try:
        name = name_of(given_name)
    except HTTPException:  # a suffix that is not read
        assert "." in given_name
        return
    assert name
    assert len(name) <= 255
    assert name.isprintable()
    assert "/" not in name


@given(NAMES)
def test_an_upload_stays_in_its_folder(name: str) -> None:
    kept = kept_as(name)
    assert Path(kept).name == kept
    assert kept.isascii()
    assert len(kept) < 40
    assert kept.endswith((".gz", *(f".{suffix}" for suffix in [name.lower().rpartition(".")[2]]))) or "." not in kept


@pytest.mark.parametrize(
    ("name", "kept"),
    [("a.TXT", ".txt"), ("a.csv.GZ", ".csv.gz"), ("a", ""), (".gz", ".gz"), ("a.t/t", ""), ("a.txt\n", "")],
)
def test_the_suffix_is_kept(name: str, kept: str) -> None:
    assert kept_as(name)[16:] == kept
