"""The command ``aide`` with its random choices seeded: the seed, then its own arguments."""

import random
import sys

from aide.run import run

random.seed(int(sys.argv.pop(1)))
run()
