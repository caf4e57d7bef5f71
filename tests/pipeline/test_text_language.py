import pytest

from calls.call import Channel
from calls.transcript import Turn
from pipeline.text_language import language_of_text
from tests.fixtures_manifest import load_manifest

ENGLISH = [
    ["Hello, how can I help you?", "I want to return my headphones, please."],
    ["my card is 4242 4242 4242 4242"],
    ["What's your order number?", "It's five five one two.", "Thanks, and the zip code?"],
]
OTHERS = [
    ["Hola, ¿en qué puedo ayudarle?", "Mi tarjeta es cuatro uno uno uno, y el código es siete tres nueve."],
    ["Guten Tag, wie kann ich Ihnen helfen?", "Meine Kartennummer ist vier eins eins eins, bitte schnell."],
    ["Bonjour, je voudrais annuler ma commande numéro douze.", "Quel est votre nom, s'il vous plaît ?"],
    ["Proszę podać numer karty.", "Cztery jeden jeden jeden, a kod to siedem trzy dziewięć, dziękuję bardzo."],
    ["4242 4242 4242 4242"],
]


def turns_of(texts: list[str]) -> list[Turn]:
    return [Turn.of_text((Channel.AGENT, Channel.CALLER)[k % 2], text) for k, text in enumerate(texts)]


@pytest.mark.parametrize("texts", ENGLISH)
def test_english_is_known_as_such(texts: list[str]) -> None:
    assert language_of_text(turns_of(texts)) == "en"


@pytest.mark.parametrize("name", sorted(name for name, f in load_manifest().items() if any(p.text for p in f.phrases)))
def test_what_is_said_in_the_fixtures_is_english(name: str) -> None:
    phrases = load_manifest()[name].phrases
    assert language_of_text([Turn.of_text(phrase.channel, phrase.text) for phrase in phrases]) == "en"


@pytest.mark.parametrize("texts", OTHERS)
def test_P12_another_language_is_not_taken_for_english(texts: list[str]) -> None:
    assert language_of_text(turns_of(texts)) == "und"


def test_P12_one_party_in_another_language_is_enough_to_be_unsure() -> None:
    mixed = [ENGLISH[0][0] + " Please tell me your card number.", OTHERS[0][1]]
    assert language_of_text(turns_of(mixed)) == "und"


def test_nothing_said_is_nothing_known() -> None:
    assert language_of_text([]) == "und"
