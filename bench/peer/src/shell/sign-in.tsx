// The gate before the screens.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { signIn } from "../../../shared/gateway.ts";
import { Brand } from "./brand.tsx";

export default function SignIn() {
  const client = useQueryClient();
  const entry = useMutation({
    mutationFn: (form: FormData) => signIn(String(form.get("name")).trim(), String(form.get("password"))),
    onSuccess: () => client.resetQueries(),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    entry.mutate(new FormData(event.currentTarget));
  };
  return (
    <main className="gate">
      <section className="card gate-card" aria-labelledby="sign-in-title">
        <Brand />
        <h1 id="sign-in-title">Sign in</h1>
        <form className="sign-in" onSubmit={submit}>
          <label className="field">
            <span>Name</span>
            <input type="text" name="name" autoComplete="username" required />
          </label>
          <label className="field">
            <span>Password</span>
            <input type="password" name="password" autoComplete="current-password" required aria-describedby="sign-in-note" />
            <small id="sign-in-note" className="field-error" role="status">
              {entry.error?.message}
            </small>
          </label>
          <button type="submit" className="button primary" disabled={entry.isPending}>
            Sign in
          </button>
        </form>
      </section>
    </main>
  );
}
