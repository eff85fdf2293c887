// Somebody who has never seen the console resends the mails that one customer did not get: three
// clicks and a password.
import { password } from "../support/demo.ts";
import { ended, expect, test } from "../support/journey.ts";

test("the failed mails of one customer are resent in three clicks and a password", async ({ home: page, sandbox }) => {
  const rows = await sandbox.query("SELECT id, accountid FROM notificationhistoryemail WHERE status = 'Failed'");
  const of = new Map<string, string[]>();
  for (const { id, accountid } of rows) of.set(String(accountid), [...(of.get(String(accountid)) ?? []), String(id)]);

  await page.getByRole("link", { name: /failed e-mails$/ }).click();
  const mails = page.getByRole("grid", { name: "E-mails" });
  await mails.getByRole("button", { name: /^Actions for / }).nth(2).click();
  const offer = page.getByRole("menuitem", { name: /^Resend \d+ e-mails? of this customer that failed/ });
  const [, told] = /^Resend (\d+)/.exec(await offer.innerText()) ?? [];
  await offer.click();

  const dialog = page.getByRole("dialog", { name: `Resend ${told} e-mail` });
  await dialog.getByLabel("Your password").fill(password);
  await page.keyboard.press("Control+Enter");
  await ended(page);

  const sent = (await sandbox.sends()).zuora;
  expect(Object.values(sent), "each once").toEqual(Array.from({ length: Number(told) }, () => 1));
  const customers = [...of].filter(([, ids]) => ids.some((id) => id in sent));
  expect(customers, "of one customer").toHaveLength(1);
  const all = customers[0]?.[1] ?? [];
  expect(Object.keys(sent).filter((id) => !all.includes(id)), "nothing but what failed").toEqual([]);
});
