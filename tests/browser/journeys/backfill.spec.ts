// The night after an outage: 25,000 dead deliveries are replayed, far more than a call may carry,
// while others die and are born, tabs die, and the vendor asks to slow down.
import type { BrowserContext, Locator, Page } from "@playwright/test";
import { downloaded } from "../support/download.ts";
import { approve, ended, expect, figure, goOn, test } from "../support/journey.ts";
import { misfits, none, outage, type Outage } from "../support/outage.ts";
import { shareOfLongestTask } from "../support/thread.ts";

const bulk = "kirim.bulk_replay";
const number = (text: string | undefined) => Number((text ?? "").replaceAll(",", ""));
const grouped = (count: number) => count.toLocaleString("en");

/** Fills the form with what the outage left, and begins to plan. */
async function plan(page: Page, { subscription, type, from }: Outage): Promise<Locator> {
  await page.getByRole("link", { name: "Deliveries", exact: true }).click();
  await page.getByRole("link", { name: "Replay everything matching…" }).click();
  await page.getByLabel("Subscription").fill(subscription);
  await page.getByLabel("Event type (optional)").fill(type);
  await page.getByLabel("Created after (UTC)").fill(from.toISOString().slice(0, 19));
  await page.getByRole("button", { name: "Plan the replay…" }).click();
  return page.getByRole("dialog", { name: /^Replay [\d,]+ deliveries$/ });
}

/** Waits until the page counts more deliveries as sent. */
async function sentMoreThan(page: Page, count: number): Promise<void> {
  const progress = page.getByRole("progressbar", { name: "Sent so far" });
  const sent = async () => Number(await progress.getAttribute("aria-valuenow"));
  await expect.poll(sent, { timeout: 120_000, intervals: [50] }).toBeGreaterThan(count);
}

type Parts = { sent: number; inFlight: number; unknown: number; notSent: number };

/** Sent, in flight, unknown (where there is any) and not sent, which are the whole run. */
async function parts(page: Page, total: number): Promise<Parts> {
  const pattern = /Sent ([\d,]+), in flight ([\d,]+)(?:, unknown ([\d,]+))?, not sent ([\d,]+)\./;
  const text = await page.getByText(pattern).innerText();
  const [, sent, inFlight, unknown = "0", notSent] = pattern.exec(text) ?? [];
  const found = { sent: number(sent), inFlight: number(inFlight), unknown: number(unknown), notSent: number(notSent) };
  expect(found.sent + found.inFlight + found.unknown + found.notSent, text).toBe(total);
  return found;
}

/** Kills the process of a tab, as a fault of it or a lack of memory would. */
async function crash(context: BrowserContext, page: Page): Promise<void> {
  const debug = await context.newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  // Nothing is left that could answer.
  debug.send("Page.crash").catch(() => {});
  await crashed;
  await page.close();
}

/** Opens a run whose tab was killed: nobody carries it out, and nothing of it is lost. */
async function reopen(context: BrowserContext, address: string, total: number): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  await expect(page.getByRole("region", { name: "No tab carries this run out." })).toBeVisible({ timeout: 30_000 });
  await parts(page, total);
  return page;
}

