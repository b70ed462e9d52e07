import { stepRandom } from '../base/random';
import type { ICoder, IReview, WriteRequest } from '../search/interfaces';
import { type Solution, type WrittenStage } from '../solution/solution';
import type { Execution } from '../task/execution';
import { noUsage } from '../task/usage';
import type { Writing } from '../task/writing';
import type { IChange } from './recipes/changes';
import { choose, promise } from './recipes/choose';
import { draft } from './recipes/drafts';
import { factsOf, type IFacts } from './recipes/facts';
import { families } from './recipes/families';
import { dueOf, foundIn, foundPlan, foundTitle } from './recipes/found';
import {
  lessonsOf,
  recipeOf,
  triedIn,
  triedKeys,
  type ITried
} from './recipes/history';
import type { IDebugged } from './recipes/failures';
import { improvementsOf } from './recipes/improvements';
import { Lessons, recipeKey, type Recipe } from './recipes/recipe';
import { debug, simpler } from './recipes/debug';
import { doingTheSame, isTooLong, renderScript } from './recipes/script';
import { automlDraft, SEARCHED, searchPlan } from './recipes/search';
import { fits, secondsFor } from './recipes/seconds';
import { draftTitle, memberTitle, title } from './recipes/titles';

/** A recipe with the words that go with it. */
interface IProposal {
  title: string;
  plan: string;
  recipe: Recipe;
}

/**
 * The coder that needs no model: it writes scikit-learn scripts from recipes.
 * It draws from the step alone, and knows of earlier steps only what stands in
 * the tree, so a run can be resumed at any time.
 */
export class RecipeCoder implements ICoder {
  readonly name = 'Offline recipes';

  /**
   * @param seed - the run's seed; another one takes other turns.
   * @param mayAutoml - whether a draft may call a library for AutoML.
   */
  constructor(seed = 0, mayAutoml = true) {
    this._seed = seed;
    this._mayAutoml = mayAutoml;
  }

  /**
   * Write a script for a draft, a debugged one or an improvement.
   *
   * @throws ExternalError - where goal and data leave open what to predict, or the kernel
   *   has no scikit-learn.
   */
  async write(request: WriteRequest): Promise<Writing> {
    const facts = factsOf(request.task);
    const proposal = this._propose(request, facts);
    return {
      title: proposal.title,
      plan: proposal.plan,
      code: renderScript(proposal.recipe, facts),
      usage: noUsage,
      ...(proposal.recipe.search && { byClock: true })
    };
  }

  /** The recipes have no opinion beyond the facts. */
  async review(): Promise<IReview | null> {
    return null;
  }

  private _propose(request: WriteRequest, facts: IFacts): IProposal {
    const { stage, tree, parent } = request;
    const tried = triedIn(tree);
    const own = parent && recipeOf(parent);
    const lessons = lessonsOf(tried, facts, own?.lessons ?? Lessons.parse({}));
    if (stage === 'debug' && own && parent?.execution) {
      return this._debug(own, parent.execution, facts, tried);
    }
    if (stage === 'improve' && own) {
      const base = { ...own, lessons };
      const improved = this._improve(request, base, facts, tried);
      if (improved) {
        return improved;
      }
    }
    const drafted = this._draft(request, facts, tried, lessons);
    return parent?.writing && !own
      ? { ...drafted, plan: `${cannot(stage, parent)} ${drafted.plan}` }
      : drafted;
  }

  /** The next draft that was not tried yet; a fresh start for code that is no recipe. */
  private _draft(
    { task, tree, solution }: WriteRequest,
    facts: IFacts,
    tried: readonly ITried[],
    lessons: Lessons
  ): IProposal {
    const keys = triedKeys(tried);
    const isFresh = (each: Recipe) => !keys.has(recipeKey(each));
    // Counted by drafts rather than by what is written, for several slots at once.
    const before = tree.drafts.filter(d => d.step < solution.step).length;
    const automl =
      this._mayAutoml && before === SEARCHED
        ? automlDraft(task, facts, lessons)
        : null;
    if (automl !== null && isFresh(automl)) {
      return {
        title: title(automl, facts),
        plan: `${searchPlan(automl)} ${measured(automl, facts)}`,
        recipe: automl
      };
    }
    const found = dueOf(foundIn(tried), tried, facts).find(({ recipe }) =>
      isFresh(recipe)
    );
    if (found !== undefined) {
      const recipe = { ...found.recipe, lessons };
      return {
        title: foundTitle(found, facts),
        plan: `${foundPlan(found)} ${measured(recipe, facts)}`,
        recipe
      };
    }
    const next = Array.from({ length: 60 }, (_, n) =>
      draft(before + n, facts, lessons)
    );
    const fresh = next.filter(isFresh);
    const quickest = [...fresh].sort(
      (a, b) => secondsFor(a, tried, facts) - secondsFor(b, tried, facts)
    )[0];
    const recipe =
      fresh.find(each => fits(each, tried, facts)) ?? quickest ?? next[0];
    const [member] = recipe.members;
    return {
      title: draftTitle(member, facts),
      plan: [
        `${capital(memberTitle(member, facts))}: ${families[member.family].why}.`,
        measured(recipe, facts)
      ].join(' '),
      recipe
    };
  }

