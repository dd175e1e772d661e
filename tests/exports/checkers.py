"""What holds of a file of some format, by its published rules: functions that raise AssertionError otherwise."""

# ruff: noqa: PT018, what must hold together is told in one line

import gzip
import json
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from lxml import etree
from pyld import jsonld
from udtools import Validator

SCHEMAS = Path(__file__).parent / "schemas"


@cache
def tei_schema() -> etree.RelaxNG:
    """The RELAX NG schema of all of TEI P5."""
    return etree.RelaxNG(etree.fromstring(gzip.decompress((SCHEMAS / "tei_all.rng.gz").read_bytes())))


def check_tei(document: str) -> None:
    """Valid TEI by its RELAX NG, with pointers that lead to what is there."""
    root = etree.fromstring(document.encode("utf-8"), etree.XMLParser(huge_tree=True))
    assert tei_schema().validate(root), str(tei_schema().error_log)[:1000]
    ids = root.xpath("//@xml:id", namespaces={"xml": "http://www.w3.org/XML/1998/namespace"})
    assert len(ids) == len(set(ids))
    for name in ("who", "toWhom", "ref", "corresp", "ana", "next", "prev", "from", "to"):
        for pointers in root.xpath(f"//@{name}"):
            assert {f"#{one}" for one in ids}.issuperset(pointers.split()), (name, pointers)


def _load(url: str, _: Any = None) -> dict[str, Any]:
    """Contexts, without the web."""
    if url == "http://www.w3.org/ns/anno.jsonld":
        context = json.loads((SCHEMAS / "annotation_terms.json").read_text(encoding="utf-8"))
    elif url.startswith("https://schema.org"):
        context = {"@context": {"@vocab": "http://schema.org/"}}  # all terms that we use have it as their base
    else:
        raise AssertionError(f"nothing is known of {url}")
    return {"contextUrl": None, "documentUrl": url, "contentType": "application/ld+json", "document": context}


def expanded(data: Any) -> list[dict[str, Any]]:
    """JSON-LD as pyld expands it."""
    found: list[dict[str, Any]] = jsonld.expand(data, {"documentLoader": _load})
    return found


OA = "http://www.w3.org/ns/oa#"
IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def check_webanno(page: str, text: str) -> None:
    """Annotations by the rules of the Web Annotation Data Model, whose selectors select the same words of the text."""
    page.encode("utf-8")
    [root] = expanded(json.loads(page))
    assert root["@type"] == ["http://www.w3.org/ns/activitystreams#OrderedCollectionPage"]
    assert IRI.fullmatch(root["@id"])
    [items] = root["http://www.w3.org/ns/activitystreams#items"]
    ids = [item["@id"] for item in items["@list"]]
    assert len(ids) == len(set(ids)) == len(json.loads(page)["items"])
    for item in items["@list"]:
        assert item["@type"] == [f"{OA}Annotation"]
        assert IRI.fullmatch(item["@id"]), item["@id"]
        assert [one["@id"] for one in item[f"{OA}motivatedBy"]] == [f"{OA}tagging"]
        for body in item[f"{OA}hasBody"]:
            assert body["@type"] in ([f"{OA}TextualBody"], ["http://purl.org/dc/dcmitype/Dataset"])
        assert item[f"{OA}hasTarget"]
        for target in item[f"{OA}hasTarget"]:
            [source] = target[f"{OA}hasSource"]
            assert IRI.fullmatch(source["@id"])
            by_type = {one["@type"][0]: one for one in target[f"{OA}hasSelector"]}
            words, place = by_type[f"{OA}TextQuoteSelector"], by_type[f"{OA}TextPositionSelector"]
            start, end = (_only(place[f"{OA}{side}"]) for side in ("start", "end"))
            exact, before, after = (_only(words[f"{OA}{part}"]) for part in ("exact", "prefix", "suffix"))
            held = re.sub("[\ud800-\udfff]", "\ufffd", text)
            assert held[start:end] == exact
            assert held[:start].endswith(before)
            assert held[end:].startswith(after)


