from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from framing.nltk_import import import_nltk
import_nltk()
print("nltk" in sys.modules, "scipy.stats" in sys.modules, "sklearn" in sys.modules)
import scipy.stats, sklearn
print(scipy.stats.norm.cdf(0), sklearn.__name__)
"""


def test_nltk_comes_without_scipy_and_scikit_learn_and_leaves_them_usable() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout == "True False False\n0.5 sklearn\n"
