"""The model's settings: who may set them, where they are kept, and that the key stays put."""

import json
import os
import stat

import pytest
from conftest import KEY


@pytest.fixture
def stored(jp_data_dir):
    return jp_data_dir / "aide" / "model.json"


@pytest.fixture
def put(ask):
    """Store settings; the status and the reply."""

    async def put(**body):
        response = await ask("PUT", "aide/model", body)
        assert KEY not in response.body.decode()
        return response.code, json.loads(response.body)

    return put


@pytest.fixture
def get(ask):
    async def get():
        response = await ask("GET", "aide/model")
        assert KEY not in response.body.decode()
        return json.loads(response.body)

    return get


@pytest.fixture
def key_sent(ask, upstream):
    """The key that the endpoint sees."""

    async def key_sent():
        assert (await ask("GET", "aide/openai/models")).code == 200
        return upstream.requests[-1].headers.get("Authorization")

    return key_sent


async def test_starts_with_nothing(get):
    assert await get() == {
        "baseUrl": None,
        "hasKey": False,
        "model": None,
        "source": "none",
        "locked": False,
        "problem": None,
        "near": False,
        "learned": {},
        "prices": {"in": None, "out": None},
    }


async def test_stores_what_it_is_given_for_its_owner_alone(put, get, stored, key_sent, upstream):
    status, answer = await put(
        baseUrl=f" {upstream.url}/ ", apiKey=KEY, model="m", prices={"in": 1.5, "out": 6}
    )
    assert status == 200
    assert answer == {
        "baseUrl": upstream.url,
        "hasKey": True,
        "model": "m",
        "source": "stored",
        "locked": False,
        "problem": None,
        "near": True,
        "learned": {},
        "prices": {"in": 1.5, "out": 6},
    }
    assert answer == await get()
    assert stat.S_IMODE(stored.stat().st_mode) == 0o600
    assert stat.S_IMODE(stored.parent.stat().st_mode) == 0o700
    assert os.listdir(stored.parent) == ["model.json"]
    assert await key_sent() == f"Bearer {KEY}"


async def test_keeps_the_key_only_for_its_own_address(put, key_sent, upstream):
    await put(baseUrl=upstream.url, apiKey=KEY)
    _, answer = await put(baseUrl=upstream.url, model="m")
    assert answer["hasKey"]

    _, answer = await put(baseUrl=upstream.url + "/elsewhere", model="m")
    assert not answer["hasKey"]
    assert await key_sent() is None
    _, answer = await put(baseUrl=upstream.url)
    assert not answer["hasKey"]


async def test_removes_the_key_on_null(put, upstream):
    await put(baseUrl=upstream.url, apiKey=KEY, model="m")
    _, answer = await put(baseUrl=upstream.url, apiKey=None)
    assert (answer["hasKey"], answer["model"]) == (False, "m")


async def test_keeps_no_price_of_another_model(put, upstream):
    await put(baseUrl=upstream.url, model="m", prices={"in": 1, "out": 2})
    _, answer = await put(baseUrl=upstream.url, model="m")
    assert answer["prices"] == {"in": 1, "out": 2}
    _, answer = await put(baseUrl=upstream.url, model="n")
    assert answer["prices"] == {"in": None, "out": None}


async def test_forgets(ask, put, get, stored, upstream):
    await put(baseUrl=upstream.url, apiKey=KEY)
    assert (await ask("DELETE", "aide/model")).code == 200
    assert (await get())["source"] == "none"
    assert not stored.exists()
    assert (await ask("DELETE", "aide/model")).code == 200


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({}, "bad-request"),
        ({"baseUrl": 3}, "bad-request"),
        ({"baseUrl": ""}, "bad-base-url"),
        ({"baseUrl": "localhost:11434"}, "bad-base-url"),
        ({"baseUrl": "file:///etc/passwd"}, "bad-base-url"),
        ({"baseUrl": "ftp://x/v1"}, "bad-base-url"),
        ({"baseUrl": "http://"}, "bad-base-url"),
        ({"baseUrl": "http://x:99999"}, "bad-base-url"),
        ({"baseUrl": "http://[::1/v1"}, "bad-base-url"),
        ({"baseUrl": "http://a..b/v1"}, "bad-base-url"),
        ({"baseUrl": "http://a b/v1"}, "bad-base-url"),
        ({"baseUrl": "http://a\nb/v1"}, "bad-base-url"),
        ({"baseUrl": f"https://user:{KEY}@x/v1"}, "bad-base-url"),
        ({"baseUrl": f"https://x/v1?key={KEY}"}, "bad-base-url"),
        ({"baseUrl": "api.example.com/v1"}, "bad-base-url"),
        ({"baseUrl": "https://x/v1", "apiKey": f"{KEY}\r\nX: 1"}, "bad-key"),
        ({"baseUrl": "https://x/v1", "apiKey": f"{KEY} ü"}, "bad-key"),
        ({"baseUrl": "https://x/v1", "apiKey": 3}, "bad-request"),
        ({"baseUrl": "https://x/v1", "model": 3}, "bad-request"),
        ({"baseUrl": "https://x/v1", "prices": {"in": -1}}, "bad-prices"),
        ({"baseUrl": "https://x/v1", "prices": {"in": True}}, "bad-prices"),
        ({"baseUrl": "https://x/v1", "prices": [1]}, "bad-prices"),
        ({"baseUrl": "http://model.example/v1", "apiKey": KEY}, "insecure-key"),
        ({"baseUrl": "http://10.0.0.7:8000/v1", "apiKey": KEY}, "insecure-key"),
    ],
)
async def test_refuses_what_cannot_be_right(put, get, body, reason):
    status, answer = await put(**body)
    assert (status, answer["reason"]) == (400, reason)
    assert answer["message"].endswith(".")
    assert (await get())["source"] == "none"


