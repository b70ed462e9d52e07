"""``python -m jupyterlab_aide``: the same as ``jupyter aide``."""

import sys

from .cli import main

sys.exit(main())
