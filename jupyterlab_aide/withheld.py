"""Which variables of an environment hold secrets: one rule, wherever a model's code runs.

The server goes by it when it starts a kernel. It is also sent to each kernel that runs a
candidate, whatever Python that has (3.8 or newer): a kernelspec or a gateway adds variables.
"""

import os
import re
from fnmatch import fnmatchcase

#: What makes a name that of a secret, where it stands between separators: ``HF_TOKEN``, and not
#: ``TOKENIZERS_PARALLELISM``.
WORDS = (
    *("KEY", "KEYS", "APIKEY", "TOKEN", "TOKENS", "SECRET", "SECRETS", "CREDENTIAL", "CREDENTIALS"),
    *("PASSWORD", "PASSWORDS", "PASSWD", "PASSPHRASE", "PASS", "PGPASSWORD", "MYSQL_PWD"),
    *("AUTH", "PAT", "DATABASE_URL", "CONNECTION_STRING"),
)
NAME = re.compile(rf"(^|_)({'|'.join(WORDS)})\d*(_|$)")
#: An address with somebody's name or password in it.
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://[^/?#\s]+@", re.IGNORECASE)
#: The variable that tells a kernel which names are passed on; gateways let it through.
PASSED = "KERNEL_AIDE_PASSED"


def is_withheld(name, value, more=(), passed=()):
    """Whether a variable is kept from a model's code.

    ``more`` and ``passed`` are names, as patterns, that a person withholds as well, and that are
    given all the same. Upper and lower case are one.
    """
    name = name.upper()

    def is_among(patterns):
        return any(fnmatchcase(name, pattern.upper()) for pattern in patterns)

    if is_among(passed):
        return False
    words = re.sub("[^A-Z0-9]+", "_", name)
    return bool(NAME.search(words) or ADDRESS.search(value)) or is_among(more)


def withhold():
    """Take secrets out of the environment of this process, a kernel."""
    passed = os.environ.get(PASSED, "").split()
    for name, value in list(os.environ.items()):
        if is_withheld(name, value, passed=passed):
            del os.environ[name]
