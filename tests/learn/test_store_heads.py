"""Estimators and arrays in files: the same after loading, nothing executed, wrong files refused with their reason."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import skops.io
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler

from framing.errors import FramingError
from framing.learn.store import load_arrays, load_parameters, save_arrays, save_head

ROOT = Path(__file__).resolve().parents[2]
CURE = "restore the file, or make the model again"
TEXTS = ["the mayor praised them", "a fine day", "they lied again", "a bad, bad deal"]
TRAIN = """
import sys
from tests.learn.test_store_heads import fitted
from framing.learn.store import save_head
save_head(sys.argv[1], fitted())
"""


def fitted() -> Any:
    return make_pipeline(TfidfVectorizer(), LogisticRegression()).fit(TEXTS, ["good", "good", "bad", "bad"])


def message(call: Any, *given: Any) -> str:
    with pytest.raises(FramingError) as caught:
        call(*given)
    return str(caught.value)


def rewrite(path: Path, **members: Any) -> None:
    """Replaces JSON members of an archive, given as their names without suffix."""
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    held |= {f"{name}.json": json.dumps(value).encode() for name, value in members.items()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in held.items():
            archive.writestr(name, content)


def schema_of(path: Path) -> Any:
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("schema.json"))


def test_a_head_is_the_same_after_loading(tmp_path: Path) -> None:
    model = fitted()
    save_head(tmp_path / "h.skops", model)
    loaded = skops.io.load(tmp_path / "h.skops")
    assert (loaded.predict_proba(TEXTS) == model.predict_proba(TEXTS)).all()
    assert loaded.classes_.tolist() == ["bad", "good"]


def test_parameters_are_those_of_the_estimators(tmp_path: Path) -> None:
    columns = np.array([[0.0, 1.0], [2.0, 1.5], [1.0, 4.0]])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.5)).fit(columns, ["a", "b", "c"])
    save_head(tmp_path / "h.skops", [model, {"again": 1.5}])
    saved, further = load_parameters(tmp_path / "h.skops")
    (name, scaler), (_, regression) = saved.steps
    assert (name, regression.C, further) == ("standardscaler", 0.5, {"again": 1.5})
    assert (scaler.mean_ == model[0].mean_).all()
    assert (regression.coef_ == model[1].coef_).all()
    assert regression.classes_.tolist() == ["a", "b", "c"]
    with pytest.raises(AttributeError, match="LogisticRegression was saved without feelings_"):
        _ = regression.feelings_


def test_parameters_are_read_without_the_libraries(tmp_path: Path) -> None:
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit([[0.0], [1.0]], [0, 1])
    save_head(tmp_path / "h.skops", model)
    code = (
        "import sys; from framing.learn.store import load_parameters; load_parameters(sys.argv[1]); "
        "sys.exit(not {'sklearn', 'skops', 'scipy'}.isdisjoint(sys.modules))"
    )
    subprocess.run([sys.executable, "-c", code, tmp_path / "h.skops"], check=True, cwd=ROOT)


def test_a_head_has_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    written = []
    for seed in ("0", "1"):
        path = tmp_path / f"{seed}.skops"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        subprocess.run([sys.executable, "-c", TRAIN, path], check=True, env=environment, cwd=ROOT)
        written.append(path.read_bytes())
    assert written[0] == written[1]


def test_a_head_is_compressed_and_knows_its_libraries(tmp_path: Path) -> None:
    save_head(tmp_path / "h.skops", fitted())
    with zipfile.ZipFile(tmp_path / "h.skops") as archive:
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_DEFLATED}
        assert sorted(json.loads(archive.read("libraries.json"))) == ["numpy", "scikit-learn", "scipy", "skops"]
    assert (tmp_path / "h.skops").stat().st_size < len(skops.io.dumps(fitted())) / 3


def test_a_part_that_skops_cannot_hold(tmp_path: Path) -> None:
    said = message(save_head, tmp_path / "h.skops", FunctionTransformer(kw_args={"rows": (row for row in "")}))
    assert said.startswith(f"{tmp_path}/h.skops: ")
    assert said.endswith("; keep only arrays, plain values and named functions")
    assert not (tmp_path / "h.skops").exists()


@pytest.mark.parametrize("load", [load_parameters, load_arrays])
def test_a_file_that_is_none(tmp_path: Path, load: Any) -> None:
    kind = "a skops file" if load is load_parameters else "arrays in .npz"
    (tmp_path / "empty").touch()
    (tmp_path / "text").write_text("PK, but no archive", encoding="utf-8")
    assert message(load, tmp_path / "x") == f"{tmp_path}/x: no such file; {CURE}"
    assert message(load, tmp_path) == f"{tmp_path}: is a folder; {CURE}"
    assert message(load, tmp_path / "empty") == f"{tmp_path}/empty: empty; {CURE}"
    assert message(load, tmp_path / "text") == f"{tmp_path}/text: not {kind}; {CURE}"


@pytest.mark.parametrize("load", [load_parameters, load_arrays])
def test_a_file_with_a_byte_changed_or_cut_off(tmp_path: Path, load: Any) -> None:
    path = tmp_path / "m"
    if load is load_parameters:
        save_head(path, np.arange(1000.0))
    else:
        with path.open("wb") as file:
            np.savez(file, weights=np.arange(1000.0))
    whole = path.read_bytes()
    path.write_bytes(whole[:1000] + bytes([whole[1000] ^ 255]) + whole[1001:])
    assert message(load, path).startswith(f"{path}: damaged")
    path.write_bytes(whole[:-100])
    assert message(load, path).startswith(f"{path}: not ")


def test_an_archive_of_other_things(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "z", "w") as archive:
        archive.writestr("notes.txt", "mine")
    said = message(load_parameters, tmp_path / "z")
    assert said == (
        f"{tmp_path}/z: not a skops file, or damaged: \"There is no item named 'schema.json' in the archive\"; {CURE}"
    )
    assert message(load_arrays, tmp_path / "z", ["w"]) == f"{tmp_path}/z: notes.txt: no array; {CURE}"


@pytest.mark.parametrize("schema", [[], 3, {}, {"protocol": 9999}, {"protocol": 2}, {"protocol": True}])
def test_a_schema_that_is_none(tmp_path: Path, schema: Any) -> None:
    save_head(tmp_path / "h", np.arange(3))
    rewrite(tmp_path / "h", schema=schema)
    assert message(load_parameters, tmp_path / "h").startswith(f"{tmp_path}/h: not a skops file, or damaged: ")


@pytest.mark.parametrize(
    ("head", "named"),
    [
        (FunctionTransformer(os.getcwd), "sklearn.preprocessing._function_transformer.FunctionTransformer"),
        ({"call": os.getcwd}, "posix.getcwd"),
    ],
)
def test_a_type_that_is_not_trusted_is_named(tmp_path: Path, head: Any, named: str) -> None:
    path = tmp_path / "h.skops"
    save_head(path, head)
    assert message(load_parameters, path) == (
        f"{path}: types that are not trusted: {named}; do not use this file unless you made it; "
        "a model for framing has none"
    )


def test_a_malicious_file_is_not_even_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "evil.py").write_text(f"open({str(tmp_path / 'was_here')!r}, 'w').close()\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    path = tmp_path / "h.skops"
    save_head(path, LogisticRegression())
    schema = schema_of(path)
    for module, name, loader in (("evil", "System", "ObjectNode"), ("evil", "System", "TypeNode")):
        rewrite(path, schema={**schema, "__module__": module, "__class__": name, "__loader__": loader})
        assert "types that are not trusted: evil.System" in message(load_parameters, path)
    rewrite(path, schema={**schema, "__module__": "os", "__class__": "system", "__loader__": "FunctionNode"})
    assert message(load_parameters, path).startswith(f"{path}: ")
    assert not (tmp_path / "was_here").exists()
    assert "evil" not in sys.modules


def test_a_pickle_in_skops_clothing(tmp_path: Path) -> None:
    path = tmp_path / "h.skops"
    save_head(path, np.arange(3.0))
    buffer = io.BytesIO()
    np.save(buffer, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    with zipfile.ZipFile(path) as archive:
        schema, name = archive.read("schema.json"), next(n for n in archive.namelist() if n.endswith(".npy"))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("schema.json", schema)
        archive.writestr(name, buffer.getvalue())
    assert "Object arrays cannot be loaded when allow_pickle=False" in message(load_parameters, path)


def test_arrays_are_the_same_after_loading(tmp_path: Path) -> None:
    arrays = {"weights": np.arange(6, dtype=np.float16).reshape(2, 3), "names": np.array(["a", "č"])}
    save_arrays(tmp_path / "1.npz", arrays)
    save_arrays(tmp_path / "2.npz", dict(reversed(arrays.items())))
    assert (tmp_path / "1.npz").read_bytes() == (tmp_path / "2.npz").read_bytes()
    loaded = load_arrays(tmp_path / "1.npz", ["weights"])
    assert {name: (array.dtype, array.tolist()) for name, array in loaded.items()} == {
        name: (array.dtype, array.tolist()) for name, array in arrays.items()
    }
    assert message(load_arrays, tmp_path / "1.npz", ["weight"]) == (
        f"{tmp_path}/1.npz: no array 'weight'; did you mean 'weights'? choices: names, weights; {CURE}"
    )


def test_arrays_of_objects_are_refused_both_ways(tmp_path: Path) -> None:
    objects = np.array([{"a": 1}], dtype=object)
    assert message(save_arrays, tmp_path / "a.npz", {"bag": objects, "fine": np.arange(2)}) == (
        f"{tmp_path}/a.npz: bag: arrays of objects; turn them into numbers or fixed texts"
    )
    np.savez(tmp_path / "b.npz", allow_pickle=True, bag=objects)
    assert message(load_arrays, tmp_path / "b.npz") == (
        f"{tmp_path}/b.npz: damaged, or no arrays in .npz: "
        f"Object arrays cannot be loaded when allow_pickle=False; {CURE}"
    )