  private _debug(
    recipe: Recipe,
    execution: Execution,
    facts: IFacts,
    tried: readonly ITried[]
  ): IProposal {
    const keys = triedKeys(tried);
    const heeding = (debugged: IDebugged | null) =>
      debugged && {
        ...debugged.recipe,
        lessons: lessonsOf(tried, facts, debugged.recipe.lessons)
      };
    // What a search fails by may be the library's own; plain models come next.
    let debugged =
      recipe.search === undefined ? debug(recipe, execution, facts) : null;
    let next = heeding(debugged);
    if (next === null || keys.has(recipeKey(next))) {
      debugged = simpler(recipe, facts, keys);
      next = debugged && debugged.recipe;
    }
    return debugged && next
      ? {
          title: debugged.title,
          plan: `${debugged.why} ${measured(next, facts)}`,
          recipe: next
        }
      : {
          title: `${title(recipe, facts)}, once more`,
          plan: 'Every simpler recipe was tried. This one is run again, in case the failure was passing.',
          recipe
        };
  }

  private _improve(
    { task, tree, parent, solution }: WriteRequest,
    recipe: Recipe,
    facts: IFacts,
    tried: readonly ITried[]
  ): IProposal | null {
    const keys = triedKeys(tried);
    const { base, first, others, said } = improvementsOf(
      { task, tree, parent },
      recipe,
      facts,
      tried
    );
    const promises = promise(tried, tree);
    const doesNothing = doingTheSame(base, facts);
    const isFresh = (change: IChange) => !keys.has(recipeKey(change.recipe));
    const chosen = (step: number): IChange | null => {
      const change =
        first.find(isFresh) ??
        choose(
          others.filter(
            each => isFresh(each) && fits(each.recipe, tried, facts)
          ),
          promises,
          stepRandom(this._seed, step)
        );
      if (
        change !== null &&
        (doesNothing(change.recipe) || isTooLong(change.recipe, facts))
      ) {
        keys.add(recipeKey(change.recipe));
        return chosen(step);
      }
      return change;
    };
    // Improvements of the same solution that are asked for at the same time: what
    // they take follows from their steps, and is not taken again.
    for (const other of parent ? tree.children(parent) : []) {
      if (other.step < solution.step && other.writing === null) {
        const taken = chosen(other.step);
        if (taken) {
          keys.add(recipeKey(taken.recipe));
        }
      }
    }
    const change = chosen(solution.step);
    return (
      change && {
        title: change.title,
        plan: `${change.why} The rest stays as in the parent: ${title(base, facts)}. ${said}${measured(change.recipe, facts)}`,
        recipe: change.recipe
      }
    );
  }

  private readonly _seed: number;
  private readonly _mayAutoml: boolean;
}

/** What is said where the recipes are to go on from code that none of them wrote. */
function cannot(stage: WrittenStage, { id, writing }: Solution): string {
  const whose =
    writing?.by === 'person' ? 'code that a person wrote' : 'code of a model';
  return `The offline recipes cannot ${stage === 'debug' ? 'mend' : 'improve'} ${whose}: nothing of solution ${id} is in this one, which is a recipe of their own. Connect a model to have that code itself worked on.`;
}

/** How the score comes about, in a sentence. */
function measured(recipe: Recipe, facts: IFacts): string {
  const folds = recipe.lessons.folds ?? facts.folds;
  const how =
    facts.time !== null
      ? `${folds} folds in order of ${facts.time}`
      : facts.group !== null
        ? `${folds} folds that keep each ${facts.group} together`
        : `${folds}-fold cross-validation`;
  return `Scored by ${facts.metric.name}, the mean over ${how}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
