import { seal, unseal } from '../../src/run/folder/seal';
import type { Dice } from '../support/random';

/**
 * What can become of a journal. `damage` is what disks, crashes and copies do;
 * `forgery` keeps every line whole, with its sum, and tells nonsense.
 */

/** Journal text, segment by segment. */
export type Segments = Buffer[];

type Mutation = (segments: Segments, dice: Dice) => void;

/** Change the lines of one segment. */
function inLines(
  change: (lines: string[], dice: Dice) => string[] | void
): Mutation {
  return (segments, dice) => {
    const at = dice.below(segments.length);
    const lines = segments[at].toString('utf8').split('\n');
    const rest = lines.pop() ?? '';
    const changed = change(lines, dice) ?? lines;
    segments[at] = Buffer.from([...changed, rest].join('\n'));
  };
}

/** Change the bytes of one segment. */
function inBytes(change: (bytes: Buffer, dice: Dice) => Buffer): Mutation {
  return (segments, dice) => {
    const at = dice.below(segments.length);
    if (segments[at].length > 0) {
      segments[at] = change(segments[at], dice);
    }
  };
}

export const damage: Record<string, Mutation> = {
  'a bit flipped': inBytes((bytes, dice) => {
    bytes[dice.below(bytes.length)] ^= 1 << dice.below(8);
    return bytes;
  }),
  'bytes overwritten': inBytes((bytes, dice) => {
    const start = dice.below(bytes.length);
    for (let i = start; i < start + 1 + dice.below(40); i++) {
      bytes[i] = dice.chance(0.5) ? 0 : dice.below(256);
    }
    return bytes;
  }),
  'a digit changed': inBytes((bytes, dice) => {
    const digits = [...bytes.keys()].filter(
      i => bytes[i] >= 0x30 && bytes[i] <= 0x39
    );
    bytes[dice.pick(digits)] = 0x30 + dice.below(10);
    return bytes;
  }),
  'cut off': inBytes((bytes, dice) =>
    bytes.subarray(0, dice.below(bytes.length))
  ),
  'the head lost': inBytes((bytes, dice) =>
    bytes.subarray(dice.below(bytes.length))
  ),
  'a piece lost': inBytes((bytes, dice) => {
    const start = dice.below(bytes.length);
    const end = start + dice.below(500);
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
  }),
  'a piece twice': inBytes((bytes, dice) => {
    const start = dice.below(bytes.length);
    const end = start + dice.below(500);
    return Buffer.concat([bytes.subarray(0, end), bytes.subarray(start)]);
  }),
  'noise put in': inBytes((bytes, dice) => {
    const noise = Array.from({ length: 1 + dice.below(50) }, () =>
      dice.below(256)
    );
    const at = dice.below(bytes.length);
    return Buffer.concat([
      bytes.subarray(0, at),
      Buffer.from(noise),
      bytes.subarray(at)
    ]);
  }),
  'lines merged': inBytes((bytes, dice) => {
    const ends = [...bytes.keys()].filter(i => bytes[i] === 10);
    const at = ends.length > 0 ? dice.pick(ends) : 0;
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
  }),
  'other newlines': inBytes(bytes =>
    Buffer.from(bytes.toString('utf8').replaceAll('\n', '\r\n'))
  ),
  'a segment emptied': inBytes(() => Buffer.alloc(0)),
  'lines lost': inLines((lines, dice) => lines.filter(() => !dice.chance(0.2))),
  'a line twice': inLines((lines, dice) => {
    const line = dice.pick(lines) ?? '';
    lines.splice(dice.below(lines.length + 1), 0, line);
  }),
  'lines swapped': inLines((lines, dice) => {
    const [a, b] = [dice.below(lines.length), dice.below(lines.length)];
    [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
  }),
  'segments swapped': (segments, dice) => {
    const [a, b] = [dice.below(segments.length), dice.below(segments.length)];
    [segments[a], segments[b]] = [segments[b], segments[a]];
  }
};

/** What no field was meant to hold. */
const odd: unknown[] = [
  null,
  true,
  '',
  'x',
  0,
  -1,
  0.5,
  1e308,
  -1e308,
  5e-324,
  2 ** 53 + 2,
  [],
  [[[[]]]],
  {},
  '__proto__',
  'constructor',
  '0x10',
  '1e3',
  '99999999999999999999',
  '../../../etc/passwd',
  'a'.repeat(10_000),
  '\u0000',
  '\ud800',
  JSON.parse('{"__proto__":{"polluted":true}}')
];

/** Change one value somewhere in a line, and give the line its sum. */
function forged(change: (value: unknown, dice: Dice) => unknown): Mutation {
  return inLines((lines, dice) => {
    const at = dice.below(lines.length);
    let entry: unknown;
    try {
      entry = unseal(lines[at]);
    } catch {
      return;
    }
    lines[at] = seal(somewhere(entry, change, dice) as object);
  });
}

function somewhere(
  value: unknown,
  change: (value: unknown, dice: Dice) => unknown,
  dice: Dice
): unknown {
  if (typeof value !== 'object' || value === null || dice.chance(0.1)) {
    return change(value, dice);
  }
  const keys = Object.keys(value);
  if (keys.length === 0) {
    return value;
  }
  const key = dice.pick(keys);
  const inside = (value as Record<string, unknown>)[key];
  return { ...value, [key]: somewhere(inside, change, dice) };
}

export const forgery: Record<string, Mutation> = {
  'an odd value': forged((_, dice) => dice.pick(odd)),
  'a key more': forged((value, dice) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return value;
    }
    const key = dice.pick(['__proto__', 'constructor', 'toString', 'x']);
    // As JSON.parse makes it: an own key, whatever it is called.
    return Object.defineProperty({ ...value }, key, {
      value: { polluted: true },
      enumerable: true
    });
  }),
  'another id': forged((value, dice) =>
    typeof value === 'string' && /^\d{4}$/.test(value)
      ? String(dice.below(12)).padStart(4, '0')
      : value
  ),
  'another number': forged((value, dice) =>
    typeof value === 'number' ? dice.pick([0, 1, 2, 3, 1e15, 1e308]) : value
  ),
  'a huge number': inLines((lines, dice) => {
    const at = dice.below(lines.length);
    // As no JSON.stringify writes it; without a sum, as by hand.
    lines[at] = (lines[at] ?? '')
      .replace(/,"sum":"\w+"/, '')
      .replace(
        /:\d+(\.\d+)?/,
        dice.pick([':1e999', ':-1e999', `:${'9'.repeat(400)}`, ':1E+2', ':01'])
      );
  }),
  'deep nesting': inLines((lines, dice) => {
    lines.splice(dice.below(lines.length + 1), 0, '[{"a":'.repeat(20_000));
  })
};
