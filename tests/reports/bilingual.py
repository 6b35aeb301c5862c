"""An office of two languages, with every text of a quarter written in the second: in brackets, so that each is known again."""

from dataclasses import replace

from pillars.models import Office
from reports.assemble import Assembly
from reports.languages import in_second, in_second_language, places
from translations.actions import say_texts


def make_bilingual(language="cy"):
    Office.objects.update(second_language=language)


def sources_of(period):
    """Every text of a quarter's report of which somebody has to say what it reads."""
    period.plan.office.refresh_from_db()
    return [text for _page, own in places(Assembly(period).assembled()) for text in own]


def say_all(period, language="cy"):
    """Write all of them; how many there are."""
    texts = {source: f"[{source}]" for source in sources_of(period)}
    say_texts(language=language, texts=texts, by=None)
    return len(texts)


def beside_brackets(assembled, language="cy"):
    """A report in two languages, put together without records: in the second every text of its office stands in brackets."""
    texts = {text: f"[{text}]" for _page, own in places(assembled) for text in own}
    return replace(assembled, second=in_second_language(assembled, language, texts).second)


def in_brackets(assembled, language="cy"):
    """Such a report as it reads in its second language."""
    return in_second(beside_brackets(assembled, language))
