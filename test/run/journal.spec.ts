import fc from 'fast-check';
import { ExternalError } from '../../src/base/externalError';
import { foldEvents } from '../../src/run/folder/fold';
import { Journal } from '../../src/run/folder/journal';
import { readJournal } from '../../src/run/folder/readJournal';
import { seal } from '../../src/run/folder/seal';
import type { TreeEvent } from '../../src/solution/events';
import { MemoryContents } from './contents';
import { anyEvent, grown, solved } from './events';

const folder = 'journal';
const entry = (event: TreeEvent, elapsed = 1) => ({
  time: '2025-01-01T00:00:00.000Z',
  elapsed,
  event
});

function storage(): MemoryContents {
  const contents = new MemoryContents();
  contents.put(folder, '', 'directory');
  return contents;
}

async function written(events: TreeEvent[]): Promise<MemoryContents> {
  const contents = storage();
  const journal = new Journal(contents.manager, folder);
  await Promise.all(events.map(event => journal.append(entry(event))));
  return contents;
}

async function events(contents: MemoryContents): Promise<TreeEvent[]> {
  const { entries } = await readJournal(contents.manager, folder);
  return entries.map(({ event }) => event);
}

const segments = (contents: MemoryContents) =>
  contents.paths.filter(path => path.endsWith('.jsonl'));

it('reads back whatever was written, over any number of sessions', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(anyEvent, { maxLength: 8 }), { maxLength: 4 }),
      async sessions => {
        const contents = storage();
        for (const session of sessions) {
          const { tail } = await readJournal(contents.manager, folder);
          const journal = new Journal(contents.manager, folder, tail);
          for (const event of session) {
            await journal.append(entry(event));
          }
        }
        const read = await readJournal(contents.manager, folder);
        expect(read.entries.map(({ event }) => event)).toEqual(sessions.flat());
        expect(read.notes).toEqual([]);
      }
    ),
    { numRuns: 100 }
  );
});

it('keeps what came before a cut at any byte, and says that a line is gone', async () => {
  const all = grown(3);
  const whole = (await written(all)).bytes(`${folder}/0001.jsonl`);
  const ends = new Set([0]);
  whole.forEach((byte, i) => byte === 10 && ends.add(i + 1));
  for (let cut = 0; cut <= whole.length; cut++) {
    const contents = storage();
    contents.put(`${folder}/0001.jsonl`, whole.subarray(0, cut));
    const read = await readJournal(contents.manager, folder);
    const kept = read.entries.map(({ event }) => event);
    expect(kept).toEqual(all.slice(0, kept.length));
    expect(kept).toHaveLength([...ends].filter(end => end <= cut).length - 1);
    // Without a copy, a cut between two lines cannot be seen.
    expect(read.notes).toHaveLength(ends.has(cut) && cut > 0 ? 0 : 1);
  }
});

it('isolates damage at any byte: the other solutions stay', async () => {
  const count = 6;
  const whole = (await written(grown(count))).bytes(`${folder}/0001.jsonl`);
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: whole.length - 1 }),
      fc.nat({ max: 255 }),
      async (at, value) => {
        const contents = storage();
        const bytes = Buffer.from(whole);
        bytes[at] = value;
        contents.put(`${folder}/0001.jsonl`, bytes);
        const { tree } = foldEvents(await events(contents), 'minimize');
        // One line is hit, or two become one: at most two solutions suffer.
        const whole_ = [...tree.solutions].filter(
          s =>
            s.writing && s.execution && s.evaluation && s.state !== 'cancelled'
        );
        expect(whole_.length).toBeGreaterThanOrEqual(count - 2);
        expect(tree.size).toBeGreaterThanOrEqual(count - 1);
      }
    ),
    { numRuns: 2000 }
  );
});

it('loses nothing that was kept where a save is cut off at any byte', async () => {
  const all = grown(2);
  for (const [count, next] of all.entries()) {
    const kept = all.slice(0, count);
    const contents = storage();
    const journal = new Journal(contents.manager, folder);
    for (const event of kept) {
      await journal.append(entry(event));
    }
    await journal.append(entry(next));
    const text = contents.text(`${folder}/0001.jsonl`);
    const copied = () => contents.text(`${folder}/last.copy`);
    // Nothing is saved before the copy of what was saved before.
    while (!copied().endsWith(text)) {
      await new Promise(resolve => setImmediate(resolve));
    }
    const copy = copied();
    for (let cut = 0; cut < text.length; cut += 7) {
      const torn = storage();
      torn.put(`${folder}/0001.jsonl`, text.slice(0, cut));
      torn.put(`${folder}/last.copy`, copy);
      const read = await readJournal(torn.manager, folder);
      expect(read.entries.map(({ event }) => event)).toEqual([...kept, next]);
      // The next driver goes on there, and heals it.
      const later = new Journal(torn.manager, folder, read.tail);
      await later.append(entry(solved(9, null, 1)[0]));
      expect((await readJournal(torn.manager, folder)).notes).toEqual([]);
    }
  }
});

