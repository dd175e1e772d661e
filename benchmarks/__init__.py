"""What the library is measured with. Needs corpora, which do not ship."""
