import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { aide } from './plugins/aide';
import { connect } from './plugins/connect';
import { details } from './plugins/details';
import { finish } from './plugins/finish';
import { insert } from './plugins/insert';
import { objective } from './plugins/objective';
import { panel } from './plugins/panel';
import { preview } from './plugins/preview';
import { report } from './plugins/report';
import { run } from './plugins/run';
import { status } from './plugins/status';
import { steer } from './plugins/steer';

/** Everything that the extension adds to JupyterLab, each part on its own. */
const plugins: JupyterFrontEndPlugin<unknown>[] = [
  aide,
  panel,
  run,
  details,
  steer,
  insert,
  report,
  finish,
  status,
  connect,
  preview,
  objective
];

export default plugins;
