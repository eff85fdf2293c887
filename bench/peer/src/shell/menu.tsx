// The menu: the two screens that this page has, and who is signed in.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { memo } from "react";
import { signOut, type Session } from "../../../shared/gateway.ts";
import { CONNECTION, usePlace, type Screen } from "../navigation.ts";
import { connectionsQuery } from "../queries.ts";
import { Brand } from "./brand.tsx";

export const Menu = memo(function Menu({ session }: { session: Session }) {
  const connections = useQuery(connectionsQuery);
  const label = connections.data?.find(({ id }) => id === CONNECTION)?.label ?? "";
  return (
    <nav className="menu" aria-label="Main">
      <Brand />
      <div className="menu-places">
        <ul>
          <Entry to="overview">Overview</Entry>
        </ul>
        <section>
          <h2>
            <bdi>{label}</bdi>
          </h2>
          <ul>
            <Entry to="deliveries">Deliveries</Entry>
          </ul>
        </section>
      </div>
      <Foot session={session} />
    </nav>
  );
});

function Entry({ to, children }: { to: Screen; children: string }) {
  const { screen } = usePlace();
  return (
    <li>
      <a href={`#${to}`} aria-current={screen === to ? "page" : undefined}>
        {children}
      </a>
    </li>
  );
}

function Foot({ session }: { session: Session }) {
  const client = useQueryClient();
  const leave = () => void signOut().then(() => client.resetQueries());
  const production = session.environment === "production";
  return (
    <div className="menu-foot">
      <span className={production ? "pill bad" : "pill warn"}>{production ? "Production" : "Sandbox"}</span>
      <span>
        <bdi>{session.operator}</bdi>
      </span>
      <span className="muted">Times in UTC</span>
      <button type="button" className="button quiet" onClick={leave}>
        Sign out
      </button>
    </div>
  );
}