@pytest.mark.parametrize("body", ["", "[1]", "{", '"text"'])
async def test_refuses_what_is_no_object(ask, body):
    assert (await ask("PUT", "aide/model", body)).code == 400


@pytest.mark.parametrize(
    "body",
    [
        {"baseUrl": "http://model.example/v1"},
        {"baseUrl": "https://model.example/v1", "apiKey": KEY},
        {"baseUrl": "http://localhost:11434/v1", "apiKey": KEY},
        {"baseUrl": "http://[::1]:11434/v1", "apiKey": KEY},
    ],
)
async def test_takes_what_exposes_no_key(put, body):
    assert (await put(**body))[0] == 200


@pytest.mark.aide(allow_insecure_key=True)
async def test_an_administrator_may_allow_more(put):
    assert (await put(baseUrl="http://model.example/v1", apiKey=KEY))[0] == 200


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '{"baseUrl": 1}', '{"baseUrl": "x"}', "\xff"]
)
async def test_says_when_the_stored_settings_are_broken(ask, get, put, stored, upstream, content):
    stored.parent.mkdir()
    stored.write_text(content, "latin-1")
    answer = await get()
    assert answer["reason"] == "unreadable-settings"
    assert str(stored) in answer["message"]
    assert (await ask("GET", "aide/openai/models")).code == 500
    # The way out that the sentence names.
    assert (await put(baseUrl=upstream.url))[0] == 200
    assert (await get())["baseUrl"] == upstream.url


