/** What a script defines for its models, by how it is met in their code. */
export const helpers: Record<string, string> = {
  'Topics(': `class Topics(TruncatedSVD):
    """Texts condensed to so many numbers, or as many as there are words."""
    def fit_transform(self, X, y=None):
        self.n_components = min(self.n_components, X.shape[1])
        return super().fit_transform(X, y)`,
  'Counts()': `class Counts(TransformerMixin, BaseEstimator):
    """How often each category is met among the rows that are learned from."""
    def fit(self, X, y=None):
        self.counts_ = {name: X[name].value_counts() for name in X.columns}
        return self

    def transform(self, X):
        found = [X[name].map(counts).fillna(0) for name, counts in self.counts_.items()]
        return np.log1p(np.column_stack(found).astype(float))`,
  'contrasts)': `def contrasts(X):
    """How every two columns differ, in their own measure and in relation to their size."""
    first, second = (X[:, each] for each in np.triu_indices(X.shape[1], 1))
    size = np.abs(first) + np.abs(second) + 1e-9
    return np.hstack([first - second, (first - second) / size])`
};