/** The lines with an end in a journal's segments, and in copies that say whose they are. */
const linesOf = (contents: MemoryContents) =>
  contents.paths.flatMap(path => {
    // Whoever mends newlines loses nothing.
    const text = contents.text(path).replaceAll('\r\n', '\n');
    const lines = text.split('\n').slice(0, -1);
    return path.endsWith('.jsonl')
      ? lines
      : lines[0] === '{"segment":1}'
        ? lines.slice(1)
        : [];
  });

/** What becomes of a file of which a machine, a disk or another program gets hold. */
const anyHarm: fc.Arbitrary<(text: string) => string | null> = fc.oneof(
  fc.constant(() => null),
  fc.constant(() => ''),
  fc.constant((text: string) => text.replaceAll('\n', '\r\n')),
  fc.constant((text: string) => `${text}<<<<<<< HEAD`),
  fc.constant((text: string) => `<<<<<<< HEAD\n${text}`),
  fc.double({ min: 0, max: 1, noNaN: true }).map(at => (text: string) => {
    return text.slice(0, at * text.length);
  }),
  fc.double({ min: 0, max: 1, noNaN: true }).map(at => (text: string) => {
    const end = Math.floor(at * text.length);
    return text.slice(0, end) + '\0'.repeat(text.length - end);
  }),
  fc.double({ min: 0, max: 1, noNaN: true }).map(at => (text: string) => {
    const lines = text.split('\n');
    lines.splice(at * lines.length, 1);
    return lines.join('\n');
  }),
  fc
    .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.string())
    .map(([at, noise]) => (text: string) => {
      const middle = Math.floor(at * text.length);
      return text.slice(0, middle) + noise + text.slice(middle + 3);
    })
);

it('overwrites nothing that was done to a journal, and says so, whatever it was', async () => {
  const other = entry(solved(9, null, 1)[0]);
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.nat({ max: 3 }),
      fc.option(anyHarm, { nil: null }),
      fc.option(anyHarm, { nil: null }),
      async (count, behind, harmSegment, harmCopy) => {
        const contents = await written(grown(2).slice(0, count));
        const segment = `${folder}/0001.jsonl`;
        const copy = `${folder}/last.copy`;
        const text = contents.text(segment);
        const lines = text.split('\n').slice(0, -1);
        // As after a save, or before the copy caught up with it.
        const kept = lines.slice(0, Math.max(1, count - behind)).join('\n');
        contents.put(copy, `{"segment":1}\n${kept}\n`);
        for (const [path, harm] of [
          [segment, harmSegment],
          [copy, harmCopy]
        ] as const) {
          const harmed = harm ? harm(contents.text(path)) : undefined;
          if (harmed === null) {
            contents.remove(path);
          } else if (harmed !== undefined) {
            contents.put(path, harmed);
          }
        }
        const had = linesOf(contents);
        const before = contents.paths.map(path => contents.bytes(path));
        const read = await readJournal(contents.manager, folder);
        // With its copy gone as well, lines that were taken out cannot be missed.
        if (read.entries.length < lines.length && harmCopy === null) {
          expect(read.notes).not.toEqual([]);
        }
        const journal = new Journal(contents.manager, folder, read.tail);
        if (read.tail.problem) {
          await expect(journal.append(other)).rejects.toThrow(/backup/);
          expect(contents.paths.map(path => contents.bytes(path))).toEqual(
            before
          );
        } else {
          await journal.append(other);
          expect(linesOf(contents)).toEqual(expect.arrayContaining(had));
          const after = await readJournal(contents.manager, folder);
          expect(after.entries).toEqual([...read.entries, other]);
        }
      }
    ),
    { numRuns: 300 }
  );
});