def _only(values: list[dict[str, Any]]) -> Any:
    [value] = values
    return value["@value"]


SCHEMA_ORG: dict[str, tuple[set[str], Any]] = {
    # property: (classes that have it, classes that its values may be, or a datatype)
    "text": ({"CreativeWork"}, str),
    "inLanguage": ({"CreativeWork"}, str),
    "isPartOf": ({"CreativeWork"}, {"CreativeWork"}),
    "spokenByCharacter": ({"Quotation"}, {"Person", "Organization"}),
    "creator": ({"CreativeWork"}, {"Person", "Organization"}),
    "headline": ({"CreativeWork"}, str),
    "datePublished": ({"CreativeWork"}, str),
    "publisher": ({"CreativeWork"}, {"Person", "Organization"}),
    "identifier": ({"Thing"}, str),
    "url": ({"Thing"}, str),
    "name": ({"Thing"}, str),
    "alternateName": ({"Thing"}, str),
    "jobTitle": ({"Person"}, str),
    "affiliation": ({"Person"}, {"Organization"}),
}
"""Domains and ranges as https://schema.org gives them, for what we use."""
ABOVE = {
    "Quotation": {"Quotation", "CreativeWork", "Thing"},
    "Article": {"Article", "CreativeWork", "Thing"},
    "Person": {"Person", "Thing"},
    "Organization": {"Organization", "Thing"},
}


def check_quotations(document: str) -> None:
    """Nothing but classes and properties of schema.org, each where it belongs."""
    document.encode("utf-8")
    data = json.loads(document)
    found = expanded(data)
    assert len(found) == len(data["@graph"])
    for quotation in found:
        assert quotation["@type"] == ["http://schema.org/Quotation"]
        _check_thing(quotation)


def _check_thing(thing: Mapping[str, Any]) -> None:
    [kind] = thing["@type"]
    classes = ABOVE[kind.removeprefix("http://schema.org/")]
    for term, values in thing.items():
        if not term.startswith("@"):
            domain, expected = SCHEMA_ORG[term.removeprefix("http://schema.org/")]
            assert classes & domain, (kind, term)
            for value in values:
                if isinstance(expected, type):
                    assert isinstance(value["@value"], expected)
                else:
                    assert ABOVE[value["@type"][0].removeprefix("http://schema.org/")] & expected
                    _check_thing(value)


def check_conllu(document: str, folder: Path) -> None:
    """Valid by the Universal Dependencies' own validator, at level 2, and as to entities by CorefUD's rules.

    The text is what it is: that words are in Normalization Form C is not asked, and U+FFFD is no broken byte.
    """
    file = folder / "file.conllu"
    file.write_text(document, encoding="utf-8", newline="")
    told = StringIO()
    Validator(lang="en", level=2, check_coref=True, output=told).validate_files([str(file)])
    flaws = [line for line in told.getvalue().split("\n") if line.startswith("[Line")]
    flaws = [flaw for flaw in flaws if not re.search(" (unicode-normalization|invalid-utf)]", flaw)]
    assert not flaws, flaws[:5]


