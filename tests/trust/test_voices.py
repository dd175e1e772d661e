"""Whether an article and a transcript name the same speaker."""

import pytest

from quoteattr.languages.loading import load_language
from quoteattr.trust.voices import Voice, voice

ENGLISH = load_language("en")


@pytest.mark.parametrize(
    ("name", "roles", "label", "others", "expected"),
    [
        ("Ann Lee", [], "ANN LEE", [], "same"),
        ("Ann Lee", [], "Lee", [], "same"),
        ("Lee", [], "ANN LEE", [], "same"),
        ("Ann Lee", [], "MAYOR LEE", [], "same"),
        ("Ann Lee", [], "Ms. Lee", [], "same"),
        ("Ann Lee", [], "Ann", [], "same"),
        ("Ann Lee", [], "AL", [], "same"),
        ("Ann Lee", [], "The Minister (Ms. Lee)", [], "same"),
        ("Ann Lee", [], "Ann Lee, CNN", [], "same"),
        ("Ann Lee", ["mayor of Exeter"], "THE MAYOR", [], "same"),
        ("Ann Lee", [], "BO EK", [], "other"),
        ("Ann Lee", [], "BO LEE", [], "other"),
        ("Ann Lee", [], "EK", [], "other"),
        ("Ann Lee", [], "Karim", [], "other"),
        ("William Hall", [], "Bill", [], "unknown"),
        ("Haddad", [], "Karim", [], "unknown"),
        ("Ann Lee", [], "MODERATOR", ["LEE"], "other"),
        ("Ann Lee", [], "A", [], "unknown"),
        ("Ann Lee", [], "Q", ["ANN LEE"], "other"),
        ("Ann Lee", [], "REPORTER", [], "unknown"),
        ("Ann Lee", [], "Speaker 2", [], "unknown"),
        ("Ann Lee", [], "THE MAYOR", [], "unknown"),
        ("an official", [], "BO EK", [], "unknown"),
    ],
)
def test_voice(name: str, roles: list[str], label: str, others: list[str], expected: Voice) -> None:
    assert voice([name], roles, label, others, ENGLISH) == expected
