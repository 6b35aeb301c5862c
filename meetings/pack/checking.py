"""Sees that nothing exempt stands in a pack for the public: the finished file is opened again and searched."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from meetings.assemble import exempted, named_papers
from meetings.models import AgendaItem, Document
from meetings.rules import Refused
from meetings.scratch import scratch
from pdf.inspect import page_texts
from pdf.search import SHORTEST, Finding, Unsearched, digests_of, folded, found_in
from reports.files import store

# A sentence of an exempt paper: long enough that no other paper has it by chance.
LONG = 40
# Findings that are told: somebody who mends the first few has seen what is wrong.
TOLD = 5
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def refuse_exempt(pack: Path, agenda: Sequence[AgendaItem], files: Mapping[str, Path]) -> None:
    """Raises Refused, with the places, where words or pictures of exempt items stand in a pack that is for the public.

    Looked for are what the agenda says of exempt items besides their titles, every sentence of their papers, and every picture
    and content stream of them that no public paper brings in itself. `files` are the papers' own, by their names.
    """
    exempt = [item for item in agenda if exempted(item)]
    if not exempt:
        return
    public = [item for item in agenda if not exempted(item)]
    uploads = {name: one.upload.digest for name, one in named_papers(public).items() if one.upload}
    for item in exempt:
        for document in item.documents.all():
            if document.upload and document.upload.digest in uploads.values():
                words = _("“%(paper)s” is exempt, and the same file is a paper of a public item. Take it away there.")
                raise Refused(words % {"paper": document.title})
    with scratch() as folder:
        exempt_files = list(_uploads((one for item in exempt for one in item.documents.all()), folder))
        public_files = [files[name] for name in uploads if name in files]
        try:
            digests = frozenset[str]().union(*map(digests_of, exempt_files))
            if digests:
                digests -= frozenset[str]().union(*map(digests_of, public_files))
            sentences = {one for item in exempt for one in _said(item)}
            sentences |= {one for file in exempt_files for text in page_texts(file) for one in _long(text)}
            found = found_in(pack, sentences=sorted(sentences), digests=digests)
        except Unsearched as failure:
            raise Refused(
                _("The pack cannot be searched for what is exempt, so it is not kept. Build it again.")
            ) from failure
    if found:
        raise Refused(_refusal(found))


def _said(item: AgendaItem) -> Iterator[str]:
    """What is written of an exempt item, but for its title, which the public agenda names."""
    exemption = exempted(item)
    texts = [item.purpose, item.recommendation, exemption.public_interest if exemption else ""]
    texts += [part.purpose for part in item.parts.all()]
    for document in item.documents.all():
        texts.append(document.title if folded(document.title) != folded(item.title) else "")
        if report := document.report:
            texts += [
                report.purpose,
                report.recommendation,
                report.reasons,
                report.body,
                report.equalities,
                report.budget,
            ]
            texts += [report.risk_note, report.other_implications, report.appendices, report.background_papers]
    for text in texts:
        for sentence in _SENTENCE.split(text):
            for line in sentence.splitlines():
                if len(folded(line)) >= SHORTEST:
                    yield line.strip()


def _long(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(" ".join(text.split())):
        if len(folded(sentence)) >= LONG:
            yield sentence


def _uploads(documents: Sequence[Document] | Iterator[Document], folder: Path) -> Iterator[Path]:
    for document in documents:
        if document.upload:
            file = folder / f"{document.upload.digest}.pdf"
            store.copy(document.upload.digest, file, place=store.PAPERS)
            yield file


def _refusal(found: Sequence[Finding]) -> str:
    told = []
    for one in found[:TOLD]:
        where = _("page %(page)d") % {"page": one.page} if one.page else one.place
        if one.kind == "sentence":
            told.append(_("%(where)s: “%(what)s”") % {"where": where, "what": one.what})
        elif one.kind == "digest":
            told.append(_("%(where)s: a picture or page of an exempt paper") % {"where": where})
        else:
            told.append(_("%(where)s cannot be searched") % {"where": where})
    more = _(" and %(count)d more") % {"count": len(found) - TOLD} if len(found) > TOLD else ""
    return _("Exempt matter stands in the pack for the public, so it is not kept: %(places)s%(more)s.") % {
        "places": "; ".join(told),
        "more": more,
    }
