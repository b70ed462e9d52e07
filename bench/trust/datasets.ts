/** A data set as a run is told of it; datasets.py has the rows. */
export interface IDataset {
  /** As a person would put it; nothing else differs between data sets. */
  goal: string;
  /** For the table. */
  metric: string;
}

/** The data sets by name. */
export const datasets: Record<string, IDataset> = {
  breast_cancer: {
    goal: 'Classify tumours: predict the target. Lower log loss is better.',
    metric: 'log loss, lower'
  },
  digits: {
    goal: 'Classify handwritten digits: predict the target. Higher accuracy is better.',
    metric: 'accuracy, higher'
  },
  concrete: {
    goal: 'Predict the compressive_strength of concrete. Lower RMSE is better.',
    metric: 'RMSE, lower'
  },
  diamonds: {
    goal: 'Predict the price of each diamond. Lower RMSLE is better.',
    metric: 'RMSLE, lower'
  },
  churn: {
    goal: 'Predict the churn of each customer. Higher ROC AUC is better.',
    metric: 'ROC AUC, higher'
  },
  computing: {
    goal: 'Predict the class of each job, how long it ran. Lower log loss is better.',
    metric: 'log loss, lower'
  }
};
