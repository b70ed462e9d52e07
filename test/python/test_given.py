"""What candidates get of a data folder beside what is made for them: nothing with the answers."""

import bz2
import gzip
import io
import json
import pickle
import sys
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import scorer
from holdouts import HOLDOUT

BASE = {**HOLDOUT, "target": "price", "id": "Id"}
OURS = {"train.csv", "test.csv", "sample_submission.csv"}


def houses(count=300):
    rng = np.random.default_rng(0)
    size = rng.integers(500, 4000, count)
    return pd.DataFrame(
        {
            "Id": np.arange(1, count + 1),
            "size": size,
            "rooms": rng.integers(1, 9, count),
            "walls": rng.choice(["brick", "wood"], count),
            "price": (size * 120 + rng.normal(0, 30000, count)).round(-2).astype(int) + 150000,
            "kind": rng.choice(["cottage", "flat", "villa"], count, p=[0.6, 0.3, 0.1]),
            "sold": rng.integers(0, 2, count),
        }
    )


@pytest.fixture
def given(tmp_path):
    """The files that candidates get of a folder, and what is said of the others."""
    data, run = tmp_path / "data", tmp_path / "run"
    data.mkdir()

    def begin(fill, **change):
        objective = {**BASE, **change}
        if objective["target"] != "price":
            objective["metric"] = "accuracy"
        frame = houses()
        if objective["target"] != "kind":
            frame = frame.drop(columns="kind")
        if objective["target"] != "sold":
            frame = frame.drop(columns="sold")
        frame.to_csv(data / "train.csv", index=False)
        fill(data, frame)
        opened = scorer.open_scorer(str(data), str(run), objective)
        folder = Path(scorer.prepare_input(0))
        files = {str(path.relative_to(folder)) for path in walk(folder) if path.is_file()} - OURS
        return files, " ".join(opened["notes"]), opened["hidden"]

    return begin


def walk(folder):
    for path in folder.iterdir():
        yield from walk(path) if path.is_dir() else [path]


def text(frame, **options):
    return frame.to_csv(index=False, **options).encode()


def binary(write):
    stream = io.BytesIO()
    write(stream)
    return stream.getvalue()


def packed(members):
    def write(stream):
        with zipfile.ZipFile(stream, "w") as archive:
            for name, content in members.items():
                archive.writestr(name, content)

    return binary(write)


def tarred(name, content):
    def write(stream):
        with tarfile.open(fileobj=stream, mode="w:gz") as archive:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))

    return binary(write)


def renamed(frame):
    return frame.rename(columns={frame.columns[-1]: "y"})


def shuffled(frame):
    return frame.sample(frac=1, random_state=1)


LEAKS = {
    "raw/train.csv": text,
    "deep/er/all.tsv": lambda frame: text(frame, sep="\t"),
    "all.csv.gz": lambda frame: gzip.compress(text(frame)),
    "all.bz2": lambda frame: bz2.compress(text(frame)),
    "all.zip": lambda frame: packed({"readme.txt": b"none\n", "in/all.csv": text(frame)}),
    "twice.zip": lambda frame: packed({"a.zip": packed({"all.csv": text(renamed(frame))})}),
    "all.tar.gz": lambda frame: tarred("all.csv", text(renamed(frame))),
    "all.parquet": lambda frame: binary(frame.to_parquet),
    "renamed.parquet": lambda frame: binary(renamed(frame).to_parquet),
    "all.feather": lambda frame: binary(shuffled(renamed(frame)).reset_index().to_feather),
    "all.xlsx": lambda frame: binary(lambda stream: renamed(frame).to_excel(stream)),
    "all.json": lambda frame: frame.to_json().encode(),
    "rows.json": lambda frame: json.dumps({"of": renamed(frame).to_dict("records")}).encode(),
    "split.json": lambda frame: renamed(frame).to_json(orient="split").encode(),
    "index.json": lambda frame: shuffled(renamed(frame)).to_json(orient="index").encode(),
    "lines.jsonl": lambda frame: renamed(frame).to_json(orient="records", lines=True).encode(),
    "all.npy": lambda frame: binary(lambda stream: np.save(stream, frame.iloc[:, -1].to_numpy())),
    "all.npz": lambda frame: binary(lambda stream: np.savez(stream, y=frame.iloc[:, -1])),
    "backup.data": lambda frame: text(renamed(frame)),
    "train.csv.bak": lambda frame: text(renamed(frame)),
    "noheader.dat": lambda frame: text(frame, header=False, sep=" "),
    "semicolons.txt": lambda frame: text(shuffled(renamed(frame)), sep=";"),
    "labels.txt": lambda frame: text(frame.iloc[:, -1:], header=False),
    "labels": lambda frame: text(shuffled(renamed(frame))[["Id", "y"]]),
    "labels.html": lambda frame: renamed(frame).to_html(index=False).encode(),
    "latin.csv": lambda frame: text(renamed(frame)) + "é".encode("latin-1"),
    "utf16.csv": lambda frame: text(renamed(frame)).decode().encode("utf-16"),
}


