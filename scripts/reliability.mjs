// Puts the figures of the fault bench and of the soak between the markers in
// docs/reliability.md and README.md; run it after `make faults` and `make soak`.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const read = name =>
  existsSync(new URL(name, root))
    ? JSON.parse(readFileSync(new URL(name, root), 'utf8'))
    : null;
const faults = read('test/faults/results.json');
const soak = read('test/faults/soak.json');

/** Replace what is between two markers of a file, where it has them. */
function fill(file, name, text) {
  const path = new URL(file, root);
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const whole = readFileSync(path, 'utf8');
  const [from, to] = [whole.indexOf(begin), whole.indexOf(end)];
  if (from >= 0 && to > from) {
    writeFileSync(
      path,
      `${whole.slice(0, from + begin.length)}\n\n${text}\n\n${whole.slice(to)}`
    );
  }
}

const percent = share => `${(share * 100).toFixed(1)} %`;

if (faults) {
  const sum = `${faults.faults} faults in ${faults.minutes} minutes, over ${faults.runs} runs with ${faults.solutions} solutions and ${faults.replies} replies: **${faults.lost} lost, ${faults.duplicates} twice, ${faults.orphans} kernels or processes left behind**; ${faults.wrong} times the run did not go on in 90 s, or an engine ended. Half of the time everything under way had its result ${faults.recover_median_s} s after the fault was over.`;
  fill('README.md', 'faults', sum);
  const rows = Object.entries(faults.kinds).map(
    ([name, kind]) =>
      `| ${name} | ${kind.times} | ${kind.lost} | ${kind.duplicates} | ${kind.orphans} | ${kind.recover_median_s} s |`
  );
  fill(
    'docs/reliability.md',
    'faults',
    [
      sum,
      '',
      '| fault | times | lost | twice | orphans | recovers in (median) |',
      '| ----- | ----: | ---: | ----: | ------: | -------------------: |',
      ...rows
    ].join('\n')
  );
}
if (soak) {
  fill(
    'docs/reliability.md',
    'soak',
    `${soak.solutions} solutions in ${soak.minutes} minutes; over the last ${Math.round(soak.solutions * 0.6)} the memory of the engine changed by ${percent(soak.engine_growth)}, that of the server by ${percent(soak.server_growth)}, that of a tab that watches by ${percent(soak.tab_growth)}.`
  );
}
