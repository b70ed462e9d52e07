import { LabIcon } from '@jupyterlab/ui-components';
import objectiveSvg from '../../../style/icons/objective.svg';
import pauseSvg from '../../../style/icons/pause.svg';
import treeSvg from '../../../style/icons/tree.svg';

/** The product's icon: a tree whose last leaf is the best. */
export const treeIcon = new LabIcon({
  name: 'jupyterlab-aide:tree',
  svgstr: treeSvg
});

/** What a cell is marked with that says how good a solution is: a target. */
export const objectiveIcon = new LabIcon({
  name: 'jupyterlab-aide:objective',
  svgstr: objectiveSvg
});

/** What pauses a run; JupyterLab has one of its own only since 4.4. */
export const pauseIcon = new LabIcon({
  name: 'jupyterlab-aide:pause',
  svgstr: pauseSvg
});
