// The filters that the vendor applies. Every change goes into the address at once.
import { useQuery } from "@tanstack/react-query";
import { memo } from "react";
import { clearFilters, setFilter } from "../navigation.ts";
import { subscriptionsQuery } from "../queries.ts";

const STATUSES = ["pending", "delivered", "failed", "dead"];

export const FilterBar = memo(function FilterBar({ connection, query }: { connection: string; query: URLSearchParams }) {
  const known = useQuery(subscriptionsQuery(connection)).data?.all ?? [];
  const subscriptions = known.map(({ id, description, url }) => ({ value: id, word: `${description || url || ""} (${id})` }));
  return (
    <form className="filters" aria-label="Filters" onSubmit={(event) => event.preventDefault()}>
      <Choice label="Subscription" name="subscription" query={query} options={subscriptions} />
      <Choice label="Status" name="status" query={query} options={STATUSES.map((word) => ({ value: word, word }))} />
      <label className="field">
        <span>Event type</span>
        <input
          key={query.get("type")}
          type="text"
          autoComplete="off"
          maxLength={64}
          defaultValue={query.get("type") ?? ""}
          onBlur={(event) => setFilter("type", event.target.value.trim())}
        />
      </label>
      <InstantField label="Created after (UTC)" name="after" query={query} />
      <InstantField label="Created before (UTC)" name="before" query={query} />
      <button type="button" className="button quiet" onClick={clearFilters}>
        Clear filters
      </button>
    </form>
  );
});

type Part = { label: string; name: string; query: URLSearchParams };

function Choice({ label, name, query, options }: Part & { options: { value: string; word: string }[] }) {
  return (
    <label className="field">
      <span>{label}</span>
      <select value={query.get(name) ?? ""} onChange={(event) => setFilter(name, event.target.value)}>
        <option value="">all</option>
        {options.map(({ value, word }) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}

function InstantField({ label, name, query }: Part) {
  return (
    <label className="field">
      <span>{label}</span>
      <input
        type="datetime-local"
        step="1"
        value={query.get(name)?.slice(0, 19) ?? ""}
        onChange={(event) => setFilter(name, event.target.value && `${event.target.value}Z`)}
      />
    </label>
  );
}
