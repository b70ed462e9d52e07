import { LabIcon } from '@jupyterlab/ui-components';
import objectiveSvg from '../style/icons/objective.svg';
import treeSvg from '../style/icons/tree.svg';

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
