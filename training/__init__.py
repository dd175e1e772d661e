"""What the data files of a language are counted with. Needs corpora, which do not ship."""
