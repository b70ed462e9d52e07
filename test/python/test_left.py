"""Kernels behind a gateway, for which another Jupyter server stands: it has the same endpoints."""

from servers import RUN, SERVER, until

#: A server that looks at once for what others left.
LOOKING = "from jupyterlab_aide import extension\nextension.LOOK = 0.2\n" + SERVER


def ids(client, path):
    response = client.get(path)
    assert response.status_code == 200, response.text
    return {model["id"] for model in response.json()}


def test_what_a_killed_server_left_at_a_gateway_is_found_again_and_ended(serve):
    far, gateway = serve()
    behind = [
        f"--GatewayClient.url={gateway.base_url}",
        f"--GatewayClient.auth_token={gateway.headers['Authorization'].split()[1]}",
    ]
    _, living = serve(*behind)
    killed, client = serve(*behind)

    def start(client, run):
        body = {"name": "python3", "path": "", "run": run}
        response = client.post("aide/kernels", json=body)
        assert response.status_code == 201, response.text
        return response.json()["id"]

    ours = start(living, "work/aide-runs/living")
    gone_on_with, forgotten = start(client, RUN), start(client, "work/aide-runs/forgotten")
    killed.kill()
    killed.wait()
    assert ids(gateway, "api/kernels") == {ours, gone_on_with, forgotten}

    # Where the run goes on, whoever drives it has them as its own.
    assert ids(living, f"aide/kernels?run={RUN}") == {gone_on_with}
    assert living.delete(f"aide/kernels?kernel={gone_on_with}").status_code == 204
    assert ids(gateway, "api/kernels") == {ours, forgotten}

    # Where it does not, a later server ends them, and none of those of a server that lives.
    serve(*behind, program=LOOKING)
    until(lambda: forgotten not in ids(gateway, "api/kernels"))
    assert ids(gateway, "api/kernels") == {ours}
    assert ids(living, "aide/kernels") == {ours}

    # A gateway that is gone is named.
    far.kill()
    far.wait()
    refusal = living.get("aide/kernels")
    assert refusal.status_code == 503
    assert str(gateway.base_url).rstrip("/") in refusal.json()["message"]
