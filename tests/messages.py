"""The words of the portal's own in its templates and modules: what a catalogue of translations has to hold."""

import re

from babel.messages.extract import extract_from_file
from django.template import engines
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

# How modules ask for a message; `word` is that of reports/facts/words.py.
KEYWORDS = {"gettext": None, "gettext_lazy": None, "_": None, "word": None, "ngettext": (1, 2)}
# How a template asks for one within another tag: {% include "…" with caption=_("…") %}.
WITHIN = re.compile(r"""_\("([^"]+)"\)""")


def of_module(path):
    """The messages of a module: texts, and a singular with its plural."""
    return [message for _line, message, *_rest in extract_from_file("python", path, keywords=KEYWORDS)]


def of_template(name):
    """The messages of a template and of those that it extends: texts, and a singular with its plural."""
    template = engines["django"].get_template(name).template
    found = WITHIN.findall(template.source)
    for node in template.nodelist.get_nodes_by_type((TranslateNode, BlockTranslateNode)):
        if isinstance(node, TranslateNode):
            found.append(node.filter_expression.var.literal)
        else:
            texts = [node.render_token_list(tokens)[0] for tokens in (node.singular, node.plural) if tokens]
            found.append(tuple(texts) if len(texts) > 1 else texts[0])
    return found
