"""AIDE in JupyterLab: the prebuilt extension and its small server side."""

from .extension import AideExtension


def _jupyter_labextension_paths():
    return [{"src": "labextension", "dest": "jupyterlab-aide"}]


def _jupyter_server_extension_points():
    return [{"module": "jupyterlab_aide"}]


def _load_jupyter_server_extension(serverapp):
    AideExtension(parent=serverapp).load()
