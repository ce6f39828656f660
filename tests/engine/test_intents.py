"""The intent model learns, is stored without code in it, and survives any text."""

import json
import tarfile
from pathlib import Path

import numpy as np
import pytest

from bot.engine.evaluate import main as evaluate
from bot.engine.intents.encoder import MANY, Encoder
from bot.engine.intents.intent_model import FALLBACK, OUT_OF_SCOPE, IntentModel, Limits, Understanding
from bot.engine.intents.intent_training import TrainingError, chance, fit
from bot.engine.intents.ngrams import USUAL, _remembered, ngrams
from tests.engine.examples import LABELS, TEXTS


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


@pytest.fixture(scope="module")
def model(encoder: Encoder) -> IntentModel:
    return fit(TEXTS, encoder.encode(TEXTS), LABELS)


def test_what_was_learnt_is_understood_in_other_words(model: IntentModel, encoder: Encoder) -> None:
    texts = ["could you send the invoice", "combien devons-nous", "hello!"]
    meanings = model.understand(texts, encoder.encode(texts))
    assert [meaning.intent for meaning in meanings] == ["find_invoice", "balance_due", "greet"]


def test_many_texts_have_the_vectors_they_have_alone_in_their_order(encoder: Encoder) -> None:
    texts = [*(f"why did invoice {number} go up" for number in range(MANY)), " ", "combien devons-nous"]
    together, places = encoder.encode(texts), [0, MANY // 2, MANY - 1, MANY, MANY + 1]
    alone = np.concatenate([encoder.encode([texts[place]]) for place in places])
    np.testing.assert_allclose(together[places], alone, atol=1e-5)


def test_a_ranking_has_every_intent_once_and_adds_up_to_one(model: IntentModel, encoder: Encoder) -> None:
    ranking = model.understand(["invoice"], encoder.encode(["invoice"]))[0].ranking
    assert sorted(intent for intent, _ in ranking) == sorted(set(LABELS))
    assert sum(probability for _, probability in ranking) == pytest.approx(1, abs=1e-4)
    assert list(ranking) == sorted(ranking, key=lambda entry: -entry[1])


def test_a_question_of_another_world_is_less_sure_than_one_of_ours(model: IntentModel, encoder: Encoder) -> None:
    texts = ["where is my invoice", "tell me a joke about the weather"]
    ours, foreign = model.understand(texts, encoder.encode(texts))
    assert ours.confidence > foreign.confidence


@pytest.mark.parametrize(
    "text", ["", " ", "😀😀", "\u0301" * 900, "x" * 8000, "<script>alert(1)</script>", "\u0000", "日本語の請求書"]
)
def test_any_text_gets_finite_figures(model: IntentModel, encoder: Encoder, text: str) -> None:
    meaning = model.understand([text], encoder.encode([text]))[0]
    assert 0 <= meaning.confidence <= 1
    assert all(np.isfinite(probability) for _, probability in meaning.ranking)


def test_a_stored_model_understands_the_same_and_holds_no_pickle(
    model: IntentModel, encoder: Encoder, tmp_path: Path
) -> None:
    model.save(tmp_path)
    vectors = encoder.encode(TEXTS)
    pairs = zip(IntentModel.load(tmp_path).understand(TEXTS, vectors), model.understand(TEXTS, vectors), strict=True)
    assert all(
        one.intent == other.intent and one.confidence == pytest.approx(other.confidence, abs=1e-4)
        for one, other in pairs
    )
    with np.load(tmp_path / "intent_model.npz", allow_pickle=False) as arrays:
        assert all(arrays[name].dtype != object for name in arrays.files)


@pytest.mark.parametrize(
    ("answerable", "sure", "first", "decided"),
    [
        (0.80, 0.40, "greet", "greet"),
        (0.79, 0.40, "greet", FALLBACK),
        (0.79, 0.99, OUT_OF_SCOPE, OUT_OF_SCOPE),
        (0.79, 0.01, OUT_OF_SCOPE, OUT_OF_SCOPE),
        (0.80, 0.40, OUT_OF_SCOPE, "greet"),
        (0.99, 0.39, "greet", FALLBACK),
        (0.99, 0.39, OUT_OF_SCOPE, FALLBACK),
    ],
)
def test_the_limits_themselves_still_count_as_understood(
    answerable: float, sure: float, first: str, decided: str
) -> None:
    ranking = ((first, 0.6), ("greet", 0.4))
    assert Understanding(ranking, "greet", answerable, sure).decided(Limits(0.8, 0.4)) == decided


@pytest.mark.parametrize(
    ("share", "answerable", "decided"),
    [(0.55, 0.6, "greet"), (0.54, 0.6, "nlu_fallback"), (0.55, 0.59, "nlu_fallback"), (0.1, 0.8, "greet")],
)
def test_what_is_clearly_one_intent_is_acted_upon_though_doubted(share: float, answerable: float, decided: str) -> None:
    ranking = (("greet", share), ("thank", 0.05), ("out_of_scope", 0.01))
    assert Understanding(ranking, "greet", answerable, 0.9).decided(Limits(0.8, 0.4, 0.55)) == decided


def test_the_confidence_is_that_this_very_intent_is_meant() -> None:
    assert Understanding((("greet", 1.0),), "greet", 0.9, 0.5).confidence == pytest.approx(0.45)


def test_a_refused_message_tells_how_probable_it_is_ours() -> None:
    refused = Understanding(((OUT_OF_SCOPE, 1.0), ("greet", 0.0)), "greet", 0.4, 0.5)
    assert refused.stated(Limits(0.8, 0.4)) == pytest.approx(0.4)
    assert refused.stated(Limits(0.3, 0.4)) == pytest.approx(0.2)


def test_the_two_likeliest_answers_are_compared_whatever_the_probability_of_none(model: IntentModel) -> None:
    rest = [name for name in model.intents if name != OUT_OF_SCOPE]

    def leads(first: float, second: float, out: float) -> list[float]:
        given = {OUT_OF_SCOPE: out, rest[0]: first, rest[1]: second}
        row = np.array([[given.get(name, 0.0) for name in model.intents]], dtype=np.float32)
        return [float(sign) for sign in model.leads(row)[0]]

    assert leads(0.3, 0.1, 0.6) == pytest.approx([np.log(3), -np.log(3)], abs=1e-4)
    assert leads(0.1, 0.3, 0.6) == leads(0.3, 0.1, 0.6)
    assert leads(0.5, 0.5, 0.0) == pytest.approx([0, 0], abs=1e-4)
    assert np.isfinite(leads(1.0, 0.0, 0.0)).all()


@pytest.mark.parametrize(("outcome", "expected"), [(True, 0.993), (False, 0.007)])
def test_what_was_always_so_needs_no_two_sides_to_learn_from(outcome: bool, expected: float) -> None:
    signs = np.array([[0.1], [0.9]], dtype=np.float32)
    assert chance(signs, np.array([outcome, outcome])).of(signs) == pytest.approx([expected] * 2, abs=1e-3)


@pytest.mark.parametrize(
    ("texts", "labels"),
    [
        (["a b", "c d", "e f"], ["greet"] * 3),
        (TEXTS, ["greet" if label == OUT_OF_SCOPE else label for label in LABELS]),
        ([*TEXTS, "one of its kind"], [*LABELS, "rare"]),
    ],
)
def test_too_few_examples_are_named(encoder: Encoder, texts: list[str], labels: list[str]) -> None:
    with pytest.raises(TrainingError):
        fit(texts, encoder.encode(texts), labels)


def test_numbers_accents_and_dashes_do_not_change_the_words() -> None:
    assert ngrams("Où est NS–104231 ?") == ngrams("ou est ns-999999 ?")


@pytest.fixture(scope="module")
def stored(model: IntentModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model")
    model.save(folder)
    node = {"uses": "bot.engine.components.IntentClassifier", "config": {"threshold": 0.5, "least_sure": 0.1}}
    (folder / "metadata.json").write_text(json.dumps({"predict_schema": {"nodes": {"run_x": node}}}))
    with tarfile.open(folder / "model.tar.gz", "w:gz") as archive:
        for name in ("metadata.json", "intent_model.npz", "intent_model.json"):
            archive.add(folder / name, name if name == "metadata.json" else f"components/train_x/{name}")
    return folder / "model.tar.gz"


def run(stored: Path, csv: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str, str]:
    status = evaluate([str(csv), "--model", str(stored), *options])
    return status, *capsys.readouterr()


def test_evaluation_gives_the_agreed_figures(stored: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    csv = tmp_path / "lines.csv"
    csv.write_text(
        'text,lang,our_intent\nsend me my invoice,en,find_invoice\n"tell me a joke, please",en,out_of_scope\n',
        encoding="utf-8",
    )
    status, out, _ = run(stored, csv, capsys, "--json")
    result = json.loads(out)
    assert status == 0
    assert set(result) == {"n", "in_scope_accuracy", "out_of_scope", "per_intent", "confusions"}
    assert result["n"] == 2
    assert result["in_scope_accuracy"] == {"all": 1.0, "en": 1.0, "fr": None}
    assert set(result["out_of_scope"]) == {"refused", "in_scope_kept"}
    status, out, _ = run(stored, csv, capsys)
    assert status == 0
    assert "in-scope accuracy" in out


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"text,lang\na,en\n", "no column our_intent"),
        (b"text,lang,our_intent\nhi,en,sing\n", "unknown intent 'sing'"),
        (b"text,lang,our_intent\n", "no lines"),
        (b"", "no column"),
        ("text,lang,our_intent\né,fr,greet\n".encode("latin-1"), "not UTF-8"),
        (b"text,lang,our_intent\nhi,de,greet\n", "unknown language 'de'"),
        (b"text,lang,our_intent\n,en,greet\n", "line 2"),
        (b"text,lang,our_intent\nhi,en\n", "line 2"),
    ],
)
def test_a_bad_file_gets_one_sentence_and_status_2(
    stored: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, complaint: str
) -> None:
    csv = tmp_path / "lines.csv"
    csv.write_bytes(content)
    status, out, error = run(stored, csv, capsys)
    assert (status, out) == (2, "")
    assert complaint in error
    assert error.count("\n") == 1


def test_a_missing_file_or_model_gets_status_2(
    stored: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(stored, tmp_path / "none.csv", capsys)[0] == 2
    (tmp_path / "lines.csv").write_text("text,lang,our_intent\nhi,en,greet\n")
    (tmp_path / "broken.tar.gz").write_bytes(b"no archive")
    assert run(tmp_path / "broken.tar.gz", tmp_path / "lines.csv", capsys)[0] == 2


def test_pieces_of_usual_words_are_remembered_and_of_endless_ones_counted_alike_but_not_kept() -> None:
    usual, endless = "q" * USUAL, "q" * (USUAL + 1)
    ngrams(usual)
    kept = _remembered.cache_info()
    assert ngrams(f"{usual} a") == ngrams(f"{usual.upper()} a")
    assert _remembered.cache_info().hits >= kept.hits + 2
    assert ngrams(endless)["#qqqqq"] == USUAL + 1 - 4
    assert _remembered.cache_info().currsize == kept.currsize