async def test_says_when_the_settings_cannot_be_stored(put, get, jp_data_dir, upstream):
    # A file where the folder should be: root, too, cannot write there.
    (jp_data_dir / "aide").write_text("")
    status, answer = await put(baseUrl=upstream.url, apiKey=KEY)
    assert (status, answer["reason"]) == (500, "unwritable-settings")
    assert str(jp_data_dir) in answer["message"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
async def test_says_when_the_folder_is_read_only(put, jp_data_dir, upstream):
    jp_data_dir.chmod(0o500)
    status, answer = await put(baseUrl=upstream.url, apiKey=KEY)
    jp_data_dir.chmod(0o700)
    assert (status, answer["reason"]) == (500, "unwritable-settings")


@pytest.mark.environment(AIDE_BASE_URL="{upstream}", AIDE_API_KEY=KEY, AIDE_MODEL="m")
async def test_the_administrators_environment_is_fixed(put, get, key_sent, stored, upstream):
    assert "AIDE_API_KEY" not in os.environ
    answer = await get()
    assert (answer["baseUrl"], answer["model"]) == (upstream.url, "m")
    assert (answer["source"], answer["locked"], answer["hasKey"]) == ("environment", True, True)
    assert await key_sent() == f"Bearer {KEY}"

    for body in (
        {"baseUrl": "https://elsewhere.example/v1"},
        {"baseUrl": upstream.url, "apiKey": "mine"},
        {"baseUrl": upstream.url, "model": "n"},
    ):
        status, answer = await put(**body)
        assert (status, answer["reason"]) == (403, "locked")
    assert not stored.exists()

    # Prices are nobody's secret.
    status, answer = await put(baseUrl=upstream.url, prices={"in": 1, "out": 2})
    assert (status, answer["prices"], answer["model"]) == (200, {"in": 1, "out": 2}, "m")
    assert KEY not in stored.read_text()


@pytest.mark.aide(base_url="{upstream}")
async def test_everybody_has_a_key_where_the_administrator_fixed_the_address(
    put, get, key_sent, upstream
):
    assert (await get())["source"] == "configuration"
    assert await key_sent() is None
    status, answer = await put(baseUrl=upstream.url, apiKey=KEY, model="m")
    assert (status, answer["hasKey"], answer["model"]) == (200, True, "m")
    assert (answer["source"], answer["locked"]) == ("configuration", True)
    assert await key_sent() == f"Bearer {KEY}"


@pytest.mark.environment(OPENAI_BASE_URL="{upstream}", OPENAI_API_KEY=KEY)
async def test_the_environment_for_openais_tools_is_a_start(put, get, key_sent, upstream):
    answer = await get()
    assert (answer["baseUrl"], answer["source"]) == (upstream.url, "environment")
    assert (answer["locked"], answer["hasKey"]) == (False, True)
    assert await key_sent() == f"Bearer {KEY}"

    # Choosing a model there keeps its key; another address does not get it.
    _, answer = await put(baseUrl=upstream.url, model="m")
    assert (answer["source"], answer["hasKey"], answer["model"]) == ("stored", True, "m")
    _, answer = await put(baseUrl=upstream.url + "/other")
    assert not answer["hasKey"]
    assert await key_sent() is None


@pytest.mark.environment(OPENAI_API_KEY=KEY)
async def test_openais_own_address_is_the_usual_one(get):
    assert (await get())["baseUrl"] == "https://api.openai.com/v1"


@pytest.mark.environment(AIDE_BASE_URL="{upstream}", OPENAI_API_KEY=KEY)
async def test_openais_key_goes_nowhere_else(get, key_sent):
    assert not (await get())["hasKey"]
    assert await key_sent() is None


@pytest.mark.environment(AIDE_BASE_URL="nonsense!")
async def test_a_wrong_address_in_the_environment_stops_nothing(ask, get, put, upstream):
    answer = await get()
    assert answer["source"] == "none"
    assert answer["problem"].startswith("AIDE_BASE_URL is not a URL.")
    response = await ask("POST", "aide/openai/chat/completions", b"{}")
    assert json.loads(response.body)["message"] == answer["problem"]
    assert (await put(baseUrl=upstream.url))[0] == 200
    assert (await get())["problem"] is None


@pytest.mark.environment(
    AIDE_BASE_URL=" {upstream}/chat/completions\r\n", AIDE_API_KEY=f"{KEY}\r\n"
)
async def test_a_key_from_a_file_with_windows_line_ends_is_the_key(get, key_sent, upstream):
    assert (await get())["baseUrl"] == upstream.url
    assert await key_sent() == f"Bearer {KEY}"


@pytest.mark.aide(base_url=" '{upstream}/' ", api_key=f"Bearer {KEY}\n")
async def test_a_configured_key_is_cleaned_in_the_same_way(key_sent):
    assert await key_sent() == f"Bearer {KEY}"


@pytest.mark.parametrize(
    "around", ["{}\r\n", "“{}”", "Bearer {}", 'Authorization: Bearer "{}"', "\ufeff{}\u200b"]
)
async def test_a_key_that_was_copied_with_more_is_the_key(put, key_sent, upstream, around):
    assert (await put(baseUrl=upstream.url, apiKey=around.format(KEY)))[0] == 200
    assert await key_sent() == f"Bearer {KEY}"


@pytest.mark.environment(AIDE_BASE_URL="{upstream}", AIDE_API_KEY=f"{KEY}\r\nsecond line")
async def test_a_key_that_is_none_is_told_by_its_variable_and_never_repeated(get):
    problem = (await get())["problem"]
    assert problem.startswith("AIDE_API_KEY holds blanks or line ends that no key has.")


@pytest.mark.environment(AIDE_BASE_URL="localhost:11434/v1")
async def test_an_address_without_its_beginning_is_told_with_it(get):
    assert "http://localhost:11434/v1" in (await get())["problem"]


async def test_what_runs_found_out_about_a_model_is_kept_for_its_endpoint(
    ask, put, get, upstream, stored
):
    await put(baseUrl=upstream.url, model="m")
    facts = {"atOnce": 2, "context": 8192}
    response = await ask("PUT", "aide/model/learned", {"model": "m", "facts": facts})
    assert json.loads(response.body)["learned"] == {"m": facts}
    wrong = {"context": -1, "other": 3, "atOnce": "3"}
    await ask("PUT", "aide/model/learned", {"model": "m", "facts": {**wrong}})
    await ask("PUT", "aide/model/learned", {"model": "n", "facts": {"atOnce": 4}})
    assert (await get())["learned"] == {"m": facts, "n": {"atOnce": 4}}

    _, answer = await put(baseUrl=upstream.url + "/elsewhere")
    assert answer["learned"] == {}
    _, answer = await put(baseUrl=upstream.url)
    assert answer["learned"]["m"] == facts
    stored.with_name("learned.json").write_text("nonsense")
    assert (await get())["learned"] == {}
