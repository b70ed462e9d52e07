import fc from 'fast-check';
import { seal, unseal } from '../../src/run/folder/seal';

const entry = {
  time: '2025-01-01',
  event: { type: 'run', id: '0001' },
  ü: '→'
};

it('gives back what was sealed, the same sum everywhere', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue(), {
        minKeys: 1
      }),
      value => {
        const plain = JSON.parse(JSON.stringify(value)) as object;
        fc.pre(!('sum' in plain));
        expect(unseal(seal(plain))).toEqual(plain);
      }
    )
  );
  expect(seal({ a: 1 })).toBe('{"a":1,"sum":"8b9e4511"}');
});

it('reads a line without a sum, and one with another newline', () => {
  expect(unseal(JSON.stringify(entry))).toEqual(entry);
  expect(unseal(`${seal(entry)}\r`)).toEqual(entry);
});

it('refuses a line with any one character changed', () => {
  const line = seal(entry);
  for (let at = 0; at < line.length; at++) {
    for (const other of ['0', 'x', '"', ' ']) {
      const changed = line.slice(0, at) + other + line.slice(at + 1);
      if (changed === line) {
        continue;
      }
      let read: unknown = null;
      try {
        read = unseal(changed);
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError);
      }
      // Only damage to the sum's own name goes by, and changes nothing.
      expect([null, entry]).toContainEqual(
        read &&
          JSON.parse(
            JSON.stringify(read, Object.keys({ ...entry, type: 1, id: 1 }))
          )
      );
    }
  }
});
