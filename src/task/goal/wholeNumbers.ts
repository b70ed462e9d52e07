/** Words for whole numbers. */
const WHOLE =
  /\b(?:whole numbers?|integers?|integer values?|nearest integer|ganze(?:n|r)? zahl(?:en)?|ganzzahlig\p{L}*|(?:nombres? )?entiers?|(?:n[uú]meros? )?(?:enteros?|inteiros?)|numer[io] inter[io])\b|цел\p{L}+ чис\p{L}+|整数/iu;

/** What is said of predictions, in the same sentence. */
const PREDICTED =
  /\b(?:predict\w*|forecasts?|estimates?|submi\w+|submissions?|hand(?:ed)? in|answers?|outputs?|round\w*|vorher\w*|vorausges\w*|prédi\w*|prévi\w*|predi\w*|prediz\w*|previs\w*)|прогноз|предсказ|予測|预测|預測/iu;

/** What says so of something else, or says no. */
const OTHER =
  /\b(?:not|never|no need|n't|nicht|pas|features?|columns?|ids?|codes?|encoded|inputs?)\b/iu;

/** Whether a goal asks for predictions in whole numbers. */
export function asksForWhole(goal: string): boolean {
  return goal
    .split(/[.!?。！？]\s|\n/u)
    .some(
      part =>
        WHOLE.test(part) &&
        PREDICTED.test(part) &&
        !OTHER.test(part.replace(/`[^`]*`/g, ''))
    );
}