test("25,000 dead deliveries are replayed once each and no late one, though the tab is killed three times", async ({ home, sandbox, context }) => {
  test.setTimeout(600_000);
  const night = await outage(sandbox, 25_000, 1_050);
  const { subscription, type, dead, pending } = night;
  const total = dead.length;
  const filter = { subscription_id: subscription, status: "dead", event_type: type, created_after: night.from.toISOString() };
  const matching = (await sandbox.deliveries(filter)).map((row) => String(row["id"]));
  expect(new Set(matching)).toEqual(new Set(dead));
  /** Some of the outage die that were pending, and others are born after it and die at once. */
  const meanwhile = async (late: string[]) => {
    await sandbox.deaths(late);
    await sandbox.births({ subscription, event_type: type, status: "dead", count: 3 });
  };

  const dialog = await plan(home, night);
  // The newest are listed first, so that what dies there now is not listed any more.
  await expect(home.getByText(/^Listing: [\d,]+,\d{3} found so far/)).toBeVisible({ timeout: 30_000 });
  await meanwhile(pending.splice(-4));
  await expect(home.getByText(/^Listing: /)).toBeVisible();
  await expect(dialog).toHaveAccessibleName(`Replay ${grouped(total)} deliveries`, { timeout: 120_000 });
  const figureOf = (term: string) => dialog.getByRole("term").filter({ hasText: term }).locator("xpath=following-sibling::dd");
  const calls = number(await figureOf("Calls").innerText());
  await expect(dialog).toContainText(`Exactly what is sent (${grouped(calls)} requests)`);
  const [, windows, singles] = /\(([\d,]+) windows of time and ([\d,]+) one by one\)/.exec(await dialog.innerText()) ?? [];
  await meanwhile(pending.splice(0, pending.length - 9));

  await sandbox.hold(bulk);
  await approve(home);
  await expect(home.getByText(`Sending, call 1 of ${grouped(calls)}.`)).toBeVisible({ timeout: 30_000 });
  await sandbox.met();
  const address = home.url();
  // The first kill: while the first call is under way.
  await home.close();

  let page = await reopen(context, address, total);
  await sandbox.disarm();
  await meanwhile(pending.splice(0, 3));
  await goOn(page);
  await sentMoreThan(page, 2_000);
  const longest = await shareOfLongestTask(page, () => sentMoreThan(page, 12_800));
  expect(longest, "whoever presses something meanwhile waits for little of it").toBeLessThan(0.1);
  // The second: amid the calls of one delivery each, because they share their moment.
  await crash(context, page);

  page = await reopen(context, address, total);
  await meanwhile(pending.splice(0, 3));
  await sandbox.hold(bulk, 8);
  await sandbox.pass(60);
  await goOn(page);
  await sentMoreThan(page, 13_100);
  await sandbox.pass(60);
  // The third: late, while a call of many is under way.
  await sandbox.met();
  await crash(context, page);

  page = await reopen(context, address, total);
  await sandbox.disarm();
  await meanwhile(pending.splice(0, 3));
  await goOn(page);
  await ended(page, 120_000);
  await expect(page.getByText(`Sent: every call was made (${grouped(calls)}).`)).toBeVisible();
  expect(await figure(page, "accepted")).toBe(total);
  expect(pending).toEqual([]);
  expect(await misfits(sandbox, dead)).toEqual(none);
  const applied = (await sandbox.calls()).filter((call) => call.ids.length > 0);
  expect(new Set(applied.map((call) => call.idempotency_key)).size).toBe(calls);
  expect(applied.filter((call) => call.operation === bulk).length).toBe(number(windows));
  expect(applied.filter((call) => call.operation === "kirim.replay").length).toBe(number(singles));
  expect(applied.length).toBe(calls);

  const [, ...rows] = (await downloaded(page.getByRole("button", { name: "Download CSV" }))).trimEnd().split("\r\n");
  const told = rows.map((row) => row.split(",", 2).join(" "));
  expect(told.length).toBe(total);
  expect(new Set(told)).toEqual(new Set(dead.map((id) => `${id} accepted`)));
});

