// Personal data is hidden until an operator asks for it; the asking is noted first, and what could
// not be noted is not shown.
import { copies } from "../support/clipboard.ts";
import { expect, signInAgain, test } from "../support/journey.ts";
import type { Page } from "@playwright/test";

/** The notes that a page has sent. */
function notes(page: Page): unknown[] {
  const sent: unknown[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/reveals")) sent.push(request.postDataJSON());
  });
  return sent;
}

/** A recipient as the vendor has it. */
async function failed(sandbox: { query: (sql: string) => Promise<Record<string, unknown>[]> }) {
  const rows = await sandbox.query("SELECT * FROM notificationhistoryemail WHERE status = 'Failed' ORDER BY createdon DESC LIMIT 50");
  return rows.map((row) => String(row["toemail"])).filter((mail) => mail.includes("@"));
}

test("addresses of a list are hidden, shown on demand with a note, and hidden again on the next visit", async ({ home: page, sandbox }) => {
  const sent = notes(page);
  const mails = await failed(sandbox);
  const mail = mails[0] ?? "";
  await page.goto("/c/billing/emails");
  const reveal = page.getByRole("button", { name: "Reveal personal data" });
  await expect(page.getByText(/^[^@]*•••@/).first()).toBeVisible({ timeout: 20_000 });
  for (const hidden of mails) await expect(page.getByText(hidden)).toHaveCount(0);
  expect(sent).toEqual([]);

  await reveal.click();
  await expect(page.getByText(mail).first()).toBeVisible();
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ what: "page" });
  expect(JSON.stringify(sent)).not.toContain("@");
  await page.getByRole("button", { name: "Hide personal data" }).click();
  await expect(page.getByText(mail)).toHaveCount(0);
  await reveal.click();
  await expect(page.getByText(mail).first()).toBeVisible();
  await page.getByRole("link", { name: "Callouts", exact: true }).click();
  await page.getByRole("link", { name: "E-mails", exact: true }).click();
  await expect(reveal).toBeVisible();
  await expect(page.getByText(mail)).toHaveCount(0);
});

test("what cannot be noted is not shown", async ({ home: page, sandbox }) => {
  const [mail] = await failed(sandbox);
  await page.route("**/reveals", (route) => route.abort());
  await page.goto("/c/billing/emails");
  await expect(page.getByText(/•••@/).first()).toBeVisible({ timeout: 20_000 });
  await page.getByRole("button", { name: "Reveal personal data" }).click();
  await expect(page.getByText("It could not be noted, so it is not shown.")).toBeVisible();
  await expect(page.getByText(mail ?? "")).toHaveCount(0);
});

test("a body is hidden in a pane, its copy too, until that one record is revealed", async ({ home: page }) => {
  const sent = notes(page);
  const answers: string[] = [];
  page.on("response", async (response) => {
    if (response.request().postData()?.includes('"delivery":')) answers.push(await response.text());
  });
  await page.goto("/c/messaging/deliveries?status=dead");
  await page.getByRole("grid", { name: "Deliveries" }).getByRole("rowheader").first().getByRole("button").click();
  const pane = page.getByRole("region", { name: /^Delivery wbd_/ });
  const body = pane.getByRole("region", { name: "What was sent" });
  await expect(body).toContainText('"name": "•••"');
  await expect.poll(() => answers.length, "the answer has come to this test, too").toBeGreaterThan(0);
  const whole = JSON.parse(answers[0] ?? "{}") as { payload?: Payload; data?: { payload?: Payload } };
  type Payload = { data: { contact: { name: string; phone: string }; text: string } };
  const { contact, text } = (whole.payload ?? whole.data?.payload)?.data ?? { contact: { name: "", phone: "" }, text: "" };
  expect(contact.name).not.toBe("");
  for (const personal of [contact.name, contact.phone, text]) await expect(pane.getByText(personal)).toHaveCount(0);
  // What is hidden is not found, so it cannot be guessed letter by letter.
  await pane.getByRole("searchbox", { name: "Search in: What was sent" }).fill(contact.name);
  await expect(pane.getByText("no place")).toBeVisible();
  const copied = await copies(page);
  await pane.getByRole("button", { name: "Copy", exact: true }).first().click();
  await expect.poll(copied).toContain("•••");
  expect(await copied()).not.toContain(contact.name);

  await pane.getByRole("searchbox", { name: "Search in: What was sent" }).fill("");
  await pane.getByRole("button", { name: "Reveal" }).click();
  await expect(body).toContainText(contact.name);
  expect(sent).toEqual([{ what: "record", count: 1 }]);
  await page.keyboard.press("Escape");
  await page.getByRole("grid", { name: "Deliveries" }).getByRole("rowheader").nth(1).getByRole("button").click();
  await expect(pane.getByRole("button", { name: "Reveal" })).toBeVisible();
});

