"""Genders of given names, from births and a dictionary."""

import tomllib

from quoteattr.languages.loading import load_language
from training import genders


def test_a_gender_is_listed_where_births_and_dictionary_agree() -> None:
    births = {
        "priya": (500, 1),
        "johan": (2, 900),
        "nikita": (900, 20),
        "rare": (9, 0),
        "ida": (900, 0),
        "mayor": (0, 900),
    }
    female = {"priya": 1.0, "johan": 0.0, "nikita": 0.3, "rare": 1.0, "ida": 1.0, "mayor": 0.0}
    found = genders.genders(births, female, load_language("en"))
    assert found == {"Fem": ["priya"], "Masc": ["johan"]}
    assert tomllib.loads(genders.write(found)) == {"Fem": "priya\n", "Masc": "johan\n"}
