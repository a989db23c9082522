"""Model folders on disk: reading, writing, finding and verifying them."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from framing.errors import DataError, FramingError
from framing.learn.store import (
    ModelCard,
    file_of,
    find_model,
    read_card,
    sha256_of,
    shipped,
    shipped_names,
    size_of,
    verify,
    verify_models,
    write_model,
)
from tests.learn.stored import ENCODER, HEAD, LINEAR, ONNX_SHA256, card_of, change, encoder, head, linear

RESTORE = "restore it, or make the model again"


def message(call: Any, *given: Any) -> str:
    with pytest.raises(FramingError) as caught:
        call(*given)
    return str(caught.value)


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of shipped models: an encoder, and a head on it."""
    root = tmp_path / "shipped"
    encoder(root / "encoder")
    head(root / "attribution-encoder")
    monkeypatch.setattr("framing.learn.store.catalogue.SHIPPED", root)
    return root


def test_what_is_written_is_read(tmp_path: Path) -> None:
    written = write_model(tmp_path / "new" / "m", LINEAR, {"a/b.npz": b"1", "README.md": b"2"})
    assert read_card(tmp_path / "new" / "m") == written
    assert written == replace(LINEAR, files={"README.md": _sha(b"2"), "a/b.npz": _sha(b"1")})
    assert file_of(tmp_path / "new" / "m", "a/b.npz").read_bytes() == b"1"
    assert size_of(tmp_path / "new" / "m", written) == 2
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["README.md", "a", "b.npz", "m", "model.json", "new"]


def test_what_both_tiers_read_is_shipped_once(ours: Path) -> None:
    folder, files = ours / "attribution-encoder", {"chain.npz": b"123", "spans.npz": b"4"}
    both = write_model(folder, read_card(folder), files)
    write_model(ours / "attribution-linear", LINEAR, files)
    whole = sha256_of(folder)
    (folder / "chain.npz").unlink()
    assert file_of(folder, "chain.npz") == ours / "attribution-linear" / "chain.npz"
    assert (read_card(folder), sha256_of(folder), size_of(folder, both)) == (both, whole, 4)
    assert not [problem for problem in verify(folder) if problem.file]
    (ours / "attribution-linear" / "second.npz").write_bytes(b"5")
    assert file_of(folder, "second.npz") == folder / "second.npz"
    (ours / "attribution-linear" / "chain.npz").write_bytes(b"5")
    with pytest.raises(
        DataError, match=r"chain\.npz: not in the folder, and .*attribution-linear/chain\.npz is another"
    ):
        read_card(folder)
    (ours / "attribution-linear" / "chain.npz").unlink()
    with pytest.raises(DataError, match=r"chain\.npz: no such file in the folder; restore it"):
        read_card(folder)


def test_the_bytes_of_a_card_are_settled(tmp_path: Path) -> None:
    other = replace(LINEAR, settings=dict(reversed(LINEAR.settings.items())))
    first, second = tmp_path / "1", tmp_path / "2"
    write_model(first, LINEAR, {"a.npz": b"1", "b.npz": b"2"})
    write_model(second, other, {"b.npz": b"2", "a.npz": b"1"})
    text = (first / "model.json").read_bytes()
    assert text == (second / "model.json").read_bytes()
    assert text == (json.dumps(json.loads(text), indent=2, sort_keys=True) + "\n").encode()


def test_a_model_is_replaced_also_by_files_of_its_own(tmp_path: Path) -> None:
    folder = linear(tmp_path / "m")
    write_model(folder, replace(LINEAR, figures={}), {"weights.npz": folder / "weights.npz"})
    assert sorted(path.name for path in folder.iterdir()) == ["model.json", "weights.npz"]
    assert read_card(folder).figures == {}
    assert [path.name for path in tmp_path.iterdir()] == ["m"]


