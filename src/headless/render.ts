import stringWidth from 'string-width';
import { accountOf } from '../run/account/account';
import { trans as english } from '../run/account/english';
import { newsText } from '../run/account/newsText';
import { probeNews } from '../run/account/probeNews';
import { scoreOf, withInterval } from '../run/account/scores';
import type { IRunStatus } from '../run/interfaces';
import { pickOf } from '../run/pick';
import type { SolutionTree } from '../search/tree';
import { isExtra, type Solution, type Stage } from '../solution/solution';
import { ScoreFormat } from '../task/scoreFormat';
import { formatShare } from '../task/scores';
import { splitName } from '../task/splitName';
import { shellWord } from './shellWord';

/** How lines are drawn. */
export interface IStyle {
  /** Columns. */
  width: number;
  /** Lines that the tree may take. */
  height: number;
  color: boolean;
}

const marks: Record<Stage, string> = {
  draft: '○',
  debug: '↻',
  improve: '↑',
  blend: '∑'
};

const colors = {
  best: '\x1b[1;33m',
  good: '\x1b[32m',
  buggy: '\x1b[31m',
  cancelled: '\x1b[2m',
  writing: '\x1b[36m',
  waiting: '\x1b[36m',
  running: '\x1b[36m',
  reviewing: '\x1b[36m'
};

/**
 * The tree as lines, one a solution. Where there are more than fit, the best
 * path, what is under way and the newest stay, and the rest is counted.
 */
export function renderTree(tree: SolutionTree, style: IStyle): string[] {
  const shown = selectShown(tree, style.height);
  const format = new ScoreFormat();
  [...shown]
    .flatMap(id => scoreOf(tree, tree.get(id)) ?? [])
    .forEach(({ value }) => format.add(value));
  const children = new Map<string | null, Solution[]>();
  for (const solution of tree.solutions) {
    if (shown.has(solution.id)) {
      const above = tree
        .path(solution)
        .slice(0, -1)
        .reverse()
        .find(each => shown.has(each.id));
      const key = above?.id ?? null;
      children.set(key, [...(children.get(key) ?? []), solution]);
    }
  }
  const lines: string[] = [];
  // Narrow screens keep room for the words: a deep branch is drawn less deep.
  const deepest = 2 * Math.floor(style.width / 6);
  const draw = (parent: string | null, guides: string): void => {
    const below = children.get(parent) ?? [];
    below.forEach((solution, i) => {
      const last = i === below.length - 1;
      const branch = parent === null ? '' : last ? '└ ' : '├ ';
      lines.push(
        renderSolution(
          tree,
          solution,
          format,
          (guides + branch).slice(-deepest),
          style
        )
      );
      draw(solution.id, guides + (parent === null ? '' : last ? '  ' : '│ '));
    });
  };
  draw(null, '');
  if (shown.size < tree.size) {
    lines.push(crop(`… and ${tree.size - shown.size} more`, style.width));
  }
  return lines;
}

/** One solution in a line: mark, number, state, score, title or reason. */
export function renderSolution(
  tree: SolutionTree,
  solution: Solution,
  format: ScoreFormat,
  guides: string,
  { width, color }: Pick<IStyle, 'width' | 'color'>
): string {
  const isBest = pickOf(tree)?.id === solution.id;
  const state = isBest ? 'best' : solution.state;
  const score = scoreOf(tree, solution);
  const text =
    solution.state === 'buggy' || solution.state === 'cancelled'
      ? [solution.writing?.title, solution.evaluation?.reason]
          .filter(Boolean)
          .join(': ')
      : (solution.writing?.title ?? '');
  const head = `${guides}${isBest ? '★' : marks[solution.stage]} ${solution.id} `;
  const word = state.padEnd(9);
  const rest = ` ${(score === null ? '' : format.format(score.value)).padEnd(8)} ${printable(text)}`;
  const line = crop((head + word + rest).trimEnd(), width);
  return color
    ? line.replace(word.trimEnd(), match => `${colors[state]}${match}\x1b[0m`)
    : line;
}

/** What matters in a line: best, how much better, how far, how long. */
export function renderProgress(
  tree: SolutionTree,
  steps: number,
  status: IRunStatus
): string {
  const { best, firstDraft, improvement } = accountOf(tree);
  const score = best && scoreOf(tree, best);
  const first = firstDraft?.evaluation?.score ?? null;
  // Blends, and what a person asked for, take no step.
  const settled =
    tree.chosen - tree.pending.filter(each => !isExtra(each)).length;
  return [
    score === null
      ? 'No score yet'
      : `Best ${withInterval(score, first === null ? [] : [first])}${score.on === 'verified' ? ', verified' : ''}`,
    improvement !== null && improvement > 0
      ? `${formatShare(improvement)} better than the first draft${score?.on === 'verified' ? ' in the search' : ''}`
      : '',
    `${settled} of ${steps}`,
    status.remaining !== null && status.remaining > 0
      ? `about ${formatSeconds(status.remaining)} left`
      : ''
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What a probe found, with the option that divides the rows so; empty where nothing. */
export function renderProbe(tree: SolutionTree): string {
  const news = probeNews(tree);
  return news.length === 0
    ? ''
    : printable(
        `${newsText(news, english)} (--split ${shellWord(splitName(tree.probe!.by))})`
      );
}

/** What it does or waits for, where that is not clear from the tree. */
export function renderMessage(status: IRunStatus, now: number): string {
  if (status.waiting) {
    const seconds = Math.max(0, Math.ceil((status.waiting.until - now) / 1000));
    return `${printable(status.waiting.reason)} Next try in ${seconds} s.`;
  }
  return printable(
    newsText(status.news, english) || (status.fault?.message ?? '')
  );
}

/** A duration in its largest units: "8 s", "2 min", "3 h 20 min". */
export function formatSeconds(seconds: number): string {
  if (seconds < 60) {
    return `${Math.round(seconds)} s`;
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 60
    ? `${minutes} min`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const graphemes = new Intl.Segmenter();

/** Cut a line to so many columns: a wide character takes two. */
export function crop(line: string, width: number): string {
  if (stringWidth(line) <= width) {
    return line;
  }
  let kept = '';
  // One column is the ellipsis'.
  let left = width - 1;
  for (const { segment } of graphemes.segment(line)) {
    left -= stringWidth(segment);
    if (left < 0) {
      break;
    }
    kept += segment;
  }
  return `${kept}…`;
}

/** Text of a model or a candidate, without what would steer the terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** The ids that are shown: all, or as many as fit beside the count of the rest. */
function selectShown(tree: SolutionTree, height: number): Set<string> {
  const newest = [...tree.solutions].reverse();
  if (newest.length <= height) {
    return new Set(newest.map(({ id }) => id));
  }
  const pick = pickOf(tree);
  const wanted = [
    ...(pick ? [...tree.path(pick)].reverse() : []),
    ...tree.pending,
    ...newest
  ];
  const shown = new Set<string>();
  for (const { id } of wanted) {
    if (shown.size >= height - 1) {
      break;
    }
    shown.add(id);
  }
  return shown;
}
