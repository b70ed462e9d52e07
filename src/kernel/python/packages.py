"""Which packages that scripts for machine learning use can be imported here."""

import ctypes
import importlib
import importlib.util
import re
from importlib import metadata
from pathlib import Path

# As imported, and as installed where that is another name.
NAMES = {
    "numpy": "numpy",
    "pandas": "pandas",
    "sklearn": "scikit-learn",
    "scipy": "scipy",
    "lightgbm": "lightgbm",
    "xgboost": "xgboost",
    "catboost": "catboost",
    "statsmodels": "statsmodels",
    "polars": "polars",
    "pyarrow": "pyarrow",
    "openpyxl": "openpyxl",
    "matplotlib": "matplotlib",
    "seaborn": "seaborn",
    "torch": "torch",
    "torchvision": "torchvision",
    "tensorflow": "tensorflow",
    "keras": "keras",
    "transformers": "transformers",
    "sentence_transformers": "sentence-transformers",
    "timm": "timm",
    "PIL": "pillow",
    "cv2": "opencv-python",
    "skimage": "scikit-image",
    "librosa": "librosa",
    "nltk": "nltk",
    "spacy": "spacy",
    "gensim": "gensim",
    "autogluon.tabular": "autogluon.tabular",
    "flaml": "flaml",
    "optuna": "optuna",
    "category_encoders": "category-encoders",
    "imblearn": "imbalanced-learn",
    "prophet": "prophet",
    "networkx": "networkx",
    "joblib": "joblib",
    "tqdm": "tqdm",
}

# Small ones that are often installed without the libraries they need (OpenMP).
# Whether the rest can be imported is as good as certain, and takes seconds.
TRIED = ("lightgbm", "xgboost", "catboost")
LIBRARIES = (".so", ".dylib", ".dll", ".pyd")


def probe():
    """Name, version and name as installed of each that there is, in the order above."""
    found = []
    for name in NAMES:
        if importable(name):
            distribution, version = installed(name)
            found.append({"name": name, "version": version, "installed": distribution})
    return found


def importable(name):
    try:
        spec = importlib.util.find_spec(name)
        if spec and name in TRIED and not loads(spec):
            importlib.import_module(name)
        return spec is not None
    except (Exception, SystemExit):  # Whatever a broken package raises, it is not there.
        return False


def loads(spec):
    """Whether a package has libraries below it that load: milliseconds, and an import a second."""
    folders = spec.submodule_search_locations or ()
    libraries = [path for folder in folders for path in Path(folder).rglob("*")]
    libraries = [path for path in libraries if path.suffix in LIBRARIES]
    try:
        for path in libraries:
            ctypes.CDLL(str(path))
    except OSError:
        return False
    return bool(libraries)


def lacking(needed):
    """The first of these packages that is not there, is broken or too old; None where none is.

    Imported for real: a package may be there and yet not fit to another, which nothing else tells.
    """
    for name, oldest in needed.items():
        found = {"name": NAMES[name], "version": "", "oldest": oldest, "words": ""}
        try:
            importlib.import_module(name)
        except (Exception, SystemExit) as error:
            return {**found, "words": own_words(error)}
        found["version"] = installed(name)[1]
        if numbers(found["version"]) and numbers(found["version"]) < numbers(oldest):
            return found
    return None


def own_words(error):
    """What went wrong beneath all that was made of it, in a line."""
    while error.__cause__ is not None:
        error = error.__cause__
    line = next((line.strip() for line in str(error).splitlines() if line.strip()), "")
    return f"{type(error).__name__}: {line}"[:300]


def numbers(version):
    return [int(part) for part in re.findall(r"\d+", version)[:2]]


def installed(name):
    """What a package is installed as, and its version; empty where nobody knows it."""
    usual = NAMES[name]
    for each in (usual, usual + "-headless", usual + "-cpu", name):
        try:
            return each, metadata.version(each)
        except metadata.PackageNotFoundError:
            continue
    return usual, ""