def test_a_folder_like_any_other_is_made(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    assert linear(tmp_path / "m").stat().st_mode == (tmp_path / "plain").stat().st_mode
    assert read_card(linear(tmp_path / "plain")).name == LINEAR.name


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ({"notes.txt": "mine"}, "holds other files and no model; name a new folder for the model"),
        ({"model.json": "{}"}, "holds other files and no model; name a new folder for the model"),
        ({"model.json": "mine"}, "holds other files and no model; name a new folder for the model"),
    ],
)
def test_a_folder_that_is_no_model_is_left_alone(tmp_path: Path, held: dict[str, str], said: str) -> None:
    folder = tmp_path / "full"
    folder.mkdir()
    for name, text in held.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert message(linear, folder) == f"{folder}: {said}"
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()} == held


def test_a_file_of_the_users_beside_a_model_is_left_alone(tmp_path: Path) -> None:
    folder = linear(tmp_path / "m")
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    said = f"{folder}: holds notes.txt beside a model; move that away, or name a new folder"
    assert message(linear, folder) == said
    assert (folder / "notes.txt").exists()


def test_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert message(linear, tmp_path / "file") == f"{tmp_path}/file: is a file; name a folder for the model"
    said = f"{tmp_path}/file/m: {tmp_path}/file is a file; name a folder for the model"
    assert message(linear, tmp_path / "file" / "m") == said


@pytest.mark.parametrize(
    ("card", "files", "said"),
    [
        (replace(LINEAR, tier="cubic"), {"a.npz": b""}, "model.json: tier: no tier 'cubic'; choices: encoder, linear"),
        (
            replace(LINEAR, settings={"step": float("nan")}),
            {"a.npz": b""},
            "model.json: not plain values: Out of range float values are not JSON compliant: nan; "
            "write texts, numbers, lists and objects",
        ),
        (
            replace(LINEAR, settings={"names": {1, 2}}),
            {"a.npz": b""},
            "model.json: not plain values: Object of type set is not JSON serializable; "
            "write texts, numbers, lists and objects",
        ),
        (LINEAR, {"a.npz": Path("nowhere.npz")}, "a.npz: nowhere.npz: no such file; name one that exists"),
        (
            LINEAR,
            {"../a.npz": b""},
            "model.json: files: '../a.npz': not a name inside the folder; "
            "write letters, digits, '.', '_', '-', and '/' below a subfolder",
        ),
    ],
)
def test_nothing_is_written_of_a_wrong_model(
    tmp_path: Path, card: ModelCard, files: dict[str, Path | bytes], said: str
) -> None:
    with pytest.raises(DataError) as caught:
        write_model(tmp_path / "m", card, files)
    assert caught.value.problems == (said,)
    assert list(tmp_path.iterdir()) == []


def test_a_move_that_fails_brings_the_old_model_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = linear(tmp_path / "m")
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if Path(target) == folder and not self.name.endswith("-old"):
            raise OSError(28, "No space left on device", str(target))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="No space"):
        write_model(folder, HEAD, {"a.npz": b""})
    assert read_card(folder).name == LINEAR.name
    assert [path.name for path in tmp_path.iterdir()] == ["m"]


def test_a_folder_that_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cure = "`framing models list` names the models that ship"
    assert message(read_card, tmp_path / "x") == f"{tmp_path}/x: no such folder; {cure}"
    said = f"{tmp_path}/file: is a file; name the folder it lies in; {cure}"
    assert message(read_card, tmp_path / "file") == said
    said = f"{tmp_path}: no model.json in this folder; name a folder that `framing train` wrote"
    assert message(read_card, tmp_path) == said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"{", "not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        (b'{"name": "\xff"}', "not UTF-8 at byte 10"),
        (b'{"name": NaN}', "not JSON: NaN is no number"),
        (b'{"name": "a", "name": "b"}', "key 'name' stands twice in an object"),
        (
            b"[" * 100_000,
            "not JSON: maximum recursion depth exceeded while decoding a JSON array from a unicode string",
        ),
    ],
)
def test_a_card_that_is_no_json(tmp_path: Path, content: bytes, said: str) -> None:
    folder = linear(tmp_path / "m")
    (folder / "model.json").write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_card(folder)
    assert caught.value.problems == (f"model.json: {said}; restore the file, or make the model again",)
    assert list(map(str, verify(folder))) == list(caught.value.problems)


