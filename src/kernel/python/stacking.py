"""Which solutions to blend, and how much of each: greedily, with replacement (Caruana)."""

import numpy as np
import pandas as pd
from metrics import deviation, is_lower_better, losses, mean_over, variation
from targets import blend

ROUNDS = 24  # members that are taken in, the same one as often as it helps
IDLE = 4  # rounds without a gain until it ends
LIBRARY = 24  # solutions that are chosen from, the best ones
MOST_ROWS, FEWER_ROWS = 12_000, 6_000  # that they are chosen by; fewer where a score is slow
PARTS = 3  # of the rows, each of which judges what was chosen by the others


class Library:
    """What solutions predict for rows whose answers are known.

    ``guesses`` are by solution, then by target, as ``targets`` take them; ``others`` are more of
    such, of further passes over the same rows. A blend runs once, so what it is worth is the
    mean over the passes of its scores, not the score of mean predictions, which is better.
    """

    def __init__(self, metric, targets, truths, guesses, *others):
        self.metric, self.targets = metric, targets
        self.truths, self.guesses = truths, guesses
        self.passes = [guesses, *others]
        self._sign = -1 if is_lower_better(metric) else 1

    def of(self, rows):
        """The same of some rows."""
        truths = [truth[rows] for truth in self.truths]
        passes = [[[g[rows] for g in each] for each in guesses] for guesses in self.passes]
        return Library(self.metric, self.targets, truths, *passes)

    def alike(self, one, other):
        """Whether two solutions predict the very same."""
        pairs = zip(self.guesses[one], self.guesses[other])
        return all(np.array_equal(a, b) for a, b in pairs)

    def only(self, places):
        """The same of some solutions."""
        passes = [[guesses[i] for i in places] for guesses in self.passes]
        return Library(self.metric, self.targets, self.truths, *passes)

    def in_ranks(self, block):
        """The same with ranks for predictions, among the rows of which one fit predicted all."""
        passes = [
            [[ranks(guess, fits) for guess in each] for each, fits in zip(guesses, blocks)]
            for guesses, blocks in zip(self.passes, self.each_of(block))
        ]
        return Library(self.metric, self.targets, self.truths, *passes)

    def each_of(self, block):
        """The fit that predicted each row, by pass and solution; one for all stands for each."""
        return np.broadcast_to(block, (len(self.passes), len(self.guesses), len(self.truths[0])))

    def mixed(self, counts):
        """What is predicted where each solution counts so often, by pass and target."""
        there = np.flatnonzero(counts)
        return [
            [
                blend(target, list(each), False, counts[there])
                for target, each in zip(self.targets, zip(*(guesses[i] for i in there)))
            ]
            for guesses in self.passes
        ]

    def gain(self, counts):
        """Its score, of which more is better; nothing is worse than what has none."""
        try:
            scores = [mean_over(self.metric, self.truths, each)[0] for each in self.mixed(counts)]
        except ValueError:
            return -np.inf
        value = self._sign * np.mean(scores)
        return value if np.isfinite(value) else -np.inf

    def best_first(self):
        """The places of its solutions; of those that are level the one named first is better."""
        ones = np.eye(len(self.guesses), dtype=int)
        return np.argsort([-self.gain(one) for one in ones], kind="stable")

    def best_alone(self):
        """The counts of the best alone."""
        return np.eye(len(self.guesses), dtype=int)[self.best_first()[0]]

    def lead(self, counts, others, seed):
        """How much better the one is than the other, and the standard error of that."""
        one, other = (self._variation(each, seed) for each in (counts, others))
        error = deviation(one and (one[0] - other[0], one[1]))
        return self.gain(counts) - self.gain(others), np.nan if error is None else error

    def _variation(self, counts, seed):
        """How the mean over the passes varies with the rows, which are the same in all."""
        each = [variation(self.metric, self.truths, mix, seed) for mix in self.mixed(counts)]
        return each[0] and (np.mean([values for values, _ in each], axis=0), each[0][1])


def ranks(guess, block):
    return pd.DataFrame(guess).groupby(block).rank(pct=True).to_numpy().reshape(guess.shape)


def choose(library, most):
    """How often each solution counts: the best blend of at most so many, and its gain.

    It begins with the best alone, so that no blend is worse than that on these rows. Of those
    that help alike one that is in it already is taken, else the one that is named first.
    """
    ones = np.eye(len(library.guesses), dtype=int)
    counts = best = library.best_alone()
    gain, idle = library.gain(best), 0
    for _ in range(ROUNDS - 1):
        full = (counts > 0).sum() >= most
        trials = [counts + one for one in (ones[counts > 0] if full else ones)]
        gains = [library.gain(trial) for trial in trials]
        tied = [trial for trial, each in zip(trials, gains) if each == max(gains)]
        # What differs by rounding alone is no gain.
        if max(gains) > gain + 1e-12 * abs(gain):
            counts = best = min(tied, key=np.count_nonzero)
            gain, idle = max(gains), 0
        elif idle < IDLE:
            # Two votes decide nothing yet: with another it may be a gain.
            counts, idle = max(tied, key=np.count_nonzero), idle + 1
        else:
            break
    return best // np.gcd.reduce(best), gain


def stack(library, block, ways, most, seed):
    """The best blend of at most so many, or the best alone where no blend is better.

    ``ways`` are those of a blend: "mean", "rank" or "vote". ``block`` numbers the rows by the
    fit that predicted them, by pass and solution where these differ. Its ``lead`` over the best
    alone, and the ``error`` of that, are measured on rows by which neither was chosen, part
    after part.
    """
    rng = np.random.default_rng([seed, 13])
    is_mean = losses(library.metric, library.truths[0][:1], library.guesses[0][0][:1]) is not None
    most_rows = MOST_ROWS if is_mean else FEWER_ROWS
    rows = np.sort(rng.permutation(len(library.truths[0]))[:most_rows])
    library, block = library.of(rows), library.each_of(block)[..., rows]
    order = []
    for i in library.best_first():
        if len(order) < LIBRARY and not any(library.alike(i, j) for j in order):
            order.append(i)
    library, block = library.only(order), block[:, order]
    shown = {how: library.in_ranks(block) if how == "rank" else library for how in ways}
    found = [(how, *choose(shown[how], most)) for how in ways]
    how, counts, _ = max(found, key=lambda each: each[2])
    members = np.flatnonzero(counts)
    found = {
        "how": how,
        # The best alone first.
        "members": [int(order[i]) for i in members],
        "counts": [int(count) for count in counts[members]],
        "lead": 0.0,
        "error": None,
    }
    if len(members) == 1:
        return found
    part = rng.permutation(len(rows)) % PARTS
    leads = []
    for k in range(PARTS):
        others, own = shown[how].of(part != k), shown[how].of(part == k)
        leads.append(own.lead(choose(others, most)[0], others.best_alone(), seed))
    lead, errors = np.mean([each for each, _ in leads]), [error for _, error in leads]
    if np.isfinite(lead) and np.isfinite(errors).all():
        found.update(lead=float(lead), error=float(np.hypot.reduce(errors)) / PARTS)
    return found
