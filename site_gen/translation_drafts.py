"""Files for translators: a new language with every text left open, and what an existing one lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from babel.messages.plurals import get_plural

from site_gen.i18n import catalogue_path
from site_gen.messages import Message
from site_gen.texts import settle, texts_path
from site_gen.translations import SiteText, Translated, digest_of, name_in_english

SAFETY = "safety: a page in this language may not lack it"


def draft_catalogue(messages: Iterable[Message], language: str) -> str:
    """The words of the templates, each with an empty translation."""
    count = get_plural(language).num_plurals
    return _write(language, (_message(one, count) for one in messages))


def draft_texts(texts: Iterable[SiteText], language: str) -> str:
    """The texts of the YAML files, each once and with an empty translation, those first that no page may lack."""
    ordered = sorted(texts, key=lambda text: not text.is_safety)
    return _write(language, dict.fromkeys(map(_text, ordered)))


def _write(language: str, entries: Iterable[str]) -> str:
    head = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        f'"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: {get_plural(language).plural_forms}\\n"\n'
    )
    return "\n".join((head, *entries))


def _text(text: SiteText) -> str:
    """Without its place, which may be one of several."""
    note = f"#. {SAFETY}\n" if text.is_safety else ""
    return f'{note}msgid {_quote(settle(text.words.at))}\nmsgstr ""\n'


def _message(message: Message, plurals: int) -> str:
    lines = [f"#: {message.path}"]
    lines += [f"#. {SAFETY}"] if message.is_safety else []
    lines += [f"msgctxt {_quote(message.context)}"] if message.context else []
    lines += [f"msgid {_quote(message.id)}"]
    if message.plural:
        lines += [f"msgid_plural {_quote(message.plural)}", *(f'msgstr[{form}] ""' for form in range(plurals))]
    else:
        lines += ['msgstr ""']
    return "\n".join(lines) + "\n"


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def say_missing(found: Translated) -> str:
    """What a language lacks, ready to be filled in, and the digest that each article should name."""
    if found.is_whole and not found.idle:
        return f"{name_in_english(found.language)} is whole."
    return "\n".join(_list_missing(found))


def _list_missing(found: Translated) -> Iterator[str]:
    name, language = name_in_english(found.language), found.language
    if found.messages:
        yield f"# {len(found.messages)} words of the templates are not in {name}. They belong into"
        yield f"# {catalogue_path(language)}:\n"
        yield from (_message(one, get_plural(language).num_plurals) for one in found.messages)
    if found.texts:
        yield f"# {len(found.texts)} texts of the YAML files are not in {name}. They belong into"
        yield f"# {texts_path(language)}:\n"
        yield from map(_text, sorted(found.texts, key=lambda text: not text.is_safety))
    for text in found.idle:
        yield f"# {text.path}:{text.line} translates no text of the site: its original was changed or taken away."
    for original in found.articles:
        path = original.slug.path.replace(f"/{original.language}/", f"/{language}/", 1)
        yield f'# {path} is missing. Its front matter: title, summary, slug, and translates: "{digest_of(original)}"'
    for article, original in found.outdated:
        yield f"# {article.slug.path} was made from an older {original.slug.path}, or does not say from which."
        yield f'# When both say the same, write translates: "{digest_of(original)}"'


CHECKLIST = """\
To make the site in {name}, in this order:
1. Fill in {catalogue}, the words of the templates. What stands in %(brackets)s stays as it is.
   Messages with the context "address" are folders of addresses: plain letters from a to z, and hyphens.
2. Fill in {texts}. What is marked as safety comes first: nothing is published without it.
3. In content/helplines.yaml, say under access how a line is reached in this language, if that differs.
4. Translate the articles into content/{language}/, each under the file name of its original, with title,
   summary, slug and translates: build.py check --lang {language} prints what to write there.
   One that results of the quiz lead to is a must. Until another follows, readers are shown its original.
5. In content/wording.yaml, list the words to avoid in this language.
6. Add {language} to languages: in content/site.yaml. Run build.py check; look at the pages with build.py serve.
7. Let somebody who speaks the language read everything, and a clinician sign its words: build.py review."""


def say_checklist(language: str) -> str:
    """What is to be done for a new language, in an order in which the site can always be published."""
    return CHECKLIST.format(
        name=name_in_english(language),
        language=language,
        catalogue=catalogue_path(language),
        texts=texts_path(language),
    )
