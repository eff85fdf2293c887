// The head of a page: where it stands and what it shows.
import type { ReactNode } from "react";

export function PageHead({ crumb, title, children }: { crumb: string; title: string; children: ReactNode }) {
  return (
    <header className="page-head">
      <div>
        <p className="crumb">
          <bdi>{crumb}</bdi>
        </p>
        <h1>{title}</h1>
        <p className="page-about">{children}</p>
      </div>
    </header>
  );
}
