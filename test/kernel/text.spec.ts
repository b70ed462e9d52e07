import fc from 'fast-check';
import { HeadTail, capped, plain } from '../../src/kernel/text';

describe('text that comes in pieces', () => {
  it('is kept whole while it is short, however it is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'bc', '\n', 'd\ne', '\n\n')),
        pieces => {
          const text = new HeadTail(500, 500);
          pieces.forEach(piece => text.add(piece));
          expect(text.toString()).toBe(pieces.join(''));
        }
      )
    );
  });

  it('keeps its head and its tail, and says how much is missing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\n') }), {
          minLength: 20,
          size: 'medium'
        }),
        pieces => {
          const whole = pieces.join('');
          fc.pre(whole.length > 30);
          const text = new HeadTail(10, 20);
          pieces.forEach(piece => text.add(piece));
          expect(text.toString()).toBe(
            `${whole.slice(0, 10)}\n[... ${whole.length - 30} characters left out ...]\n${whole.slice(-20)}`
          );
        }
      )
    );
  });

  it('is as on a terminal where carriage returns overwrite', () => {
    const text = new HeadTail(100, 100);
    for (const piece of ['a\r', 'b', '\rc', 'd\r\n', 'e\rf\r', '\ng']) {
      text.add(piece);
    }
    expect(text.toString()).toBe('cd\nf\ng');
  });

  it('leaves no half of a character', () => {
    expect(capped('🌳'.repeat(50), 5, 5)).toBe(
      '🌳🌳\n[... 90 characters left out ...]\n🌳🌳'
    );
  });
});

it('plain text has no codes for colours or links', () => {
  expect(
    plain(
      '\u001b[1;31mred\u001b[0m \u001b]8;;http://x\u0007link\u001b]8;;\u0007'
    )
  ).toBe('red link');
});
