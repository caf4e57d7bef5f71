"""A library left out while another one is imported."""

import subprocess
import sys

import pytest

from redact.not_imported import not_imported


def test_a_library_left_out_cannot_be_imported_until_the_end() -> None:
    with not_imported("antigravity_of_nowhere"):
        with pytest.raises(ModuleNotFoundError):
            __import__("antigravity_of_nowhere")
        assert "antigravity_of_nowhere" in sys.modules
    assert "antigravity_of_nowhere" not in sys.modules


def test_what_is_loaded_already_stays() -> None:
    with not_imported("json"):
        assert __import__("json").dumps([]) == "[]"
    assert "json" in sys.modules


def test_the_language_model_comes_without_torch() -> None:
    code = "import redact.presidio_detector, sys; print('torch' in sys.modules, 'spacy' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert said.stdout.split() == ["False", "True"]