it.each(['', '\0\0\0', 'not a journal'])(
  'does not begin again where the journal and its copy hold nothing (%j)',
  async nothing => {
    const contents = await written(grown(200));
    const last = segments(contents).at(-1)!;
    contents.put(last, nothing);
    contents.put(`${folder}/last.copy`, nothing);
    const { notes, tail } = await readJournal(contents.manager, folder);
    expect(notes).toEqual([
      'journal/0004.jsonl and its copy hold nothing that can be read; what they held is left out.'
    ]);
    const journal = new Journal(contents.manager, folder, tail);
    const event = entry(solved(201, null, 1)[0]);
    await expect(journal.append(event)).rejects.toThrow(
      /Put 0004.jsonl back from a backup; or delete it/
    );
    // As that sentence says.
    contents.remove(last);
    const later = await readJournal(contents.manager, folder);
    await new Journal(contents.manager, folder, later.tail).append(event);
    expect((await events(contents)).at(-1)).toEqual(event.event);
  }
);

it('keeps beside it what another program wrote to the journal', async () => {
  const contents = await written(grown(2));
  const path = `${folder}/0001.jsonl`;
  contents.put(`${folder}/last.copy`, `{"segment":1}\n${contents.text(path)}`);
  contents.put(path, 'Dear diary,\n');
  const { entries, notes, tail } = await readJournal(contents.manager, folder);
  expect(entries.map(({ event }) => event)).toEqual(grown(2));
  expect(notes).toEqual([
    'journal/0001.jsonl is not what was saved there: it is damaged, or another program wrote to it. What was saved counts; what is there now is kept beside it.'
  ]);
  const journal = new Journal(contents.manager, folder, tail);
  await journal.append(entry(solved(3, null, 1)[0]));
  expect(contents.text(`${folder}/0001-Copy1.jsonl`)).toBe('Dear diary,\n');
  expect(await events(contents)).toHaveLength(grown(2).length + 1);
});

it('takes what a newer version wrote for that, and adds nothing to it', async () => {
  const contents = await written(grown(2));
  const path = `${folder}/0001.jsonl`;
  const copy = `${folder}/last.copy`;
  const kept = contents.text(path);
  const line = seal({ ...entry(grown(1)[0]), event: { type: 'dream', of: 1 } });
  contents.put(copy, `{"segment":1}\n${kept}`);
  contents.put(path, `${kept}${line}\n`);
  const { entries, notes, tail } = await readJournal(contents.manager, folder);
  expect(entries.map(({ event }) => event)).toEqual(grown(2));
  expect(notes.join()).toMatch(/^A newer version of jupyterlab-aide wrote to/);
  const journal = new Journal(contents.manager, folder, tail);
  const refused = journal.append(entry(solved(3, null, 1)[0]));
  await expect(refused).rejects.toThrow(/Update jupyterlab-aide to go on/);
  await expect(refused).rejects.toBeInstanceOf(ExternalError);
  expect(contents.text(path)).toBe(`${kept}${line}\n`);
  expect(contents.text(copy)).toBe(`{"segment":1}\n${kept}`);
});

it('saves its copy before the segment, of what was kept last', async () => {
  const contents = storage();
  const journal = new Journal(contents.manager, folder);
  const [first, second, third] = grown(1);
  await journal.append(entry(first));
  const kept = contents.text(`${folder}/0001.jsonl`);
  contents.trouble = 'full';
  await expect(journal.append(entry(second))).rejects.toThrow(ExternalError);
  contents.trouble = null;
  const copy = contents.text(`${folder}/last.copy`);
  expect(copy).toBe(`{"segment":1}\n${kept}`);
  await journal.append(entry(third));
  expect(await events(contents)).toEqual([first, third]);
});

it('says which line is damaged and which segment missing, and leaves it as it is', async () => {
  const contents = await written(grown(200));
  const [first, second, third] = segments(contents);
  const damaged = contents.text(first).replace('"select"', '"sel');
  contents.put(first, damaged);
  contents.remove(second);
  contents.put(third, contents.text(third).slice(0, -5));
  const { notes, tail } = await readJournal(contents.manager, folder);
  expect(notes.join('\n')).toBe(
    'journal/0001.jsonl, line 1 is damaged and left out.\n' +
      'journal/0002.jsonl is missing; what it held is left out.\n' +
      'The last line of journal/0003.jsonl was cut off and is left out.'
  );
  const journal = new Journal(contents.manager, folder, tail);
  await journal.append(entry(solved(201, null, 1)[0]));
  expect(contents.text(first)).toBe(damaged);
});

