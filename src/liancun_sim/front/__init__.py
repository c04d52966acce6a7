"""What a reader's browser is given: the page's own modules, its style, and the data they read.

The same modules are inlined into reports that open from disk and served by the page. Nothing here knows the model:
`results` and `vocabulary` alone.
"""
