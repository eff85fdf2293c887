// The other screen: there is one so that one can leave the deliveries and come back to them.
import { useQuery } from "@tanstack/react-query";
import { connectionsQuery } from "../queries.ts";
import { PageHead } from "../shell/page-head.tsx";

export default function Overview() {
  const connections = useQuery(connectionsQuery);
  return (
    <>
      <PageHead crumb="Redrive" title="Overview">
        The connections of this console.
      </PageHead>
      <div className="overview-cards">
        {connections.data?.map(({ id, label }) => (
          <section key={id} className="card overview-card">
            <header className="card-head">
              <h2>
                <bdi>{label}</bdi>
              </h2>
            </header>
          </section>
        ))}
      </div>
    </>
  );
}
