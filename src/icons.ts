import { LabIcon } from '@jupyterlab/ui-components';
import treeSvg from '../style/icons/tree.svg';

/** The product's icon: a tree whose last leaf is the best. */
export const treeIcon = new LabIcon({
  name: 'jupyterlab-aide:tree',
  svgstr: treeSvg
});
