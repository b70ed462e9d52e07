import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { IPlace } from '../model/layout';
import type { RunView } from '../model/runView';
import { MarkShape } from '../shared/marks';
import { laneX, rowHeight, type ITreeGeometry } from './treeLines';
import { rowText } from './treeRow';

/** One place of the tree, as a row: its mark, its score and its title. */
export function TreeNode(props: {
  view: RunView;
  place: IPlace;
  geometry: ITreeGeometry;
  trans: TranslationBundle;
  isSelected: boolean;
  /** Whether the keyboard is at it. */
  isCurrent: boolean;
  onOpen: (id: string) => void;
}): JSX.Element {
  const { view, place, geometry, trans, isSelected, isCurrent, onOpen } = props;
  const shown = view.state(place);
  const text = rowText(view, place, trans);
  return (
    <div
      className={`jp-AideTree-node jp-mod-${text.mark}${
        shown.isOnBestPath ? ' jp-mod-bestPath' : ''
      }${shown.isOpen ? '' : ' jp-mod-closed'}`}
      style={{
        top: place.row * rowHeight,
        paddingLeft: geometry.words
      }}
      role="treeitem"
      aria-level={place.level}
      aria-posinset={place.nth}
      aria-setsize={siblings(view, place)}
      aria-selected={isSelected}
      aria-label={text.label}
      title={`${text.title}${text.note && `\n${text.note}`}`}
      data-row={place.row}
      data-id={shown.solution.id}
      tabIndex={isCurrent ? 0 : -1}
      onClick={() => onOpen(shown.solution.id)}
    >
      <svg
        className="jp-AideTree-mark"
        style={{ left: laneX(place.lane, geometry) - 8 }}
        viewBox="-8 -8 16 16"
        width="16"
        height="16"
        aria-hidden="true"
      >
        <MarkShape mark={text.mark} />
      </svg>
      <span className="jp-AideTree-score">{text.score}</span>
      <span className="jp-AideTree-title">
        {text.title}
        {text.note && <span className="jp-AideTree-note">{text.note}</span>}
      </span>
    </div>
  );
}

function siblings(view: RunView, place: IPlace): number {
  return place.parent === null
    ? view.places.roots.length
    : view.places.all[place.parent].children.length;
}
