"""A message as words: what Slack and phones make of it doesn't matter."""

import pytest

from scoring.questions.words import cut_sentences, cut_words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Who's got room?", ["who", "is", "got", "room"]),
        ("whos got room", ["who", "is", "got", "room"]),
        ("I can’t cope", ["i", "can", "not", "cope"]),
        ("isn't it", ["is", "not", "it"]),
        ("*Sam's* _load_", ["sam", "load"]),
        ("R&amp;D <https://example.com|link>", ["are", "d"]),
        ("AB-1234 and ab/99999", ["AB-1234", "and", "ab/99999"]),
        ("next 1:1 or 1-2-1", ["next", "1:1", "or", "1-2-1"]),
        ("<@U012AB|sam> <#C012|north>", ["U012AB", "C012"]),
        ("Siobhan O’Brien", ["siobhan", "o'brien"]),
        ("Jo Smith-Jones", ["jo", "smith-jones"]),
        (":wave: hi", ["hi"]),
    ],
)
def test_a_sentence_is_cut_into_words(typed: str, words: list[str]) -> None:
    [sentence] = cut_sentences(typed)
    assert [token.text for token in cut_words(sentence)] == words


def test_sentences_end_at_marks_and_at_lines() -> None:
    assert len(cut_sentences("Who has room? How is Sam. Any breaches!\nhelp; thanks")) == 5


def test_a_message_of_marks_alone_has_no_sentence() -> None:
    assert cut_sentences(" ?! :tada: <!here> … ") == []


def test_an_email_stays_one_word() -> None:
    [sentence] = cut_sentences("<mailto:jo.price@council.example|jo.price@council.example>")
    assert [token.text for token in cut_words(sentence)] == ["jo.price@council.example"]