it('keeps the cost of an append from growing with the run', async () => {
  const contents = storage();
  const journal = new Journal(contents.manager, folder);
  for (const event of grown(400)) {
    await journal.append(entry(event));
  }
  const largest = Math.max(...contents.written.map(({ length }) => length));
  // And the copy's first line.
  expect(largest).toBeLessThanOrEqual(64 * 1024 + 20);
  expect(segments(contents).length).toBeGreaterThan(3);
});

it('gives an event that is larger than a segment one of its own', async () => {
  const contents = storage();
  const journal = new Journal(contents.manager, folder);
  const large = solved(1, null, 1, 'x'.repeat(200_000));
  for (const event of large) {
    await journal.append(entry(event));
  }
  expect(await events(contents)).toEqual(large);
  expect(segments(contents)).toHaveLength(3);
});

it('saves together what comes while a save is under way', async () => {
  const contents = storage();
  const journal = new Journal(contents.manager, folder);
  let open: () => void = () => undefined;
  contents.gate = new Promise(resolve => (open = resolve));
  const all = grown(10);
  const saves = all.map(event => journal.append(entry(event)));
  await new Promise(resolve => setTimeout(resolve, 20));
  open();
  await Promise.all(saves);
  const saved = contents.written.filter(({ path }) => /jsonl$/.test(path));
  expect(saved.length).toBeLessThanOrEqual(2);
  expect(await events(contents)).toEqual(all);
});

it.each([
  ['full', /disk is full.*Make room/],
  ['read-only', /read-only.*Choose a folder/],
  ['offline', /server cannot be reached.*Go on once it is back/]
] as const)(
  'tells that a save failed (%s), and goes on after it',
  async (trouble, sentence) => {
    const contents = storage();
    const journal = new Journal(contents.manager, folder);
    const [first, second, third] = grown(1);
    await journal.append(entry(first));
    contents.trouble = trouble;
    const refused = journal.append(entry(second));
    await expect(refused).rejects.toThrow(sentence);
    await expect(refused).rejects.toBeInstanceOf(ExternalError);
    contents.trouble = null;
    await journal.append(entry(third));
    expect(await events(contents)).toEqual([first, third]);
  }
);

it('takes back what was saved although the answer was lost', async () => {
  const contents = storage();
  const journal = new Journal(contents.manager, folder);
  const [first, second, third] = grown(1);
  contents.trouble = 'lost';
  await expect(journal.append(entry(first))).rejects.toThrow(ExternalError);
  expect(await events(contents)).toEqual([first]);
  contents.trouble = null;
  await journal.append(entry(second));
  contents.trouble = 'lost';
  await expect(journal.append(entry(first))).rejects.toThrow(ExternalError);
  contents.trouble = null;
  await journal.append(entry(third));
  expect(await events(contents)).toEqual([second, third]);
});

it('says that the folder is gone', async () => {
  const contents = storage();
  const journal = new Journal(contents.manager, folder);
  const [first, second] = grown(1);
  await journal.append(entry(first));
  contents.remove(folder);
  await expect(journal.append(entry(second))).rejects.toThrow(
    /journal\/0001.jsonl” is gone/
  );
});

it('notices that somebody else goes on with the run, whoever opened it last', async () => {
  const contents = storage();
  const [first, second, third, fourth] = grown(1);
  const earlier = new Journal(contents.manager, folder);
  await earlier.append(entry(first));
  const { tail } = await readJournal(contents.manager, folder);
  const later = new Journal(contents.manager, folder, tail);
  const late = new Journal(contents.manager, folder, tail);
  await later.append(entry(second));
  await expect(earlier.append(entry(third))).rejects.toThrow(
    /Somebody else goes on with this run/
  );
  await expect(late.append(entry(third))).rejects.toThrow(
    /Somebody else goes on with this run/
  );
  await later.append(entry(fourth));
  expect(await events(contents)).toEqual([first, second, fourth]);
});

it('opens a run of five thousand solutions', async () => {
  const all = grown(5000);
  const contents = storage();
  const journal = new Journal(contents.manager, folder);
  for (let i = 0; i < all.length; i += 20) {
    await Promise.all(
      all.slice(i, i + 20).map(event => journal.append(entry(event)))
    );
  }
  const { tree, notes } = foldEvents(await events(contents), 'minimize');
  expect(notes).toEqual([]);
  expect(tree.size).toBe(5000);
  expect(tree.best?.id).toBe('4999');
});