@pytest.mark.parametrize("target", ["price", "kind"])
def test_no_file_with_the_answers_is_given_whatever_its_folder_format_or_column(given, target):
    def fill(data, frame):
        for name, content in LEAKS.items():
            (data / name).parent.mkdir(parents=True, exist_ok=True)
            (data / name).write_bytes(content(frame))
        (data / "notes.txt").write_text("Nothing but words.\n")

    files, said, hidden = given(fill, target=target)
    assert files == {"notes.txt"}
    assert set(hidden) == {"train.csv", *LEAKS}
    assert "raw/train.csv" in said or f"the column {target}" in said


def test_answers_in_other_units_or_of_another_order_are_found_too(given):
    def fill(data, frame):
        logarithm = frame.assign(z=np.log(frame["price"])).drop(columns="price")
        logarithm.to_csv(data / "log.csv", index=False)
        # No row can be known again, but the prices are those.
        shuffled(frame)[["price"]].assign(w=0.5).rename(columns={"price": "p"}).to_csv(
            data / "p.csv", index=False
        )

    assert given(fill)[0] == set()


def test_what_cannot_hold_the_answers_is_given(given):
    rng = np.random.default_rng(5)

    def fill(data, frame):
        (data / "images").mkdir()
        for k in range(3):
            (data / "images" / f"{k}.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
        (data / "sound.wav").write_bytes(b"RIFF\0\0\0\0WAVE")
        (data / "about.md").write_text("# Houses\n\nprice: what was paid, in whole units.\n" * 40)
        pd.DataFrame({"walls": ["brick", "wood"], "warmth": [1, 2]}).to_csv(data / "walls.csv")
        wide = frame[["Id"]].assign(**{f"f{k}": rng.normal(size=len(frame)) for k in range(30)})
        wide.assign(lift=rng.integers(0, 2, len(frame))).to_csv(data / "more.csv", index=False)
        frame.drop(columns=frame.columns[-1]).to_csv(data / "features.csv", index=False)
        np.save(data / "vectors.npy", rng.normal(size=(len(frame), 8)))
        (data / "names.json").write_text(json.dumps({"cottage": 1, "flat": 2, "villa": 3}))

    expected = {f"images/{k}.png" for k in range(3)} | {
        *("sound.wav", "about.md", "walls.csv", "more.csv", "features.csv", "vectors.npy"),
        "names.json",
    }
    for target in ("price", "sold"):
        files, said, hidden = given(
            lambda data, frame: None if (data / "images").exists() else fill(data, frame),
            target=target,
        )
        assert (files, hidden) == (expected, ["train.csv"]), said


class Trap:
    def __reduce__(self):
        return (sys.exit, ("unpickled",))


def fill_with_what_cannot_be_read(data, frame):
    (data / "model.pkl").write_bytes(pickle.dumps(Trap()))
    (data / "old.bin").write_bytes(pickle.dumps(Trap(), protocol=0))
    (data / "odd.bin").write_bytes(bytes(range(256)) * 40)
    (data / "broken.parquet").write_bytes(b"PAR1 and no more")
    (data / "broken.zip").write_bytes(packed({"a.csv": text(frame)})[:200])


def test_what_cannot_be_read_is_withheld_named_and_never_unpickled(given):
    files, said, hidden = given(fill_with_what_cannot_be_read)
    assert files == set()
    for name in ("model.pkl", "old.bin", "odd.bin", "broken.parquet", "broken.zip"):
        assert name in said and name in hidden
    assert "--give" in said and "opening it runs what is in it" in said


def test_a_person_can_have_a_file_given_all_the_same(given):
    files, said, hidden = given(fill_with_what_cannot_be_read, give=["model.pkl", "*.bin"])
    assert files == {"model.pkl", "old.bin", "odd.bin"}
    assert "model.pkl" not in said and "model.pkl" not in hidden


def test_no_link_leads_around_what_is_withheld(given):
    def fill(data, frame):
        (data / "raw" / "images").mkdir(parents=True)
        (data / "raw" / "images" / "1.png").write_bytes(b"\x89PNG")
        (data / "raw" / "up").symlink_to("..")
        (data / "raw" / "again.csv").symlink_to("../train.csv")
        (data / "raw" / "nowhere").symlink_to("nothing")
        (data / "raw" / ".hidden.csv").write_bytes(text(frame))

    assert given(fill)[0] == {"raw/images/1.png"}


def test_a_folder_of_very_many_files_is_sampled_and_that_is_said(given):
    def fill(data, frame):
        (data / "texts").mkdir()
        (data / "parts").mkdir()
        for k in range(3000):
            (data / "texts" / f"{k}.txt").write_text(f"The text of house {k}.\n")
        for k in range(150):
            (data / "parts" / f"{k:04}.csv").write_bytes(text(frame[k : k + 2]))

    files, said, hidden = given(fill)
    assert len(files) == 3000 and len(hidden) == 151
    assert "Of 3,000 files .txt in texts, 100 were looked into" in said
