from __future__ import annotations

import subprocess
import sys

import pytest

from framing.ingest.language import recognise_language, stated_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The president said on Monday that he would not accept the agreement.", "en"),
        ("THE PRESIDENT SAID ON MONDAY THAT HE WOULD NOT ACCEPT THE AGREEMENT.", "en"),
        ("Kryeministri tha sot se qeveria nuk do të pranojë asnjë kompromis për komunat.", "sq"),
        ("Председник је данас изјавио да неће прихватити никакав ултиматум.", "sr"),
        ("Представитель министерства заявила, что давление продолжается.", "ru"),
        ("塞尔维亚总统星期一表示，他不会与普里什蒂纳政府妥协，谈判将继续进行。", "zh"),
    ],
)
def test_recognised(text: str, language: str) -> None:
    assert recognise_language(text) == language


@pytest.mark.parametrize(
    "text", ["", "Kurti said no.", "Vučić, Kurti, Lajčák, Petković, Bislimi, Đurić, Dačić", "12:00"]
)
def test_too_little_but_names(text: str) -> None:
    assert recognise_language(text) is None


def test_slavic_and_albanian_names_do_not_hide_english() -> None:
    text = (
        "Serbian President Aleksandar Vučić met Miroslav Lajčák and Prime Minister Ana Brnabić in Kosovska Mitrovica. "
        "Petar Petković, Ivica Dačić and Nebojša Vulin were with them; Donika Gërvalla and Glauk Konjufca were not."
    )
    assert recognise_language(text) in ("en", None)


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("en", "en"),
        ("EN-us", "en"),
        ("en_GB.UTF-8", "en"),
        ("eng", "en"),
        ("English", "en"),
        ("sr-Latn", "sr"),
        ("und", None),
    ],
)
def test_stated(label: str, code: str | None) -> None:
    assert stated_language(label) == code


def test_heavy_libraries_are_loaded_only_when_needed() -> None:
    program = (
        "import sys, framing.ingest\n"
        "print([n for n in ('pandas', 'pyarrow', 'trafilatura', 'py3langid', 'numpy', 'yaml') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
