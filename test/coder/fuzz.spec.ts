import OpenAI from 'openai';
import { ExternalError } from '../../src/base/externalError';
import { Evaluation } from '../../src/task/evaluation';
import { Usage } from '../../src/task/usage';
import { OpenAICoder } from '../../src/coder/openai';
import { parseReply } from '../../src/coder/reply';
import { readReview } from '../../src/coder/review';
import { evaluate, merge } from '../../src/search/objective';
import { Execution } from '../../src/task/execution';
import { UnusableReply, Writing } from '../../src/task/writing';
import { Dice, tried } from '../support/random';
import {
  goodReply,
  malformedAnswer,
  malformedReply,
  malformedReview
} from './replies';
import { reviewRequest, writeRequest } from './requests';

// Ten thousand in all.
const texts = tried(5000);
const reviews = tried(3000);
const answers = tried(2000);

// A busy machine takes its time.
jest.setTimeout(600_000);

/** Seconds; whoever takes longer for a reply hangs. */
const patience = 15;

/** Try one after another, and name the one that fails. */
async function each(
  count: number,
  check: (dice: Dice) => Promise<void> | void
): Promise<void> {
  for (let seed = 0; seed < count; seed++) {
    const start = performance.now();
    try {
      await check(new Dice(seed));
    } catch (error) {
      throw new Error(`Seed ${seed}`, { cause: error });
    }
    const seconds = (performance.now() - start) / 1000;
    if (seconds > patience) {
      throw new Error(`Seed ${seed} took ${seconds} s`);
    }
  }
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
}

/** What stands in the journal afterwards is what was written there. */
function isKept<T>(
  schema: { parse(value: unknown): T },
  value: T
): asserts value {
  const kept = schema.parse(JSON.parse(JSON.stringify(value)));
  expect(JSON.stringify(kept)).toBe(JSON.stringify(value));
}

it(`makes a script or a sentence of ${texts} malformed replies`, async () => {
  let usable = 0;
  await each(texts, dice => {
    const reply = parseReply(malformedReply(dice), {
      cutOff: dice.chance(0.2)
    });
    if ('unusable' in reply) {
      expect(reply.unusable).toMatch(/^[A-Z][^]{5,300}\.$/);
      return;
    }
    usable += 1;
    expect(reply.code.trim()).not.toBe('');
    expect(reply.code.length).toBeLessThanOrEqual(100_002);
    expect(reply.title.trim()).not.toBe('');
    expect(reply.title.length).toBeLessThanOrEqual(61);
    expect(reply.title).not.toContain('\n');
    expect(reply.plan.length).toBeLessThanOrEqual(5000);
    const usage = { calls: 1, tokensIn: 0, tokensOut: 0, tokensCached: 0 };
    isKept(Writing, { ...reply, usage });
  });
  // Neither all nor none, or nothing is tried.
  expect(usable / texts).toBeGreaterThan(0.1);
  expect(usable / texts).toBeLessThan(0.95);
});

const execution: Execution = Execution.parse({
  status: 'ok',
  seconds: 1,
  reason: '',
  error: null,
  metric: { variable: '0.5', printed: '0.5' },
  output: '',
  cells: []
});

it(`gets no other score out of ${reviews} malformed reviews`, async () => {
  let usable = 0;
  await each(reviews, dice => {
    const review = readReview(malformedReview(dice));
    if (review === null) {
      return;
    }
    usable += 1;
    const usage = { calls: 1, tokensIn: 0, tokensOut: 0, tokensCached: 0 };
    const facts = evaluate(execution);
    const merged = merge(facts, { ...review, usage }, 'minimize');
    expect(merged.score).toBe(0.5);
    isKept(Evaluation, merged);
    const failed = evaluate({ ...execution, status: 'error', reason: 'No.' });
    expect(merge(failed, { ...review, usage }, 'minimize')).toMatchObject({
      score: null,
      bug: true
    });
  });
  expect(usable / reviews).toBeGreaterThan(0.1);
  expect(usable / reviews).toBeLessThan(0.95);
});

it(`ends with a result or a sentence after ${answers} malformed answers`, async () => {
  const ends = { result: 0, unusable: 0, fault: 0 };
  await each(answers, async dice => {
    const isReview = dice.chance(0.4);
    const coder = new OpenAICoder({
      client: new OpenAI({
        baseURL: 'http://localhost/v1',
        apiKey: 'none',
        logLevel: 'off',
        dangerouslyAllowBrowser: true,
        fetch: async () => {
          const { body, type, status } = malformedAnswer(isReview, dice);
          const headers = { 'content-type': type };
          return new Response(Buffer.from(body), { status, headers });
        }
      }),
      model: 'any',
      temperature: null,
      promptTokens: 1000,
      tries: 2,
      silence: patience,
      sleep: async () => undefined
    });
    const options = { signal: new AbortController().signal };
    try {
      const { usage } = isReview
        ? await coder.review(reviewRequest, options)
        : await coder.write(writeRequest, options);
      isKept(Usage, usage);
      ends.result += 1;
    } catch (error) {
      if (error instanceof UnusableReply) {
        isKept(Usage, error.usage);
        ends.unusable += 1;
      } else if (error instanceof ExternalError) {
        expect(error.message).toMatch(/^The model endpoint .*\.$/s);
        ends.fault += 1;
      } else {
        throw error;
      }
    }
  });
  for (const often of Object.values(ends)) {
    expect(often).toBeGreaterThan(answers / 50);
  }
});

it.each([
  ['a script that repeats itself', 'p' + '**Plan**:'.repeat(10_000)],
  ['brackets that never close', '[a:'.repeat(30_000)]
])('gives up on %s', (_, code) => {
  for (const language of ['python', '']) {
    const start = performance.now();
    expect(parseReply(`\`\`\`${language}\n${code}\n\`\`\``)).toEqual({
      unusable: expect.stringMatching(/^The (code is too tangled|reply had no)/)
    });
    expect((performance.now() - start) / 1000).toBeLessThan(3 * patience);
  }
});

it.each([
  ['fences', '```'],
  ['opened blocks', '```python\n'],
  ['blank lines', '\n'],
  ['spaces', ' '],
  ['quotes', '"""'],
  ['brackets', '('],
  ['stars', '*'],
  ['titles', '# Title: '],
  ['thoughts', '<think>'],
  ['assignments', 'x = 1\n'],
  ['nested lambdas', 'lambda: '],
  ['one long word', 'a'],
  ['blocks', '```python\nx = y\n```\n']
])('does not hang at a megabyte of %s', async (_, piece) => {
  const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
  const start = performance.now();
  for (const reply of [text, goodReply + text, text + goodReply]) {
    parseReply(reply);
    readReview(reply);
  }
  expect((performance.now() - start) / 1000).toBeLessThan(3 * patience);
});
