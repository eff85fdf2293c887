// Ids come in from elsewhere: pasted, dropped, or chosen as a file of any size. What is no id is
// listed, nothing is lost, and exactly the ids that were read are sent.
import { barriers } from "../support/barriers.ts";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { downloaded } from "../support/download.ts";
import { approve, ended, expect, figure, test } from "../support/journey.ts";
import { shareOfLongestTask } from "../support/thread.ts";
import type { Page } from "@playwright/test";

/** Ids that look real and are not. */
const made = (count: number) => Array.from({ length: count }, (_, n) => `8ad0e1h0zz${String(n).padStart(23, "0")}`);
const file = (name: string, text: string | Buffer, mimeType = "text/csv") => ({ name, mimeType, buffer: Buffer.from(text) });
const chooser = (page: Page) => page.getByLabel("Choose a file…");
const card = (page: Page) => page.getByRole("group", { name: "Ids from a file" });
const refusal = (page: Page) => page.locator("#ids-note");

/** Pastes into the field as a person does: with one event that carries the whole text. */
async function paste(page: Page, text: string) {
  await page.getByRole("textbox", { name: "Ids" }).evaluate((field, text) => {
    const brought = new DataTransfer();
    brought.setData("text/plain", text);
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: brought, bubbles: true, cancelable: true }));
  }, text);
}

/** Files give so many stretches and no more of themselves, until they are let go on. */
async function holdFile(page: Page, stretches: number): Promise<() => Promise<void>> {
  type Held = { redriveGoOn?: () => void };
  await page.evaluate((stretches) => {
    const given = Blob.prototype.arrayBuffer;
    const held = new Promise<void>((go) => ((window as unknown as Held).redriveGoOn = go));
    let left = stretches;
    Blob.prototype.arrayBuffer = async function () {
      if (left === 0) await held;
      else left -= 1;
      return given.call(this);
    };
  }, stretches);
  return () => page.evaluate(() => (window as unknown as Held).redriveGoOn?.());
}

test("a column of a CSV file is found, what is no id is listed, and each id is sent once", async ({ home: page, sandbox }) => {
  const [subscription] = (await sandbox.subscriptions()).filter(({ status }) => status === "active");
  const dead = await sandbox.births({ subscription: subscription?.id ?? "", status: "dead", event_type: "order.shipped", count: 6 });
  await page.goto("/c/messaging/deliveries");
  await page.getByRole("link", { name: "Replay pasted ids…" }).click();
  const rows = dead.map((id, place) => `2026-11-0${place + 1};"Order ""${place}"";\nlate";${id}`);
  const hostile = ["x;y;=HYPERLINK(\"http://evil.example\")", "x;y;\u202e<img src=x onerror=alert(1)>", `x;y;${dead[0]}`, "x;y;"];
  await chooser(page).setInputFiles(file("orders.csv", `\ufeffday;what;Delivery ID\r\n${[...rows, ...hostile].join("\r\n")}\r\n`));
  await expect(card(page)).toContainText("orders.csv: 17 lines read");
  await expect(page.getByLabel("Read from column")).toHaveValue("2");
  await expect(page.getByText("6 ids: 6 calls. 1 duplicate is left out. 2 entries are no id and will not be sent. 1 row has nothing in this column.")).toBeVisible();
  const bad = page.locator("details.note.warn");
  await expect(bad.getByRole("listitem")).toHaveCount(2);
  await expect(bad.getByRole("listitem").first()).toContainText("Line 14: =HYPERLINK");
  await expect(bad.locator("img")).toHaveCount(0);
  const lines = (await downloaded(bad.getByRole("button"))).trim().split("\r\n");
  expect(lines[0]).toBe("line,text,why");
  expect(lines[1]).toContain("14,\"'=HYPERLINK");
  expect(lines).toHaveLength(3);

  await page.getByRole("button", { name: "Plan to replay 6 deliveries…" }).click();
  await approve(page);
  await ended(page);
  expect(await figure(page, "accepted")).toBe(6);
  expect((await sandbox.sends()).kirim).toEqual(Object.fromEntries(dead.map((id) => [id, 1])));
});

