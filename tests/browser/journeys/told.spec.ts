// Whoever looks at a plan, a run, the list of runs or a file of one sees where it went, what each id
// was about and why it failed again: and nobody's address.
import type { Page } from "@playwright/test";
import { downloaded } from "../support/download.ts";
import { approve, bringIds, ended, expect, figure, once, signIn, test } from "../support/journey.ts";

type Line = Record<string, unknown>;

const file = (page: Page, label: string) => downloaded(page.getByRole("button", { name: label }).first());
const lines = (text: string) => text.trim().split("\n").map((line) => JSON.parse(line) as Line);
const ledger = (page: Page) => page.getByRole("grid", { name: "Every id" });
const row = (page: Page, id: string) => ledger(page).getByRole("row").filter({ hasText: id });

test("where a delivery goes is said the same before it is sent, while it is, in the list and in the evidence", async ({ page, sandbox }) => {
  await signIn(page, "/c/messaging/deliveries?status=dead");
  await page.getByRole("grid", { name: "Deliveries" }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Replay 1 delivery…" }).click();
  const dialog = page.getByRole("dialog");
  const sentence = dialog.getByText(/, to the receiver of subscription “.+” \(wbs_\w+\) of Messaging \(Kirim, sandbox, 127\.0\.0\.1:\d+\), in 1 call\.$/);
  await expect(sentence).toBeVisible();
  const [, to = "", name, subscription] = /, to (the receiver of subscription “(.+)” \((wbs_\w+)\).+\)), in 1 call/.exec(await sentence.innerText()) ?? [];
  await approve(page);
  await ended(page);
  await expect(page.getByText(`To ${to} · started by admin`)).toBeVisible();

  const sends = (await sandbox.sends()).kirim;
  const [id = ""] = Object.keys(sends);
  expect(sends).toEqual(once([id]));
  const sent = (await sandbox.deliveries({})).find((delivery) => delivery["id"] === id);
  expect(subscription, "the one it went to").toBe(sent?.["subscription_id"]);
  await expect(row(page, id), "what it was about").toContainText(String(sent?.["event_type"]));

  const [head, , item] = lines(await file(page, "Download evidence"));
  const of = new URL(sandbox.address);
  expect(head).toMatchObject({ label: "Messaging", environment: "sandbox", base_url: `${of.origin}/kirim`, subscription, called: name });
  expect(item).toMatchObject({ id, type: sent?.["event_type"], group: subscription });
  await page.goto("/runs");
  await expect(page.getByRole("list", { name: "Runs" })).toContainText(`to ${to} · `);
});

test("a replay by filter keeps the bounds of every call in its evidence", async ({ page, sandbox }) => {
  const dead = await sandbox.deliveries({ status: "dead" });
  const subscription = String(dead[0]?.["subscription_id"]);
  await signIn(page, `/c/messaging/replay?subscription=${subscription}&status=dead&at-most=12`);
  await page.getByRole("checkbox", { name: /^No filter/ }).check();
  await page.getByRole("button", { name: "Plan the replay…" }).click();
  await expect(page.getByRole("dialog", { name: "Replay 12 deliveries" })).toBeVisible();
  await approve(page);
  await ended(page);
  const [head, ...rest] = lines(await file(page, "Download evidence"));
  expect(head).toMatchObject({ action: "replay_listed", subscription });
  const calls = (await sandbox.calls()).map((call) => call.ids.sort());
  const told = rest.filter((line) => "tries" in line);
  expect(told).toHaveLength(calls.length);
  let windows = 0;
  for (const [place, { window }] of told.entries()) {
    if (window === undefined) continue;
    const { status, created_after, created_before } = window as Record<string, string>;
    const within = dead.filter((delivery) => {
      const at = Date.parse(String(delivery["created_at"]));
      return delivery["subscription_id"] === subscription && at > Date.parse(created_after ?? "") && at < Date.parse(created_before ?? "");
    });
    expect(status).toBe("dead");
    expect(calls[place], "what the vendor took").toEqual(within.map((delivery) => delivery["id"]).sort());
    windows += 1;
  }
  expect(windows).toBeGreaterThan(0);
});

test("an e-mail that failed again says why and for whom it was, and no file names anybody", async ({ page, sandbox }) => {
  test.setTimeout(120_000);
  const rows = await sandbox.query("SELECT * FROM notificationhistoryemail WHERE status = 'Failed' ORDER BY createdon DESC LIMIT 2");
  const ids = rows.map((row) => String(row["id"]));
  await signIn(page, "/c/billing/emails");
  const grid = page.getByRole("grid", { name: "E-mails" });
  await expect(grid.getByRole("rowheader").first()).toBeVisible({ timeout: 20_000 });
  await grid.focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Resend 2 e-mails…" }).click();
  await expect(page.getByRole("dialog")).toContainText(/to the customers who were to get them, through Billing \(Zuora, sandbox, 127\.0\.0\.1:\d+\)/);
  await approve(page);
  await ended(page);
  expect((await sandbox.sends()).zuora).toEqual(once(ids));
  const next = page.getByRole("region", { name: "Next: mend why some failed again, then plan these anew" });
  await expect(next).toBeVisible({ timeout: 60_000 });
  const again = await figure(page, "failed again");
  const failed = ledger(page).getByRole("row").filter({ hasText: /Failed again: / });
  await expect(failed).toHaveCount(again);
  await expect(failed.filter({ hasText: "Queued" }), "it was queued once, and that is over").toHaveCount(0);

  const text = await file(page, "Download evidence");
  const items = lines(text).filter((line) => line["fate"] === "failed again");
  expect(items).toHaveLength(again);
  for (const item of items) {
    const was = rows.find((row) => row["id"] === item["id"]);
    const [domain] = String(was?.["toemail"]).split("@").slice(-1);
    expect(item).toMatchObject({ type: was?.["eventname"], group: was?.["accountid"] });
    expect(item["recipient"]).toMatch(new RegExp(`^.?•••@${domain}$`));
    expect(item["why"]).not.toBe("");
    const shown = row(page, String(item["id"]));
    for (const told of ["why", "type", "group", "recipient"]) await expect(shown).toContainText(String(item[told]));
    await expect(next).toContainText(`${item["why"]}: `);
  }
  const csv = await file(page, "Download CSV");
  expect(csv.split("\r\n")[0]).toContain("why_failed_again,type,group,recipient,connection,environment,base_url");
  const kept = await page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: reject }));
    const database = await done(indexedDB.open("redrive"));
    const all = [];
    for (const name of database.objectStoreNames) all.push(await done(database.transaction(name).objectStore(name).getAll()));
    database.close();
    return JSON.stringify(all);
  });
  for (const mail of rows.map((row) => String(row["toemail"]))) {
    for (const where of [text, csv, kept, await page.getByRole("main").innerText()]) expect(where).not.toContain(mail);
  }

  // What failed is planned anew, and what was known of it goes along.
  await next.getByRole("button", { name: `Plan ${again} that failed again…` }).click();
  await approve(page);
  await ended(page);
  await expect(ledger(page).getByRole("columnheader", { name: "About" })).toBeVisible();
  await expect(row(page, String(items[0]?.["id"]))).toContainText(String(items[0]?.["recipient"]));
});