test("a storm of 429 slows a backfill, which says so and loses nothing", async ({ home: page, sandbox }) => {
  test.setTimeout(180_000);
  const night = await outage(sandbox, 6_000);
  await expect(await plan(page, night)).toHaveAccessibleName("Replay 6,000 deliveries", { timeout: 60_000 });
  const calls = async () => (await sandbox.calls()).filter((call) => call.operation === bulk);
  const refused = async () => (await calls()).filter((call) => call.status === 429);
  // Others use up what the account may send, until we are refused. It is the smallest of accounts,
  // which takes ten seconds to grow one call: ours cannot slip in between two of the others.
  await sandbox.dialect({ kirim: { plan: "tiny" } });
  await sandbox.crowd();
  await approve(page);
  const crowded = async () => {
    await sandbox.crowd();
    return (await refused()).length;
  };
  await expect.poll(crowded, { timeout: 60_000, intervals: [200] }).toBeGreaterThan(0);
  await sandbox.dialect({ kirim: { plan: "default" } });
  for (let call = 0; call < 4; call += 1) {
    await sandbox.fault({ kind: "429", operation: bulk, count: 2, retry_after_seconds: 1 });
    await sandbox.fault({ kind: "delay", operation: bulk });
  }
  const progress = page.getByRole("region", { name: "How far it is" });
  await expect(progress).toContainText(/next call in \d+ s: the vendor's limit is nearly used up, and a share is left to others/, { timeout: 30_000 });
  await expect(progress).toContainText(/next call in \d+ s: the vendor asked us to slow down \(429\)/, { timeout: 30_000 });
  await ended(page, 90_000);

  expect(await figure(page, "accepted")).toBe(6_000);
  expect(await misfits(sandbox, night.dead)).toEqual(none);
  const made = await calls();
  expect((await refused()).length).toBeGreaterThan(4 * 2);
  for (const [place, call] of made.entries()) {
    if (call.status !== 429) continue;
    const again = made[place + 1];
    expect(call.ids).toEqual([]);
    expect(again?.idempotency_key).toBe(call.idempotency_key);
    expect(Date.parse(again?.at ?? "") - Date.parse(call.at)).toBeGreaterThanOrEqual(1000);
  }
});

test("a backfill that is stopped makes no further call, and what was sent, is in flight and was not sent add up", async ({ home: page, sandbox }) => {
  test.setTimeout(180_000);
  const night = await outage(sandbox, 6_000);
  const total = night.dead.length;
  await expect(await plan(page, night)).toHaveAccessibleName("Replay 6,000 deliveries", { timeout: 60_000 });
  await sandbox.hold(bulk, 3);
  await approve(page);
  await sandbox.met();
  await expect(page.getByText(/^Sending, call 4 of /)).toBeVisible({ timeout: 30_000 });
  await page.getByRole("button", { name: "Stop…" }).click();
  const accepted = await figure(page, "accepted");
  const inFlight = await figure(page, "in flight");
  const notSent = await figure(page, "not attempted");
  expect(inFlight).toBeGreaterThan(1);
  expect(accepted + inFlight + notSent).toBe(total);
  const question = page.getByRole("dialog", { name: "Stop this run?" });
  await expect(question).toContainText(`calls were made so far. ${grouped(notSent)} deliveries will not be sent. The call under way ends first.`);
  await question.getByRole("button", { name: /^Stop: \d+ calls will not be made$/ }).click();
  await expect(page.getByRole("button", { name: "Stopping after this call…" })).toBeDisabled();
  await sandbox.disarm();
  await ended(page);

  expect(await parts(page, total)).toEqual({ sent: accepted + inFlight, inFlight: 0, unknown: 0, notSent });
  expect(await figure(page, "accepted")).toBe(accepted + inFlight);
  expect(await figure(page, "not attempted")).toBe(notSent);
  // It is read back after the stop; nothing is sent any more.
  await expect(page.getByRole("term").filter({ hasText: /^(delivered|failed again)$/ }).first()).toBeVisible({ timeout: 90_000 });
  const sent = (await sandbox.sends()).kirim;
  expect(Object.keys(sent).length).toBe(accepted + inFlight);
  expect(await misfits(sandbox, night.dead.filter((id) => sent[id]))).toEqual(none);
  expect((await sandbox.calls()).length).toBe(4);
});

test("a backfill whose tab was killed during a call may be stopped, and that call is unknown until it is asked for", async ({ home, sandbox, context }) => {
  test.setTimeout(180_000);
  const night = await outage(sandbox, 6_000);
  const total = night.dead.length;
  await expect(await plan(home, night)).toHaveAccessibleName("Replay 6,000 deliveries", { timeout: 60_000 });
  await sandbox.hold(bulk, 2);
  await approve(home);
  await sandbox.met();
  await expect(home.getByText(/^Sending, call 3 of /)).toBeVisible({ timeout: 30_000 });
  const address = home.url();
  await crash(context, home);

  const page = await reopen(context, address, total);
  const { sent, inFlight, notSent } = await parts(page, total);
  expect(inFlight).toBeGreaterThan(1);
  await page.getByRole("button", { name: "Stop here…" }).click();
  await page.getByRole("dialog", { name: "Stop this run?" }).getByRole("button", { name: /^Stop: \d+ calls will not be made$/ }).click();
  await ended(page);
  expect(await parts(page, total)).toEqual({ sent, inFlight: 0, unknown: inFlight, notSent });
  expect(await figure(page, "accepted")).toBe(sent);
  expect(await figure(page, "unknown")).toBe(inFlight);
  expect(await figure(page, "not attempted")).toBe(notSent);
  await sandbox.disarm();
  await expect.poll(async () => (await sandbox.sent()).kirim, { timeout: 30_000 }).toBe(sent + inFlight);

  await page.getByRole("button", { name: `Check ${grouped(inFlight)} unknown` }).click();
  await goOn(page);
  await expect.poll(() => figure(page, "accepted"), { timeout: 30_000 }).toBe(sent + inFlight);
  expect(await figure(page, "not attempted")).toBe(notSent);
  expect((await sandbox.sent()).kirim).toBe(sent + inFlight);
  expect(await misfits(sandbox, night.dead)).toMatchObject({ twice: [], foreign: [] });
});