test("events of an endpoint are resent by pasted ids, and compared with what its table had loaded", async ({ home: page, sandbox }) => {
  await page.getByRole("link", { name: "Endpoints", exact: true }).click();
  await page.getByRole("link", { name: /^Events of endpoint/ }).first().click();
  const boxes = page.getByRole("checkbox", { name: /^Choose event \d+$/ });
  await expect(boxes.first()).toBeVisible();
  const ids = (await boxes.evaluateAll((all) => all.map((box) => box.getAttribute("aria-label")))).slice(0, 3).map((name) => /\d+/.exec(name ?? "")?.[0] ?? "");
  await page.getByRole("link", { name: "Resend pasted ids…" }).click();
  await page.getByRole("textbox", { name: "Ids" }).fill([...ids, "999999999"].join(", "));
  await expect(page.getByText(/^1 id is not among the \d+ loaded rows? of the table$/)).toBeVisible();
  await page.getByText(/^1 id is not among/).click();
  await expect(page.getByText("It says nothing about whether they exist.")).toBeVisible();
  await page.getByRole("textbox", { name: "Ids" }).fill(ids.join(", "));
  await expect(page.getByText(/^All of them are among the/)).toBeVisible();
  await page.getByRole("button", { name: "Plan to resend 3 events…" }).click();
  await approve(page);
  await ended(page);
  expect(Object.keys((await sandbox.sends()).selfcommunity).sort()).toEqual([...ids].sort());
});

test("a column that could be another is the operator's to choose", async ({ home: page }) => {
  await page.goto("/c/community/endpoints/1/paste");
  await chooser(page).setInputFiles(file("numbers.csv", "amount,number\n12,512\n13,513\n14,514\n"));
  await expect(refusal(page)).toHaveText("Which column holds the ids?");
  await expect(page.getByRole("button", { name: /^Plan to resend/ })).toBeDisabled();
  const column = page.getByLabel("Read from column");
  await expect(column.getByRole("option")).toHaveText(["Choose the column…", "amount: 12, 13, 14", "number: 512, 513, 514"]);
  await column.selectOption("number: 512, 513, 514");
  await expect(page.getByRole("button", { name: "Plan to resend 3 events…" })).toBeEnabled();
});

test("102,340 pasted lines stand in no field, and can be removed", async ({ home: page, sandbox }) => {
  await page.goto("/c/billing/emails/paste");
  const text = made(102_340).join("\r\n");
  await paste(page, text);
  await expect(card(page)).toContainText("Pasted text: 102,340 lines read", { timeout: 30_000 });
  await expect(page.getByText("102,340 ids: 103 calls.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Ids" })).toHaveCount(0);
  await page.getByRole("button", { name: "Plan to resend 102,340 e-mails…" }).click();
  await expect(page.getByRole("dialog", { name: "Resend 102,340 e-mails" })).toContainText("103 calls of at most 1,000", { timeout: 30_000 });
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await card(page).getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("textbox", { name: "Ids" })).toBeVisible();
  await expect(page.getByText("Nothing is pasted yet.")).toBeVisible();
  expect(await sandbox.sent()).toMatchObject({ zuora: 0 });
});

test("what was typed goes along when a long text is pasted, and a dropped file is taken", async ({ home: page }) => {
  await page.goto("/c/billing/emails/paste");
  await page.getByRole("textbox", { name: "Ids" }).fill("8ad0e1h0aa00000000000000000000001");
  await paste(page, made(5_000).join("\n"));
  await expect(page.getByText("5,001 ids: 6 calls.")).toBeVisible();
  await page.locator("form.card").evaluate((form) => {
    const brought = new DataTransfer();
    brought.items.add(new File(["id,why\n8ad0e1h0bb00000000000000000000001,late\n8ad0e1h0bb00000000000000000000002,late\n"], "dropped.csv"));
    form.dispatchEvent(new DragEvent("drop", { dataTransfer: brought, bubbles: true, cancelable: true }));
  });
  await expect(card(page)).toContainText("dropped.csv: 3 lines read");
  await expect(page.getByText("2 ids: 1 call.")).toBeVisible();
});

test("a file of 50 MB is read in stretches, can be cancelled, and a million ids become a plan", async ({ home: page, sandbox }) => {
  test.setTimeout(180_000);
  const folder = mkdtempSync(path.join(tmpdir(), "ids-"));
  const where = path.join(folder, "million.csv");
  writeFileSync(where, `id,subject\r\n${made(1_000_000).map((id) => `${id},"a, b ${id.slice(-9)}"`).join("\r\n")}\r\n`);
  await page.goto("/c/billing/emails/paste");
  const release = await holdFile(page, 3);
  await chooser(page).setInputFiles(where);
  await expect(card(page).getByRole("progressbar", { name: "Reading the file" })).toBeVisible();
  await card(page).getByRole("button", { name: "Cancel" }).click();
  await release();
  await expect(page.getByRole("textbox", { name: "Ids" })).toBeVisible();
  await expect(page.getByText("Nothing is pasted yet.")).toBeVisible();

  const longest = await shareOfLongestTask(page, async () => {
    await chooser(page).setInputFiles(where);
    await expect(page.getByText("1,000,000 ids: 1,000 calls.")).toBeVisible({ timeout: 90_000 });
  });
  expect(longest, "whoever presses something meanwhile waits for little of it").toBeLessThan(0.1);
  await page.getByRole("button", { name: "Plan to resend 1,000,000 e-mails…" }).click();
  await expect(page.getByRole("dialog", { name: "Resend 1,000,000 e-mails" })).toContainText("1,000 calls", { timeout: 90_000 });
  expect(await sandbox.sent()).toMatchObject({ zuora: 0 });
});