def test_a_card_that_is_no_object(tmp_path: Path) -> None:
    folder = linear(tmp_path / "m")
    (folder / "model.json").write_text("[1]", encoding="utf-8")
    assert message(read_card, folder).endswith(
        "model.json: a list; write one JSON object with format, name, task, tier, description, labels, encoder, "
        "files, libraries, data, figures, settings, known_failures"
    )


def test_links_may_not_lead_out(tmp_path: Path) -> None:
    folder = head(tmp_path / "m")
    (tmp_path / "elsewhere").mkdir()
    (folder / "pools" / "weights.npz").rename(tmp_path / "elsewhere" / "weights.npz")
    (folder / "pools").rmdir()
    (folder / "pools").symlink_to(tmp_path / "elsewhere")
    said = "pools/weights.npz: a link out of the folder; put the file itself there"
    assert message(read_card, folder) == f"{folder}: 1 problem\n  {said}"
    (folder / "pools").unlink()
    (folder / "pools").symlink_to(folder / "pools")
    assert message(read_card, folder) == f"{folder}: 1 problem\n  {said}"


def test_a_linked_folder_is_one_too(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(linear(tmp_path / "m"))
    assert read_card(tmp_path / "link") == read_card(tmp_path / "m")


def test_a_folder_where_a_file_should_be(tmp_path: Path) -> None:
    folder = linear(tmp_path / "m")
    (folder / "weights.npz").unlink()
    (folder / "weights.npz").mkdir()
    assert message(read_card, folder) == f"{folder}: 1 problem\n  weights.npz: is a folder; {RESTORE}"


def test_the_hash_of_a_model_is_that_of_what_decides(tmp_path: Path) -> None:
    folder = linear(tmp_path / "m")
    first = sha256_of(folder)
    assert len(first) == 64
    (folder / "README.md").write_text("# Another\n", encoding="utf-8")
    change(folder, description="Otherwise said.", figures={}, name="other", libraries={}, known_failures=["Irony."])
    change(folder, settings={**card_of(folder)["settings"], "calibration_curve": [{"low": 0.0}]})
    assert sha256_of(folder) == first
    hashes = [first]
    for values in ({"settings": {}}, {"labels": ["a", "b"]}, {"task": "sentiment"}):
        hashes.append(sha256_of(change(folder, **values)))
    (folder / "weights.npz").write_bytes(b"changed")
    assert len({*hashes, sha256_of(folder)}) == 5


def test_a_model_by_name_or_path(ours: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    linear(tmp_path / "encoder")
    assert find_model("encoder") == ours / "encoder"
    assert find_model("./encoder") == find_model(Path("encoder")) == Path("encoder")
    (tmp_path / "file").touch()
    cure = "choices: attribution-encoder, encoder; or give the path of a model's folder"
    assert message(find_model, "encodr") == f"no model 'encodr'; did you mean 'encoder'? {cure}"
    assert message(find_model, "") == f"no model ''; {cure}"
    assert message(find_model, "file") == "file: is a file; name the folder of a model"
    said = "shipped: no model.json in this folder; name a folder that `framing train` wrote"
    assert message(find_model, "shipped") == said


def test_what_ships(ours: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (ours / "__pycache__").mkdir()
    (ours / "README.md").touch()
    assert [card.name for card in shipped()] == shipped_names() == ["attribution-encoder", "encoder"]
    change(ours / "encoder", name="small")
    assert message(shipped) == (
        f"{ours}: 1 problem\n  encoder/model.json: name: 'small'; write 'encoder', as its folder is called"
    )
    monkeypatch.setattr("framing.learn.store.catalogue.SHIPPED", ours / "nowhere")
    assert (shipped_names(), shipped(), verify_models()) == ([], [], {})


def test_the_shipped_models_are_right() -> None:
    assert {name: wrong for name, wrong in verify_models().items() if wrong} == {}


def test_a_right_model(ours: Path, tmp_path: Path) -> None:
    assert verify(linear(tmp_path / "m")) == []
    assert verify_models() == {"attribution-encoder": [], "encoder": []}


def test_everything_wrong_with_a_model(ours: Path, tmp_path: Path) -> None:
    folder = linear(tmp_path / "m")
    (folder / "weights.npz").write_bytes(b"")
    (folder / "README.md").unlink()
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "code.py").touch()
    (folder / "away").symlink_to("/nowhere")
    document = card_of(folder)
    assert list(map(str, verify(folder))) == [
        f"README.md: no such file in the folder; {RESTORE}",
        f"weights.npz: SHA-256 {_sha(b'')}, model.json has {document['files']['weights.npz']}; "
        "restore the file, or make the model again",
        ".hidden/code.py: not named in model.json; move it away",
        "away: not named in model.json; move it away",
    ]


def test_the_encoder_must_be_that_of_training(ours: Path, tmp_path: Path) -> None:
    other = encoder(tmp_path / "other", b"another network")
    (found,) = verify(ours / "attribution-encoder", other)
    assert str(found) == (
        f"model.json: encoder: trained on {ONNX_SHA256}, but {other}/model.onnx is {_sha(b'another network')}; "
        "take its encoder, or train again"
    )
    (found,) = verify(ours / "attribution-encoder", tmp_path)
    assert found.text == f"encoder: no model.onnx in {tmp_path}; name the folder of an encoder"
    (ours / "encoder").rename(ours / "coder")
    (found,) = verify(ours / "attribution-encoder")
    assert found.text == f"encoder: trained on {ONNX_SHA256}, and none ships with this copy; reinstall framing"


@pytest.mark.parametrize(
    ("trained", "here", "said"),
    [
        ({"scikit-learn": "1.9.1", "skops": "0.16.0"}, {"scikit-learn": "1.9.7", "skops": "0.17.0"}, []),
        (
            {"scikit-learn": "1.9.1"},
            {"scikit-learn": "1.10.1", "skops": "0.17.0"},
            [
                "libraries: trained with scikit-learn 1.9.1, here is 1.10.1; "
                "pip install 'scikit-learn==1.9.1', or train again"
            ],
        ),
        (
            {},
            {"scikit-learn": "1.9.1"},
            [
                "libraries: no version of scikit-learn, which wrote .skops; write that of the training",
                "libraries: skops reads .skops and is not installed; pip install 'skops'",
            ],
        ),
    ],
)
def test_versions_that_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trained: dict[str, str], here: dict[str, str], said: list[str]
) -> None:
    write_model(tmp_path / "m", replace(LINEAR, libraries=trained), {"head.skops": b"stands for a head"})
    monkeypatch.setattr("framing.learn.store.verification.version_here", here.get)
    assert [problem.text for problem in verify(tmp_path / "m")] == said


def test_models_that_are_not_there_are_told_with_the_others(ours: Path) -> None:
    (ours / "encoder" / "model.json").unlink()
    found = verify_models(["encoder", "atribution-encoder"])
    assert [str(problem) for problems in found.values() for problem in problems] == [
        f"{ours}/encoder: no model.json in this folder; name a folder that `framing train` wrote",
        "no model 'atribution-encoder'; did you mean 'attribution-encoder'? choices: attribution-encoder, encoder; "
        "or give the path of a model's folder",
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    folder = linear(tmp_path / "m")
    (folder / "weights.npz").chmod(0)
    with pytest.raises(OSError, match="Permission denied"):
        verify(folder)


def test_an_encoder_of_a_card_without_files(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        write_model(tmp_path / "m", ENCODER, {})
    assert caught.value.problems == (
        "model.json: files: an object without entries; write an object of file names and their SHA-256",
        "model.json: files: an encoder needs model.onnx; add it to the folder and name it here",
        "model.json: files: an encoder needs tokenizer.json; add it to the folder and name it here",
    )


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
