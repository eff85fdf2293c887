// The gate, then the menu and the screen. What most visits do not see is fetched when wanted; the
// deliveries come with the entry, because fetching them after it would cost a second round trip.
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import Deliveries from "./deliveries/screen.tsx";
import { usePlace } from "./navigation.ts";
import { sessionQuery } from "./queries.ts";
import { Menu } from "./shell/menu.tsx";

const Overview = lazy(() => import("./overview/screen.tsx"));
const SignIn = lazy(() => import("./shell/sign-in.tsx"));

export function App() {
  const session = useQuery(sessionQuery);
  if (session.isPending) {
    return (
      <main className="gate">
        <p className="muted" role="status">
          Asking who is signed in…
        </p>
      </main>
    );
  }
  return (
    <Suspense fallback={null}>
      {session.isError ? (
        <SignIn />
      ) : (
        <div className="app">
          <Menu session={session.data} />
          <main id="content" tabIndex={-1}>
            <Screen />
          </main>
        </div>
      )}
    </Suspense>
  );
}

function Screen() {
  const { screen } = usePlace();
  return (
    <Suspense fallback={<p role="status">Reading…</p>}>{screen === "overview" ? <Overview /> : <Deliveries />}</Suspense>
  );
}