test("a file that breaks off while another one is chosen takes nothing from that", async ({ home: page }) => {
  await page.goto("/c/billing/emails/paste");
  // What is large gives its head, and then nothing before it breaks off.
  await page.evaluate(() => {
    const given = Blob.prototype.arrayBuffer;
    Blob.prototype.arrayBuffer = function () {
      if (this.size <= 65_536) return given.call(this);
      return new Promise((_, broken) => Object.assign(globalThis, { breakOff: () => broken(new DOMException("It was moved.", "NotReadableError")) }));
    };
  });
  await chooser(page).setInputFiles(file("large.csv", `id\n${made(3000).join("\n")}\n`));
  await expect.poll(() => page.evaluate(() => "breakOff" in globalThis)).toBe(true);
  await chooser(page).setInputFiles(file("small.csv", `id\n${made(2).join("\n")}\n`));
  await expect(page.getByText("2 ids: 1 call.")).toBeVisible();
  await page.evaluate(async () => {
    (globalThis as unknown as { breakOff: () => void }).breakOff();
    for (let turn = 0; turn < 3; turn += 1) await new Promise(requestAnimationFrame);
  });
  await expect(page.getByText("2 ids: 1 call.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Plan to resend 2 e-mails…" })).toBeEnabled();
});

const odd: [what: string, file: { name: string; mimeType: string; buffer: Buffer }, told: RegExp][] = [
  ["a picture", file("a.png", Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]), "image/png"), /looks like a picture/],
  ["a workbook", file("a.xlsx", Buffer.from("PK\x03\x04\x14\0\x06\0"), "application/zip"), /Save the sheet as CSV/],
  ["UTF-16", file("a.txt", Buffer.from("\ufeffid\n512\n513", "utf16le"), "text/plain"), /UTF-16/],
  ["an empty file", file("a.csv", ""), /The file is empty/],
  ["nothing known", file("a.bin", Buffer.from([1, 0, 2, 0, 0, 3, 255, 7]), "application/octet-stream"), /no text/],
];
for (const [what, given, told] of odd) {
  test(`${what} is told for what it is, and the way back is one press`, async ({ home: page }) => {
    await page.goto("/c/billing/emails/paste");
    await chooser(page).setInputFiles(given);
    await expect(refusal(page)).toHaveText(told);
    await expect(page.getByRole("button", { name: /^Plan to resend/ })).toBeDisabled();
    await card(page).getByRole("button", { name: "Remove" }).click();
    await expect(page.getByText("Nothing is pasted yet.")).toBeVisible();
  });
}

test("a line of ten million characters is one bad entry, and a stray quote is no silent loss", async ({ home: page }) => {
  await page.goto("/c/billing/emails/paste");
  await chooser(page).setInputFiles(file("line.txt", `${made(1)[0]}\n${"x".repeat(10_000_000)}\n${made(2)[1]}`, "text/plain"));
  await expect(page.getByText("2 ids: 1 call. 1 entry is no id and will not be sent.")).toBeVisible();
  await expect(page.getByText("it is too long to be one")).toBeVisible();
  const rows = made(5).map((id, place) => `${id},${place === 3 ? '"' : ""}late`);
  await chooser(page).setInputFiles(file("quote.csv", `id,why\n${rows.join("\n")}\n`));
  await expect(page.getByRole("alert")).toContainText("A quote opens on line 5 and is never closed");
  await expect(page.getByRole("button", { name: /^Plan to resend/ })).toBeDisabled();
});

for (const theme of ["light", "dark"] as const) {
  test(`no barrier where ids come in, ${theme}`, async ({ home: page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto("/c/billing/emails/paste");
    await chooser(page).setInputFiles(file("orders.csv", `id,why\n${made(3).map((id) => `${id},late`).join("\n")}\nno id,late\n`));
    await expect(page.getByText(/1 entry is no id and/)).toBeVisible();
    expect(await barriers(page)).toEqual([]);
  });
}
