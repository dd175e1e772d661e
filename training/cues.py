"""Count how often each cue, in each frame, reports something: `python training/cues.py GOLD.jsonl > en.cues.toml`.

For every verb, noun and adjective that governs what could be content (`quoteattr.cues.reports_in`), counts how
often annotators made that an attribution. What ships is a table of lemmas with two numbers each; no text.
"""
