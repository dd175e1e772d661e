"""Files of word processors, PDF and EPUB to text."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from urllib.parse import unquote
from xml.etree import ElementTree

from quoteattr.errors import InputError
from quoteattr.interfaces.readers.extras import needing

_CONTAINER = "META-INF/container.xml"


def docx_text(data: bytes) -> str:
    """The paragraphs and cells of a .docx file, in order, a blank line between them.

    Raises InputError for a file that cannot be read, and where python-docx is not installed.
    """
    with needing("docx", "reading .docx", "python-docx"):
        import docx
        from docx.table import Table
    try:
        blocks = list(docx.Document(BytesIO(data)).iter_inner_content())
    except Exception as error:  # what a broken file raises, its reader does not say
        raise InputError(f"not a readable .docx ({type(error).__name__}: {error})") from error
    pieces: list[str] = []
    for block in blocks:
        if isinstance(block, Table):
            pieces += [" | ".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            pieces.append(block.text)
    return _joined(pieces, "the file")


def pdf_text(data: bytes) -> str:
    """The text of a PDF, page after page. Raises InputError where there is none, and where pypdf is not installed."""
    with needing("pdf", "reading PDF", "pypdf"):
        import pypdf
    try:
        pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages]
    except Exception as error:  # what a broken file raises, its reader does not say
        raise InputError(f"not a readable PDF ({type(error).__name__}: {error})") from error
    try:
        return _joined(pages, "the PDF")
    except InputError as error:
        raise InputError(f"{error}; if its pages are pictures, recognise their letters first (OCR)") from error


def epub_text(data: bytes) -> str:
    """The chapters of an EPUB in the order in which they are read.

    The format is EPUB 3.3 (W3C Recommendation, 2023): a ZIP whose package says which pages come after each other.
    Raises InputError for a file that cannot be read.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as book:
            chapters = [_page_text(book.read(name)) for name in _spine(book)]
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, NotImplementedError, RuntimeError) as error:
        raise InputError(f"not a readable EPUB ({type(error).__name__}: {error})") from error
    return _joined(chapters, "the book")


def _spine(book: zipfile.ZipFile) -> Iterator[str]:
    """The names of the pages of a book, in order."""
    container = ElementTree.fromstring(book.read(_CONTAINER))
    package = next(node.get("full-path", "") for node in container.iter() if _tag(node) == "rootfile")
    tree = ElementTree.fromstring(book.read(package))
    items = {node.get("id"): node.get("href", "") for node in tree.iter() if _tag(node) == "item"}
    for reference in (node for node in tree.iter() if _tag(node) == "itemref"):
        if reference.get("linear") != "no":
            yield posixpath.join(posixpath.dirname(package), unquote(items[reference.get("idref")]))


_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "div", "td", "pre", "dd", "dt"})
_SILENT = frozenset({"head", "script", "style", "nav"})


class _Page(HTMLParser):
    """Gathers the paragraphs of a page of a book."""

    def __init__(self) -> None:
        super().__init__()
        self.paragraphs = [""]
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.paragraphs.append("")
        elif tag == "br":
            self.paragraphs[-1] += "\n"

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in _SILENT))
        if tag in _BLOCKS:
            self.paragraphs.append("")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.paragraphs[-1] += re.sub(r"\s+", " ", data)


def _page_text(page: bytes) -> str:
    """The text of a page of a book, a blank line between its paragraphs."""
    reader = _Page()
    reader.feed(page.decode("utf-16" if page[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace"))
    reader.close()
    return "\n\n".join(piece.strip() for piece in reader.paragraphs if piece.strip())


def _tag(node: ElementTree.Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _joined(pieces: list[str], whole: str) -> str:
    text = "\n\n".join(piece for piece in pieces if piece.strip())
    if not text:
        raise InputError(f"no text found in {whole}")
    return text
