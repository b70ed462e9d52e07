"""Live runs: who drives a run, who watches it, and engines that drive without a tab."""
