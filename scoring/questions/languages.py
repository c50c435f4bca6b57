"""Whether a question is written in another language: only so that the answer can say so kindly."""

import unicodedata
from collections.abc import Iterable

WORDS = """
bonjour combien cas que de ai j'ai est-ce qui est les des une dans pour
avec salut merci quelle quel equipe travail
hola cuántos cuantos quién quien cuál cual tiene tengo casos equipo gracias dónde
wie viele wer hat ich habe meine fälle guten morgen danke welche
ile mam kto ma spraw moja moje jest ilu dzieci dziękuję dzien dobry cześć zespół
sut faint pwy sydd gen fy tîm bore da diolch achosion plant oes
quante chi ciao casi grazie quem tem quantos equipa obrigado bom dia
câte cine cazuri echipa mulțumesc kitne mere paas kaun hai kya
"""
FOREIGN = frozenset(WORDS.split())
"""Everyday words of the languages that are likeliest here."""

FEWEST = 2


def is_foreign(text: str, words: Iterable[str]) -> bool:
    """Whether most letters are of another script, or several words of another language."""
    letters = [each for each in text if each.isalpha()]
    others = [each for each in letters if not unicodedata.name(each, "").startswith("LATIN")]
    if letters and len(others) * 2 > len(letters):
        return True
    return len(FOREIGN & set(words)) >= FEWEST
