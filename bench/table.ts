import type { Figures } from './statistics';

/** What the figures say, in the order of the README; with a goal where there is one. */
const rows: [text: string, name: string, unit: string, goal?: string][] = [
  ['20 nodes, ours', 'wall20_s', 's'],
  ['20 nodes, ours with one slot', 'wall20_sequential_s', 's'],
  ['20 nodes, aideml', 'wall20_aideml_s', 's'],
  ['20 nodes, limit of model and machine', 'wall20_limit_s', 's'],
  ['20 nodes, had ours no cost of its own', 'wall20_floor_s', 's'],
  ['one slot, had ours no cost of its own', 'wall20_sequential_floor_s', 's'],
  ['ours to aideml', 'wall20_ratio_aideml', '×', '≤ 0.15 ×'],
  ['ours to that limit', 'wall20_ratio_limit', '×', '≤ 1.15 ×'],
  ['one slot to aideml', 'wall20_sequential_ratio_aideml', '×', '≤ 0.75 ×'],
  ['first line, cold kernel', 'first_line_cold_s', 's'],
  ['first line, spare kernel', 'first_line_spare_s', 's'],
  ['first line, forked kernel', 'first_line_forked_s', 's', '≤ 0.3 s'],
  ['first line, interpreter of aideml', 'first_line_aideml_s', 's'],
  ['CPU, forked to cold', 'first_line_forked_cpu_ratio', '×', '≤ 0.2 ×'],
  ['prompt at node 20', 'tokens_20', 'tokens'],
  ['prompt at node 100', 'tokens_100', 'tokens'],
  ['prompt at node 100, aideml', 'tokens_aideml_100', 'tokens'],
  ['node 100 to node 20', 'tokens_ratio_100_20', '×', '≤ 1.2 ×'],
  ['node 100, ours to aideml', 'tokens_ratio_aideml_100', '×'],
  ['of all prompts, a prefix cache could serve', 'tokens_cacheable_share', '×'],
  ['the same, aideml', 'tokens_cacheable_share_aideml', '×'],
  ['one save through Jupyter', 'step_save_ms', 'ms'],
  ['overhead of a step, 10 nodes', 'step_overhead_ms_10', 'ms'],
  ['overhead of a step, 5,000 nodes', 'step_overhead_ms_5000', 'ms', '≤ 30 ms'],
  ['opening a run of 5,000 nodes', 'run_open_ms_5000', 'ms', '≤ 3,000 ms'],
  ['preview of 2 GB', 'preview_2gb_s', 's'],
  ['preview of 2 GB, aideml', 'preview_2gb_aideml_s', 's'],
  ['peak memory of the preview', 'preview_2gb_mb', 'MiB'],
  ['peak memory of the preview, aideml', 'preview_2gb_aideml_mb', 'MiB'],
  ['extension, compressed', 'bundle_gz_kb', 'kB'],
  ['of it loaded at start-up', 'bundle_start_gz_kb', 'kB'],
  ['added to JupyterLab’s start-up', 'startup_ms', 'ms'],
  ['panel update, 1,000 nodes', 'panel_update_ms_1000', 'ms'],
  ['panel update, 5,000 nodes', 'panel_update_ms_5000', 'ms']
];

/** The table for people, Markdown; what was not measured is left out. */
export function table(figures: Figures): string {
  return [
    '| measured | median | goal |',
    '| --- | ---: | ---: |',
    ...rows
      .filter(([, name]) => name in figures)
      .map(
        ([text, name, unit, goal = '']) =>
          `| ${text} | ${shown(figures[name])} ${unit} | ${goal} |`
      )
  ].join('\n');
}

/** On which machine and when, in a sentence. */
export function occasion(figures: Figures, date: string): string {
  const { cores, memory_gib: memory, repetitions } = figures;
  return `Measured on ${date}, on a machine with ${cores} cores and ${memory} GiB of memory; each figure is the median of ${repetitions} ${repetitions === 1 ? 'repetition' : 'repetitions'}.`;
}

function shown(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits
  });
}
