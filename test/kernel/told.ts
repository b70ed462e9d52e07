import type { RunCandidate } from './candidates';

/**
 * What is told of a candidate: its score, its outputs within bounds, and why it failed. It is read
 * of the kernel's messages, which are alike for every kind of kernel.
 */
export function describeTold(run: RunCandidate): void {
  describe('whose score counts', () => {
    it.each([
      [
        'a numpy scalar',
        'import numpy\nvalidation_metric = numpy.float64(0.5)',
        'np.float64(0.5)'
      ],
      ['no number', 'validation_metric = "high"', "'high'"],
      ['nothing', 'pass', null],
      [
        'a huge text',
        'validation_metric = "x" * 50_000_000',
        `'${'x'.repeat(499)}`
      ],
      [
        'what cannot be shown',
        'class Bad:\n    def __repr__(self):\n        raise SystemExit("no")\nvalidation_metric = Bad()',
        '<Bad without a repr: SystemExit>'
      ]
    ])('leave as their score %s', async (_, code, variable) => {
      expect(await run(code)).toMatchObject({
        status: 'ok',
        metric: { variable, printed: null }
      });
    });

    it.each([
      ['opened', 'rows = open("input/train.csv").read()', true],
      ['looked for', 'import os\nos.path.exists("./input/other.csv")', false]
    ])('tells whether the data were %s', async (_, code, read) => {
      const execution = await run(`${code}\nvalidation_metric = 1`);
      expect(execution).toMatchObject({ status: 'ok', metric: { read } });
    });
  });

  describe('that show much', () => {
    it('print 20 MB, and the score at the end counts', async () => {
      const execution = await run(
        [
          '# %%',
          'print("first")',
          'for i in range(200_000):',
          '    print("y" * 100)',
          'print("last")',
          'print("validation_metric: 0.75")'
        ].join('\n')
      );
      expect(execution).toMatchObject({
        status: 'ok',
        metric: { variable: null, printed: '0.75' }
      });
      expect(execution.output).toMatch(/^first\ny/);
      expect(execution.output).toMatch(/characters left out/);
      expect(execution.output).toMatch(/last\nvalidation_metric: 0.75\n$/);
      expect(execution.output).not.toContain('rate exceeded');
      expect(execution.output.length).toBeLessThan(10_000);
      expect(JSON.stringify(execution.cells).length).toBeLessThan(100_000);
    });

    it('tell what they print while they run', async () => {
      const texts: string[] = [];
      await run(
        'import time\nfor i in range(4):\n    print(i)\n    time.sleep(0.5)',
        { onOutput: text => texts.push(text) }
      );
      expect(texts.length).toBeGreaterThanOrEqual(2);
      expect(texts.length).toBeLessThan(10);
      expect(texts[0]).toMatch(/^0\n/);
    });

    it('leave progress bars as they were last', async () => {
      const execution = await run(
        [
          'import sys, time',
          'for i in range(1000):',
          '    print(f"\\rstep {i}", end="", file=sys.stderr)',
          'print("\\ndone", file=sys.stderr)'
        ].join('\n')
      );
      expect(execution.output).toBe('step 999\ndone\n');
      expect(execution.cells[0].outputs).toEqual([
        { output_type: 'stream', name: 'stderr', text: 'step 999\ndone\n' }
      ]);
    });

    it('may update and clear what they showed', async () => {
      const execution = await run(
        [
          '# %%',
          'from IPython.display import clear_output, display',
          'handle = display("first", display_id=True)',
          '# %%',
          'print("gone")',
          'clear_output()',
          'print("gone too")',
          'clear_output(wait=True)',
          'handle.update("second")',
          'print("stays")'
        ].join('\n')
      );
      expect(execution.cells.map(({ outputs }) => outputs)).toMatchObject([
        [{ output_type: 'display_data', data: { 'text/plain': "'second'" } }],
        [{ output_type: 'stream', text: 'stays\n' }]
      ]);
    });

    it('may redraw a picture as often as they like', async () => {
      const execution = await run(
        [
          'from IPython.display import clear_output, display, HTML, update_display',
          'html = "<b>" + "x" * 150_000 + "</b>"',
          'display(HTML(html), display_id="live")',
          'for i in range(100):',
          '    update_display(HTML(html + str(i)), display_id="live")',
          'for i in range(100):',
          '    clear_output(wait=True)',
          '    display(HTML(html + str(i)))',
          '    if i % 10 == 0: import time; time.sleep(0.3)'
        ].join('\n')
      );
      expect(execution.cells[0].outputs).toMatchObject([
        { data: { 'text/html': expect.stringMatching(/x<\/b>99$/) } }
      ]);
    });

    it('keep what can be kept, and say what not', async () => {
      const execution = await run(
        [
          '# %%',
          'from IPython.display import HTML, Image, display',
          'display(HTML("<b>small</b>"), HTML("<b>" + "large" * 100_000 + "</b>"))',
          '# %%',
          'for i in range(500):',
          '    display(i)',
          'raise ValueError("at last")'
        ].join('\n')
      );
      const [first, second] = execution.cells.map(({ outputs }) => outputs);
      expect(first).toMatchObject([
        { data: { 'text/html': '<b>small</b>' } },
        {
          data: {
            'text/plain': expect.stringMatching(
              /\[text\/html of 500007 characters left out\]$/
            )
          }
        }
      ]);
      expect(first[1].data).not.toHaveProperty('text/html');
      expect(second).toHaveLength(102);
      expect(second[100]).toMatchObject({
        text: '[... 400 more outputs left out ...]\n'
      });
      expect(second[101]).toMatchObject({ evalue: 'at last' });
    });
  });

  describe('that fail by an error', () => {
    it('stop at the first error, which says its cell', async () => {
      const execution = await run(
        [
          '# %%',
          'print("one")',
          '# %%',
          'import json',
          'def load():',
          '    return json.loads("{")',
          'load()',
          '# %%',
          'print("never")'
        ].join('\n')
      );
      expect(execution).toMatchObject({
        status: 'error',
        reason: expect.stringMatching(/^JSONDecodeError: .* in cell 2$/),
        error: { name: 'JSONDecodeError', cell: 2 },
        metric: { variable: null, printed: null },
        output: 'one\n',
        cells: [
          {},
          { outputs: [{ output_type: 'error', ename: 'JSONDecodeError' }] },
          { seconds: null, outputs: [] }
        ]
      });
      const { traceback } = execution.error!;
      expect(traceback).toContain('load()');
      expect(traceback).toContain('Cell In[2], line 4');
      expect(traceback).toContain('2 frames inside packages left out');
      expect(traceback).not.toContain('\u001b');
    });

    it.each([
      ['{"a": 1}["price"]', "KeyError: 'price' in cell 1"],
      ['def f(:\n    pass', 'SyntaxError: invalid syntax (line 1) in cell 1'],
      ['import sys\nsys.exit(3)', 'SystemExit: 3 in cell 1'],
      ['raise ValueError', 'ValueError in cell 1'],
      [
        'raise ValueError("x" * 1000)',
        `ValueError: ${'x'.repeat(199)}… in cell 1`
      ],
      [
        'name = input("Your name? ")',
        'It asked for input() in cell 1, where nobody can answer'
      ]
    ])('%j says why in one line', async (code, reason) => {
      expect(await run(code)).toMatchObject({ status: 'error', reason });
    });
  });
}
