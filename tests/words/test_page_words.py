"""The page's words, and the language as a browser asks for it."""

from __future__ import annotations

import pytest

from demo.pairs import LINEAGES, read
from demo.recording.data import ENDS
from demo.settings import ROOT
from demo.words.languages import LANGUAGES, preferred
from demo.words.page_words import words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lineage_and_every_end_has_a_word(language):
    texts = words(language)
    assert set(texts["lineage"]) == set(LINEAGES)
    for end in ENDS:
        assert not end or texts["max_tokens_end" if end == "max_tokens" else end]


@pytest.mark.parametrize("header, language", [
    ("", "en"), ("zh-CN,zh;q=0.9,en;q=0.8", "zh"), ("en-GB,en;q=0.9,zh;q=0.5", "en"),
    ("fr-FR,fr;q=0.9,zh;q=0.3,en;q=0.2", "zh"), ("de", "en"), ("zh;q=0", "en"),
    ("en;q=nonsense,zh", "zh"), (";;;,,", "en"),
])
def test_the_language_is_the_first_of_ours_that_the_browser_asks_for(header, language):
    assert preferred(header) == language


def test_every_label_of_a_shipped_pair_has_a_chinese_word():
    pairs = ROOT / "examples" / "pairs"
    labels = {row.subject for path in pairs.glob("*/pair.toml")
              for row in read(path.parent.name, pairs).suggestions}
    assert labels - {"中文"} <= set(words("zh")["subjects"])
