"""Which variables a model's code does not get."""

import os

import pytest

from jupyterlab_aide.withheld import PASSED, is_withheld, withhold


@pytest.mark.parametrize(
    "name",
    [
        *("HF_TOKEN", "GITHUB_TOKEN", "AWS_SECRET_ACCESS_KEY", "AIDE_SERVER_TOKEN", "KEY"),
        *("openai_api_key", "db-password", "Kaggle.Key", "MYSQL_PWD", "PGPASSWORD", "API_KEY2"),
        *("GOOGLE_APPLICATION_CREDENTIALS", "DATABASE_URL", "AZURE_STORAGE_CONNECTION_STRING"),
    ],
)
def test_names_of_secrets_are_known_in_upper_and_lower_case(name):
    assert is_withheld(name, "anything")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *[("TOKENIZERS_PARALLELISM", "false"), ("KEYBOARD", "us"), ("PWD", "/home/me")],
        *[("PATH", "/usr/bin"), ("XDG_SESSION_ID", "1"), ("PYTHONHASHSEED", "0"), (PASSED, "X")],
        *[("HTTPS_PROXY", "http://proxy:3128"), ("MAIL", "me@example.invalid")],
        ("PIP_INDEX_URL", "https://example.invalid/simple?by=me@example.invalid"),
    ],
)
def test_what_only_looks_like_one_stays(name, value):
    assert not is_withheld(name, value)


@pytest.mark.parametrize(
    "value",
    ["postgresql+psycopg://me:pass@host/db", "https://token@host", "jdbc:mysql://me:a@host"],
)
def test_addresses_with_a_password_are_withheld_whatever_they_are_called(value):
    assert is_withheld("PLACE", value)


def test_a_kernel_takes_out_what_its_kernelspec_added(monkeypatch):
    monkeypatch.setenv(PASSED, "KAGGLE_*")
    for name in ("SPEC_TOKEN", "KAGGLE_KEY", "SPEC_PLACE"):
        monkeypatch.setenv(name, "secret")
    withhold()
    assert "SPEC_TOKEN" not in os.environ
    assert os.environ["KAGGLE_KEY"] == os.environ["SPEC_PLACE"] == "secret"
