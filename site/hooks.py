"""What the site does to a page beyond Markdown: formulas as MathML, the way to the same page in the other language."""

import re

from latex2mathml.converter import convert

INLINE = re.compile(r'<span class="arithmatex">\\\((.*?)\\\)</span>', re.DOTALL)
BLOCK = re.compile(r'<div class="arithmatex">\\\[(.*?)\\\]</div>', re.DOTALL)
SITE_MAPS = re.compile(r'<link rel="alternate"[^>]*hreflang[^>]*>\s*')
NAMED = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}


def on_page_content(html, page, config, files):
    """Browsers draw MathML themselves: no script, no network."""
    for heading in page.toc:
        for one in (heading, *heading.children, *(below for child in heading.children for below in child.children)):
            one.title = one.title.replace("\\(", "").replace("\\)", "")
    html = INLINE.sub(lambda found: convert(_plain(found[1])), html)
    return BLOCK.sub(lambda found: convert(_plain(found[1]), display="block"), html)


def on_page_context(context, page, config, nav):
    for language in config.extra["alternate"]:
        language["link"] = f"../{language['lang'].partition('-')[0]}/{page.url or 'index.html'}"
    return context


def on_post_page(output, page, config):
    """Without the links that make the theme look for a site map."""
    return SITE_MAPS.sub("", output)


def _plain(text):
    for name, sign in NAMED.items():
        text = text.replace(name, sign)
    return text
