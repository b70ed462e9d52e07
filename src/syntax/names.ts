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
/** What assigns: its names are targets where an operator follows. */
const ASSIGNS =
  /^(AssignStatement|NamedExpression|ForStatement|ArgList)$|ComprehensionExpression$/;

/**
 * Read the names of a piece of code. What a function or a comprehension keeps to
 * itself is none of them; what a function uses is looked for when it is called,
 * so it may be bound further down. One walk, whatever the nesting.
 */
export function namesOf(code: string, tree: Tree): INames {
  const reader = new NameReader(code);
  tree.iterate({
    enter: node => reader.enter(node),
    leave: () => reader.leave()
  });
  return reader.names;
}

/** What a walk through a piece of code has met so far. */
class NameReader {
  constructor(private readonly _code: string) {}

  /** Those of the outermost level. */
  get names(): INames {
    const [{ bound, used }] = this._scopes;
    const free = [...used]
      .filter(
        ([name, at]) =>
          !this._isStarred &&
          !BUILTINS.has(name) &&
          (!bound.has(name) || at < bound.get(name)!)
      )
      .map(([name]) => name);
    return { bound: new Set(bound.keys()), free: new Set(free) };
  }

  enter({ name, from, to }: { name: string; from: number; to: number }): void {
    const parent = this._frames.at(-1);
    if (parent) {
      this._token(name, from, parent);
    }
    if (name === 'VariableName') {
      this._name(this._code.slice(from, to), from);
    }
    const kind = scopeOf(name);
    if (kind !== null) {
      this._scopes.push(scope(kind));
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
      : ASSIGNS.test(name)
        ? frame
        : null;
    if (parent) {
      parent.last = name;
    }
    this._frames.push(frame);
  }

  leave(): void {
    const frame = this._frames.pop()!;
    this._settle(frame);
    if (scopeOf(frame.name) !== null) {
      const inner = this._scopes.pop()!;
      for (const [used, at] of inner.used) {
        if (!inner.bound.has(used)) {
          this._use(used, inner.kind === 'function' ? Infinity : at);
        }
      }
    }
  }

  /** What an operator or a keyword says of the names around it. */
  private _token(name: string, from: number, parent: IFrame): void {
    switch (name) {
      case 'AssignOp': {
        // In a call, `name=value` names a parameter.
        const isCall = parent.name === 'ArgList';
        const isKeyword = isCall && this._code[from] !== ':';
        for (const each of isKeyword ? [] : parent.pending) {
          // The right-hand side comes first: `x = x + 1` uses an x from elsewhere.
          this._bind(each.name, isCall ? from : parent.to);
        }
        parent.pending = [];
        break;
      }
      case 'in':
        parent.inFor = false;
        break;
      case 'for':
        parent.inFor = true;
        break;
      case ',':
      case ':':
        // `a, b = …` has its operator after the comma, `x: int = …` after the colon.
        if (parent.name !== 'AssignStatement') {
          this._settle(parent);
        }
        break;
      case '*':
        this._isStarred ||= parent.name === 'ImportStatement';
        break;
    }
  }

  private _name(name: string, from: number): void {
    const parent = this._frames.at(-1)!;
    const { last } = parent;
    switch (parent.name) {
      case 'FunctionDefinition':
      case 'ClassDefinition':
        // Its own name belongs to where it stands.
        return last === 'def' || last === 'class'
          ? this._bind(name, from, this._scopes.at(-2))
          : this._use(name, from);
      case 'ImportStatement':
        return last === '.' || last === 'from'
          ? undefined
          : this._bind(name, from);
      case 'ParamList':
        return last === 'AssignOp'
          ? this._use(name, from)
          : this._bind(name, from);
      case 'ScopeStatement':
        if (last !== 'nonlocal') {
          this._scopes.at(-1)!.global.add(name);
        }
        return;
      case 'CapturePattern':
      case 'StarPattern':
      case 'TypeParam':
        return this._bind(name, from);
    }
    if (last === 'as') {
      this._bind(name, from);
    } else if (parent.target?.inFor) {
      // `for` binds at once; an assignment does where its operator follows.
      this._bind(name, parent.target.from);
    } else if (parent.target) {
      parent.target.pending.push({ name, at: from });
    } else {
      this._use(name, from);
    }
  }

  /** Names that no operator followed are uses. */
  private _settle(frame: IFrame): void {
    frame.pending.forEach(({ name, at }) => this._use(name, at));
    frame.pending = [];
  }

  private _use(name: string, at: number): void {
    const { used } = this._scopes.at(-1)!;
    used.set(name, Math.min(at, used.get(name) ?? Infinity));
  }

  private _bind(name: string, at: number, where = this._scopes.at(-1)!): void {
    const { bound } = where.global.has(name) ? this._scopes[0] : where;
    bound.set(name, Math.min(at, bound.get(name) ?? Infinity));
  }

  private readonly _scopes: IScope[] = [scope('module')];
  private readonly _frames: IFrame[] = [];
  /** Whether everything was imported from somewhere. */
  private _isStarred = false;
}

/** The scope that a node opens, if it does. */
function scopeOf(name: string): IScope['kind'] | null {
  return name === 'FunctionDefinition' || name === 'LambdaExpression'
    ? 'function'
    : name === 'ClassDefinition'
      ? 'class'
      : name.endsWith('ComprehensionExpression')
        ? 'comprehension'
        : null;
}

function scope(kind: IScope['kind']): IScope {
  return { kind, bound: new Map(), used: new Map(), global: new Set() };
}
