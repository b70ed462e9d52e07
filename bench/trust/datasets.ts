/** A data set as a run is told of it; datasets.py has the rows. */
export interface IDataset {
  /** As a person would put it; nothing else differs between data sets. */
  goal: string;
  /** For the table. */
  metric: string;
  /** That a run is given. */
  rows: number;
}

/** The data sets by name, small ones first. */
export const datasets: Record<string, IDataset> = {
  breast_cancer: {
    goal: 'Classify tumours: predict the target. Lower log loss is better.',
    metric: 'log loss, lower',
    rows: 300
  },
  homes: {
    goal: 'Predict the price of each house. Lower mean absolute error is better.',
    metric: 'MAE, lower',
    rows: 300
  },
  panel: {
    goal: 'Predict the wage of each person. Lower RMSE is better.',
    metric: 'RMSE, lower',
    rows: 350
  },
  concrete: {
    goal: 'Predict the compressive_strength of concrete. Lower RMSE is better.',
    metric: 'RMSE, lower',
    rows: 600
  },
  digits: {
    goal: 'Classify handwritten digits: predict the target. Higher accuracy is better.',
    metric: 'accuracy, higher',
    rows: 900
  },
  diamonds: {
    goal: 'Predict the price of each diamond. Lower RMSLE is better.',
    metric: 'RMSLE, lower',
    rows: 1200
  },
  churn: {
    goal: 'Predict the churn of each customer. Higher ROC AUC is better.',
    metric: 'ROC AUC, higher',
    rows: 1200
  },
  computing: {
    goal: 'Predict the class of each job, how long it ran. Lower log loss is better.',
    metric: 'log loss, lower',
    rows: 1200
  },
  cells: {
    goal: 'Predict the class of each cell, how well it was segmented. Higher ROC AUC is better.',
    metric: 'ROC AUC, higher',
    rows: 1300
  },
  ames: {
    goal: 'Predict the Sale_Price of each house. Lower RMSE is better.',
    metric: 'RMSE, lower',
    rows: 2000
  },
  credit: {
    goal: 'Predict the Status of each loan. Lower log loss is better.',
    metric: 'log loss, lower',
    rows: 2400
  },
  texas: {
    goal: 'Predict the median price of homes. Target: `median`. Lower RMSE is better.',
    metric: 'RMSE, lower',
    rows: 5000
  },
  lending: {
    goal: 'Predict the Class of each loan. Higher ROC AUC is better.',
    metric: 'ROC AUC, higher',
    rows: 7000
  },
  salaries: {
    goal: 'Predict the wage of each worker. Lower mean absolute error is better.',
    metric: 'MAE, lower',
    rows: 20000
  },
  flights: {
    goal: 'Predict the arr_delay of each flight in minutes. Lower mean absolute error is better.',
    metric: 'MAE, lower',
    rows: 30000
  },
  gems: {
    goal: 'Predict the price of each diamond. Lower RMSE is better.',
    metric: 'RMSE, lower',
    rows: 50000
  }
};
