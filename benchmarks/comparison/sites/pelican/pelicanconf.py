"""Settings of the Pelican site: articles are its pages; programs, lists and the rest come from the plugin."""

from __future__ import annotations

from benchmarks.comparison.sites.python_pages import find_sections, to_json

SITENAME = "Stepdown"
SITEURL = "https://stepdown.example"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
PATH = "content"
PAGE_PATHS = ["."]
ARTICLE_PATHS: list[str] = []
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
# What the other generators do not make either.
DIRECT_TEMPLATES: list[str] = []
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
THEME = "theme"
THEME_STATIC_PATHS: list[str] = []
TEMPLATE_EXTENSIONS = [".html", ".xml", ".json"]
FORMATTED_FIELDS: list[str] = []
STATIC_PATHS: list[str] = []
JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
JINJA_FILTERS = {"json": to_json, "sections": find_sections}
PLUGINS = ["benchmarks.comparison.sites.pelican.plugin"]
MARKDOWN = {
    "extensions": ["markdown.extensions.meta", "markdown.extensions.extra", "markdown.extensions.toc"],
    "output_format": "html5",
}