def check_brat(annotations: str, text: str, configuration: str) -> None:
    """Standoff by the grammar of https://brat.nlplab.org/standoff.html, with types that the configuration knows."""
    text.encode("utf-8")
    known = _configured(configuration)
    held = re.sub("[\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]", " ", text)
    assert len(annotations.encode("utf-8").decode("utf-8").splitlines()) == annotations.count("\n")
    lines = [line.split("\t") for line in annotations.splitlines()]
    ids = [line[0] for line in lines]
    assert len(ids) == len(set(ids))
    types = {line[0]: line[1].split(" ")[0].partition(":")[0] for line in lines}
    for name, head, *words in lines:
        if re.fullmatch("T[1-9][0-9]*", name):
            found = re.fullmatch(r"(\S+) ([0-9]+ [0-9]+(?:;[0-9]+ [0-9]+)*)", head)
            assert found and found[1] in {*known["entities"], *known["events"]}, head
            spans = [tuple(map(int, span.split(" "))) for span in found[2].split(";")]
            assert all(start < end <= len(text) for start, end in spans)
            assert spans == sorted(spans)
            assert words == [" ".join(held[start:end] for start, end in spans)]
        elif re.fullmatch("E[1-9][0-9]*", name):
            kind, *arguments = (pair.split(":") for pair in head.split(" "))
            assert types[kind[1]] == kind[0] and not words
            assert all(re.fullmatch("[A-Z][a-z]+[0-9]*", role) and there in types for role, there in arguments)
            assert max(Counter(role for role, _ in arguments).values(), default=1) == 1
            assert {role.rstrip("0123456789") for role, _ in arguments} <= known["events"][kind[0]]
        elif re.fullmatch("R[1-9][0-9]*", name):
            found = re.fullmatch(r"(\S+) Arg1:(T[0-9]+) Arg2:(T[0-9]+)", head)
            assert found and found[1] in known["relations"] and {found[2], found[3]} <= set(ids) and not words, head
        elif re.fullmatch("A[1-9][0-9]*", name):
            fact, there, *value = head.split(" ")
            assert there in types and fact in known["attributes"] and not words
            assert set(value) <= known["attributes"][fact] and len(value) == bool(known["attributes"][fact])
        else:
            assert re.fullmatch("#[1-9][0-9]*", name), name
            assert re.fullmatch(r"\S+ [TER][0-9]+", head) and head.split(" ")[1] in types and len(words) == 1


def _configured(configuration: str) -> dict[str, dict[str, set[str]]]:
    """The types of each section, those of events with their roles and those of attributes with their values."""
    known: dict[str, dict[str, set[str]]] = {}
    for line in configuration.splitlines():
        if line.startswith("["):
            section = known.setdefault(line[1:-1], {})
        elif line:
            kind, _, rest = line.partition(" ")
            value = re.search(r"Value:(\S+)", rest)
            section[kind] = (
                set(value[1].split("|")) if value else set(re.findall(r"([A-Z][a-z]+)[?*]?:", rest)) - {"Arg"}
            )
    return known


def check_labelstudio(tasks: str, configuration: str) -> None:
    """Tasks by https://labelstud.io/guide/predictions, which fit the labelling configuration.

    The rules are those by which label-studio-sdk validates predictions: every region names a control and an object of
    the configuration, is of the control's type and has values that it allows; relations lead from region to region.
    """
    root = ElementTree.fromstring(configuration)
    controls = {tag.get("name", ""): tag for tag in root.iter() if tag.get("toName")}
    objects = {tag.get("name", ""): tag for tag in root.iter() if (tag.get("value") or "").startswith("$")}
    relations = {tag.get("value") for tag in root.iter("Relation")}
    for task in json.loads(tasks):
        text = task["data"][objects["text"].get("value", "")[1:]]
        assert not re.search("[\0\ud800-\udfff]", text), "Label Studio's database holds no such characters"
        [prediction] = task["predictions"]
        assert isinstance(prediction["model_version"], str) and 0 <= prediction.get("score", 0) <= 1
        regions = {one["id"]: one for one in prediction["result"] if one["type"] != "relation"}
        for one in prediction["result"]:
            if one["type"] == "relation":
                assert {one["from_id"], one["to_id"]} <= set(regions) and one["direction"] in ("left", "right", "bi")
                assert set(one["labels"]) <= relations
                continue
            control, value = controls[one["from_name"]], one["value"]
            assert control.get("toName") == one["to_name"] and one["to_name"] in objects
            assert one["type"] == control.tag.lower() and 0 <= value["start"] <= value["end"] <= len(text)
            if one["type"] == "textarea":
                assert all(isinstance(words, str) for words in value["text"])
            else:
                allowed = {choice.get("value") for choice in control}
                assert value[one["type"]] and set(value[one["type"]]) <= allowed
            if one["type"] == "labels":
                assert text[value["start"] : value["end"]] == value["text"]
