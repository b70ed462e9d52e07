"""AIDE in JupyterLab: the prebuilt extension and its small server side."""


def _jupyter_labextension_paths():
    return [{"src": "labextension", "dest": "jupyterlab-aide"}]


def _jupyter_server_extension_points():
    return [{"module": "jupyterlab_aide"}]


def _load_jupyter_server_extension(serverapp):
    # Here, because the command line needs none of what a server needs.
    from .extension import AideExtension

    AideExtension(parent=serverapp).load()