test("addresses that are hidden are ordered and looked through as they are seen, and by themselves once revealed", async ({ home: page, sandbox }) => {
  const rows = await sandbox.query("SELECT * FROM notificationhistoryemail WHERE status = 'Failed' ORDER BY createdon DESC LIMIT 50");
  const mails = rows.map((row) => String(row["toemail"] ?? "")).filter((mail) => mail !== "");
  await page.goto("/c/billing/emails");
  const grid = page.getByRole("grid", { name: "E-mails" });
  await expect(grid.getByRole("rowheader").first()).toBeVisible({ timeout: 20_000 });
  const head = grid.getByRole("columnheader", { name: "To", exact: true });
  const place = (await grid.getByRole("columnheader").allInnerTexts()).findIndex((text) => text.startsWith("To"));
  const shown = async () => {
    const drawn = grid.getByRole("row").filter({ has: page.getByRole("rowheader") });
    const cells = await drawn.evaluateAll((rows, place) => rows.map((row) => [Number(row.getAttribute("aria-rowindex")), row.children[place]?.textContent ?? ""] as const), place);
    return cells.sort(([one], [other]) => one - other).map(([, text]) => text).filter((text) => text !== "");
  };
  await head.getByRole("button").first().click();
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  const masked = await shown();
  expect(masked.length).toBeGreaterThan(9);
  for (const text of masked) expect(text).toContain("•••");
  expect(masked, "by what is seen").toEqual([...masked].sort((one, other) => one.localeCompare(other, "en")));
  const hidden = (mail: string) => mail.replace(/^(.).*@/, "$1•••@");
  const byAddress = [...mails].sort((one, other) => one.localeCompare(other, "en")).map(hidden);
  expect(byAddress.slice(0, masked.length), "which is another order than that of the addresses").not.toEqual(masked);

  const told = page.getByRole("status").filter({ hasText: "What is hidden is not looked through: reveal it first." });
  await expect(told).toHaveCount(0);
  await page.getByLabel("Filter loaded rows").fill(mails[0] ?? "");
  await expect(grid.getByRole("rowheader")).toHaveCount(0);
  await expect(told).toContainText(/^0 of \d+ loaded\./);
  await page.getByLabel("Filter loaded rows").fill((mails[0] ?? "").replace(/^.*@/, "•••@"));
  await expect(grid.getByRole("rowheader").first()).toBeVisible();
  await page.getByLabel("Filter loaded rows").fill("");

  await page.getByRole("button", { name: "Reveal personal data" }).click();
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  await expect.poll(async () => (await shown())[0]).toContain("@");
  await expect.poll(async () => (await shown())[0]).not.toContain("•••");
  const whole = await shown();
  expect(whole).toEqual([...whole].sort((one, other) => one.localeCompare(other, "en", { numeric: true })));
  await page.getByRole("button", { name: "Hide personal data" }).click();
  await expect.poll(shown).toEqual(masked);
});

test("what was revealed is hidden as soon as the session ends, and whoever signs in there asks anew", async ({ home: page, sandbox }) => {
  const sent = notes(page);
  await page.goto("/c/billing/emails");
  const grid = page.getByRole("grid", { name: "E-mails" });
  await grid.getByRole("rowheader").first().getByRole("button").click();
  const pane = page.getByRole("region").filter({ has: page.getByRole("button", { name: "Copy id" }) });
  await pane.getByRole("button", { name: /^Reveal what is personal/ }).click();
  const address = pane.getByRole("term").filter({ hasText: /^To$/ }).locator("xpath=following-sibling::dd");
  await expect(address).not.toContainText("•••");
  const mail = await address.innerText();
  expect(mail).toContain("@");
  const reveal = page.getByRole("button", { name: "Reveal personal data" });
  await reveal.click();
  await expect(grid.getByText(mail).first()).toBeVisible();
  expect(sent).toHaveLength(2);

  await page.context().clearCookies();
  await page.getByRole("button", { name: "Read again" }).click();
  const dialog = page.getByRole("dialog", { name: "Your session ended" });
  await expect(dialog).toBeVisible();
  await expect(page.getByText(mail)).toHaveCount(0);
  await expect(address).toContainText("•••");
  await signInAgain(page);
  await expect(grid.getByText(/•••@/).first()).toBeVisible();
  await expect(page.getByText(mail)).toHaveCount(0);
  await reveal.click();
  await expect(grid.getByText(mail).first()).toBeVisible();
  expect(sent).toHaveLength(3);
  expect(Object.values(await sandbox.sends()).flatMap(Object.keys), "nothing was sent").toEqual([]);

  // A session that ended unseen is seen to have ended.
  await page.getByRole("button", { name: "Hide personal data" }).click();
  await page.context().clearCookies();
  await reveal.click();
  await expect(dialog).toBeVisible();
  await expect(page.getByText(mail)).toHaveCount(0);
});
