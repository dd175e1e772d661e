"""Trust: quotations held against their sources, and claims about who said what held against a text."""
