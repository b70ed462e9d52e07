import type { Message } from '@lumino/messaging';
import { Panel, type Widget } from '@lumino/widgets';

/** A panel whose content is made when it is first seen, so that start-up is quick. */
export class LazyPanel extends Panel {
  /** @param load - makes the content. */
  constructor(private readonly _load: () => Promise<Widget>) {
    super();
    this.addClass('jp-AidePanel');
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    if (this.isVisible) {
      void this._fill();
    }
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    void this._fill();
  }

  protected override onActivateRequest(message: Message): void {
    super.onActivateRequest(message);
    void this._fill().then(() => {
      const first = this.node.querySelector<HTMLElement>(
        '[role="treeitem"][tabindex="0"], textarea'
      );
      (first ?? this.node).focus({ preventScroll: true });
    });
  }

  /** Once. */
  private _fill(): Promise<void> {
    this._filled ??= this._load().then(content => {
      if (this.isDisposed) {
        content.dispose();
      } else {
        this.addWidget(content);
      }
    });
    return this._filled;
  }

  private _filled: Promise<void> | null = null;
}
