// Rows of which the vendor tells nothing: its pages promise no member of any. What a list answers is
// rewritten on its way to the console.
import type { Page } from "@playwright/test";

type Row = Record<string, unknown>;

/** The members come as null, or do not come at all. */
export type How = "null" | "absent";

/**
 * From now on the first row of every list of a connection comes without a word, and the second
 * with nothing but these members.
 */
export async function bare(page: Page, connection: string, how: How, kept: string[]): Promise<void> {
  const strip = (row: Row, place: number): Row => {
    if (place > 1) return row;
    const keep = ([name]: [string, unknown]) => place === 1 && kept.includes(name);
    const members = Object.entries(row);
    return Object.fromEntries(how === "absent" ? members.filter(keep) : members.map((member) => (keep(member) ? member : [member[0], null])));
  };
  await rewrite(page, connection, (rows) => rows.map(strip));
}

/** From now on every list of a connection is empty. */
export async function nothing(page: Page, connection: string): Promise<void> {
  await rewrite(page, connection, () => []);
}

async function rewrite(page: Page, connection: string, change: (rows: Row[]) => Row[]): Promise<void> {
  await page.route(`**/api/connections/${connection}/read`, async (route) => {
    const response = await route.fetch();
    const body = changed(await response.text(), change);
    await route.fulfill({ response, body });
  });
}

/** A page of JSON with its rows in an array, or a file of one row a line. */
function changed(text: string, change: (rows: Row[]) => Row[]): string {
  const lines = text.trim().split("\n");
  const rows = lines.map((line) => JSON.parse(line) as Row);
  const [page] = rows;
  const list = ["data", "results"].find((name) => Array.isArray(page?.[name]));
  if (list && page) {
    const now = change(page[list] as Row[]);
    return JSON.stringify({ ...page, [list]: now, ...(now.length === 0 ? { next_cursor: null, has_more: false, next: null, count: 0 } : {}) });
  }
  return page && "id" in page && "createdon" in page ? change(rows).map((row) => JSON.stringify(row)).join("\n") : text;
}
