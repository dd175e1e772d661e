"""A hook of mkdocs: Python blocks with prompts are coloured as sessions, so that copying can leave the prompts out."""

from typing import Any


def on_page_markdown(markdown: str, **_: Any) -> str:
    """The page with `pycon` for the language of such blocks.

    >>> on_page_markdown("```python" + chr(10) + ">>> 1").splitlines()
    ['```pycon', '>>> 1']
    """
    return markdown.replace("```python\n>>> ", "```pycon\n>>> ")
