// Turning pages: the vendor leads only forward, so the way back is kept here.
import { memo } from "react";
import { grouped } from "../../../shared/words.ts";

type Props = { cursors: string[]; next: string | null; turn: (cursors: string[]) => void };

export const Paging = memo(function Paging({ cursors, next, turn }: Props) {
  const newer = cursors.length > 0;
  return (
    <nav className="paging" aria-label="Pages">
      <button
        type="button"
        className="button"
        aria-disabled={!newer || undefined}
        onClick={() => newer && turn(cursors.slice(0, -1))}
      >
        Newer
      </button>
      <span role="status">Page {grouped(cursors.length + 1)}</span>
      <button
        type="button"
        className="button"
        aria-disabled={next === null || undefined}
        onClick={() => next !== null && turn([...cursors, next])}
      >
        Older
      </button>
    </nav>
  );
});