test("an event that failed again says what its endpoint answered", async ({ page, sandbox }) => {
  test.setTimeout(120_000);
  await sandbox.receiver("selfcommunity", "1", "refusing");
  await signIn(page, "/c/community/endpoints/1");
  await page.getByRole("checkbox", { name: /^Choose event \d+$/ }).first().check();
  await page.getByRole("button", { name: "Resend 1 event…" }).click();
  await expect(page.getByRole("dialog")).toContainText(/to endpoint 1 at \S+ of Community \(SelfCommunity, sandbox, 127\.0\.0\.1:\d+\)/);
  await approve(page);
  await ended(page);
  await expect(page.getByText(/^To endpoint 1 at \S+ of Community/)).toBeVisible();
  // The vendor tries six times within 65 minutes.
  await sandbox.pass(8000);
  await expect(ledger(page).getByText("Failed again: HTTP 410.", { exact: true })).toBeVisible({ timeout: 60_000 });
  const [head, , item] = lines(await file(page, "Download evidence"));
  expect(head).toMatchObject({ endpoint: 1, environment: "sandbox" });
  expect(item).toMatchObject({ fate: "failed again", why: "HTTP 410" });
  expect((await sandbox.sends()).selfcommunity).toEqual(once([String(item?.["id"])]));
});

test("a delivery that failed again says what its receiver answered", async ({ page, sandbox }) => {
  test.setTimeout(120_000);
  const [delivery] = await sandbox.deliveries({ status: "dead" });
  await sandbox.receiver("kirim", String(delivery?.["subscription_id"]), "refusing");
  const id = String(delivery?.["id"]);
  await signIn(page, "/c/messaging/deliveries?status=dead");
  await page.getByRole("checkbox", { name: `Choose delivery ${id}` }).check();
  await page.getByRole("button", { name: "Replay 1 delivery…" }).click();
  await approve(page);
  await ended(page);
  await sandbox.pass(400_000);
  await expect(row(page, id)).toContainText(/Failed again: HTTP 410\b.*Replayed as wbd_/, { timeout: 60_000 });
  expect((await sandbox.sends()).kirim).toEqual(once([id]));
});

test("of ids that were pasted nothing is made up, and a run that was kept before all this is read as it is", async ({ page, sandbox }) => {
  const ids = await sandbox.failedMails(2);
  await signIn(page, "/c/billing/emails/paste");
  await bringIds(page, ids);
  await page.getByRole("button", { name: /^Plan to resend/ }).click();
  await approve(page);
  await ended(page);
  await expect(ledger(page).getByRole("columnheader", { name: "Id" })).toBeVisible();
  await expect(ledger(page).getByRole("columnheader", { name: "About" })).toHaveCount(0);

  await page.goto("/c/billing/emails/paste");
  await page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: reject }));
    const database = await done(indexedDB.open("redrive"));
    for (const name of database.objectStoreNames) {
      const store = database.transaction(name, "readwrite").objectStore(name);
      for (const key of await done(store.getAllKeys())) {
        const text: unknown = await done(store.get(key));
        if (typeof text !== "string" || !text.startsWith("{")) continue;
        const { labels, to, ...older } = JSON.parse(text) as Record<string, unknown>;
        await done(store.put(JSON.stringify(older), key));
      }
    }
    database.close();
  });
  await page.goto("/runs");
  await page.getByRole("link", { name: "Resend 2 e-mails" }).first().click();
  await ended(page);
  await expect(page.getByText(/^To the customers who were to get them, through Billing \(Zuora, sandbox, /)).toBeVisible();
  expect(await figure(page, "accepted")).toBe(2);
  expect((await sandbox.sends()).zuora).toEqual(once(ids));
});

test("the ledger does not scroll sideways on a desk", async ({ page }) => {
  await signIn(page, "/c/messaging/deliveries?status=dead");
  await page.getByRole("grid", { name: "Deliveries" }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Replay 1 delivery…" }).click();
  await approve(page);
  await ended(page);
  for (const width of [1440, 1280, 1024]) {
    await page.setViewportSize({ width, height: 900 });
    await expect.poll(() => ledger(page).evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    await expect(ledger(page).getByRole("columnheader", { name: "About" })).toBeVisible();
  }
});
