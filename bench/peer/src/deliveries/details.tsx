// One delivery with what was sent and every try, beside the table.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { toneOf, type Attempt, type Detail } from "../../../shared/kirim.ts";
import { deliveryQuery } from "../queries.ts";

export default function Details({ connection, id, close }: { connection: string; id: string; close: () => void }) {
  const { data } = useQuery(deliveryQuery(connection, id));
  const pane = useRef<HTMLElement>(null);
  useEffect(() => pane.current?.focus(), []);
  return (
    <section
      ref={pane}
      className="pane card"
      role="region"
      tabIndex={-1}
      aria-label={`Delivery ${id}`}
      onKeyDown={(event) => event.key === "Escape" && close()}
    >
      <header className="card-head">
        <h2>
          <bdi>Delivery {id}</bdi>
        </h2>
        <button type="button" className="button quiet" onClick={close}>
          Close
        </button>
      </header>
      {data ? (
        <Facts detail={data} />
      ) : (
        <p className="muted pane-note" role="status">
          Reading the delivery…
        </p>
      )}
    </section>
  );
}

function Facts({ detail }: { detail: Detail }) {
  const facts: [string, string | null][] = [
    ["Subscription", detail.subscription_id],
    ["Event", detail.event_id],
    ["Event type", detail.event_type],
    ["Created", detail.created_at],
    ["Replay of", detail.replayed_from],
  ];
  return (
    <>
      <dl className="pane-facts">
        <div>
          <dt>Status</dt>
          <dd>
            <span className={`pill ${toneOf(detail.status ?? "unknown")}`}>{detail.status}</span>
          </dd>
        </div>
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <ol className="tries">
        {detail.attempts?.map((attempt) => (
          <li key={attempt.attempt}>
            <h3>Try {attempt.attempt}</h3>
            <p className="muted">
              {answer(attempt)} · {attempt.at}
            </p>
          </li>
        ))}
      </ol>
      <details>
        <summary>What was sent</summary>
        <pre className="request">{JSON.stringify(detail.payload, null, 2)}</pre>
      </details>
    </>
  );
}

function answer({ response_status: status, error }: Attempt): string {
  if (status === null) return error ?? "no answer";
  return error === null ? `HTTP ${status}` : `HTTP ${status}, ${error}`;
}
