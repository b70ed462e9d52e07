import type { Tree } from '@lezer/common';
import { BUILTINS } from './builtins';

/** The names that a piece of code deals with at its outermost level. */
export interface INames {
  /** Imported, assigned or defined in it. */
  bound: Set<string>;
  /** Used before it binds them, if it does at all: they come from elsewhere. */
  free: Set<string>;
}

/** Where names live: the code itself, a function, a class, a comprehension. */
interface IScope {
  kind: 'module' | 'function' | 'class' | 'comprehension';
  /** Where each name is bound first. */
  bound: Map<string, number>;
  /** Names that are used, and where first; `Infinity` where that comes later. */
  used: Map<string, number>;
  /** Names that belong to the outermost level by a `global` statement. */
  global: Set<string>;
}

/** A node on the way from the root. */
interface IFrame {
  name: string;
  from: number;
  to: number;
  /** The tokens among its children so far, the last one first. */
  last: string;
  /** Names that are targets if an operator follows, else uses. */
  pending: { name: string; at: number }[];
  /** The frame whose targets the names in here are; `null` for uses. */
  target: IFrame | null;
  /** Whether `for` came and `in` did not yet. */
  inFor: boolean;
}

const BRACKETS = /^(Tuple|Array|Parenthesized|Set)Expression$/;
const FUNCTION = /^(FunctionDefinition|LambdaExpression)$/;

/**
 * Read the names of a piece of code. What a function or a comprehension keeps to
 * itself is none of them; what a function uses is looked for when it is called,
 * so it may be bound further down. One walk, whatever the nesting.
 */
export function namesOf(code: string, tree: Tree): INames {
  const scopes: IScope[] = [scope('module')];
  const frames: IFrame[] = [];
  let isStarred = false;

  const note = (name: string, at: number): void => {
    const { used } = scopes.at(-1)!;
    used.set(name, Math.min(at, used.get(name) ?? Infinity));
  };
  const bind = (name: string, at: number, where = scopes.at(-1)!): void => {
    const home = where.global.has(name) ? scopes[0] : where;
    home.bound.set(name, Math.min(at, home.bound.get(name) ?? Infinity));
  };

  const nameNode = (name: string, from: number): void => {
    const parent = frames.at(-1)!;
    const { last } = parent;
    switch (parent.name) {
      case 'FunctionDefinition':
      case 'ClassDefinition':
        // Its own name belongs to where it stands.
        return last === 'def' || last === 'class'
          ? bind(name, from, scopes.at(-2))
          : note(name, from);
      case 'ImportStatement':
        return last === '.' || last === 'from' ? undefined : bind(name, from);
      case 'ParamList':
        return last === 'AssignOp' ? note(name, from) : bind(name, from);
      case 'ScopeStatement':
        if (last !== 'nonlocal') {
          scopes.at(-1)!.global.add(name);
        }
        return;
      case 'CapturePattern':
      case 'StarPattern':
      case 'TypeParam':
        return bind(name, from);
    }
    if (last === 'as') {
      return bind(name, from);
    }
    if (parent.target !== null) {
      // `for` binds at once; an assignment does where its operator follows.
      if (parent.target.inFor) {
        bind(name, parent.target.from);
      } else {
        parent.target.pending.push({ name, at: from });
      }
      return;
    }
    note(name, from);
  };

  tree.iterate({
    enter: ({ name, from, to }) => {
      const parent = frames.at(-1);
      if (name === 'AssignOp' && parent) {
        // In a call, `name=value` names a parameter.
        const isKeyword = parent.name === 'ArgList' && code[from] !== ':';
        for (const each of isKeyword ? [] : parent.pending) {
          // The right-hand side comes first: `x = x + 1` uses an x from elsewhere.
          bind(each.name, parent.name === 'ArgList' ? from : parent.to);
        }
        parent.pending = [];
      }
      if (name === 'in' && parent) {
        parent.inFor = false;
      }
      if (name === 'for' && parent) {
        parent.inFor = true;
      }
      if (parent && /^[,:]$/.test(name)) {
        settle(parent, note, name);
      }
      if (name === '*' && parent?.name === 'ImportStatement') {
        isStarred = true;
      }
      if (name === 'VariableName') {
        nameNode(code.slice(from, to), from);
      }
      if (FUNCTION.test(name)) {
        scopes.push(scope('function'));
      } else if (name === 'ClassDefinition') {
        scopes.push(scope('class'));
      } else if (name.endsWith('ComprehensionExpression')) {
        scopes.push(scope('comprehension'));
      }
      const frame: IFrame = {
        name,
        from,
        to,
        last: '',
        pending: [],
        target: null,
        inFor: false
      };
      frame.target = BRACKETS.test(name)
        ? (parent?.target ?? null)
        : /^(AssignStatement|NamedExpression|ForStatement|ArgList)$/.test(
              name
            ) || name.endsWith('ComprehensionExpression')
          ? frame
          : null;
      if (parent) {
        parent.last = name;
      }
      frames.push(frame);
    },
    leave: ({ name }) => {
      const frame = frames.pop()!;
      settle(frame, note, '');
      if (
        FUNCTION.test(name) ||
        name === 'ClassDefinition' ||
        name.endsWith('ComprehensionExpression')
      ) {
        const inner = scopes.pop()!;
        for (const [used, at] of inner.used) {
          if (!inner.bound.has(used)) {
            note(used, inner.kind === 'function' ? Infinity : at);
          }
        }
      }
    }
  });

  const { bound, used } = scopes[0];
  const free = [...used]
    .filter(
      ([name, at]) =>
        !isStarred &&
        !BUILTINS.has(name) &&
        (!bound.has(name) || at < bound.get(name)!)
    )
    .map(([name]) => name);
  return { bound: new Set(bound.keys()), free: new Set(free) };
}

function scope(kind: IScope['kind']): IScope {
  return { kind, bound: new Map(), used: new Map(), global: new Set() };
}

/** Names that no operator followed are uses. */
function settle(
  frame: IFrame,
  note: (name: string, at: number) => void,
  before: string
): void {
  // `a, b = …` has its operator after the comma, `x: int = …` after the colon.
  if (frame.name === 'AssignStatement' && before !== '') {
    return;
  }
  frame.pending.forEach(({ name, at }) => note(name, at));
  frame.pending = [];
}
